import RE2 from 're2';
import { MAX_MATCH_BYTES, MAX_MATCH_DISTANCE } from './limits.ts';
import { patternShape, UnknownSyntax } from './pattern-shape.ts';

/** What a repeat without end is bounded to where nothing stands against it: no longer match can meet a keyword rule in text. */
const MOST = MAX_MATCH_DISTANCE;
/** A repeat bounded to fewer would be another pattern. */
const LEAST = 8;

/** A piece of a pattern: an escape, a class, a quantifier with its laziness, or one character. */
const PIECE =
  /\\Q.*?(?:\\E|$)|\\[pP]\{[^}]*\}|\\x\{[^}]*\}|\\u\{[^}]*\}|\\.|\[\^?\]?(?:\[:\^?\w+:\]|\\.|[^\]\\])*\]|\{(\d+),\}|[*+]|./gsu;

/**
 * The pattern with each `*`, `+` and `{n,}` bounded, so that it has a longest match, as the engine needs: to 300 times, or as
 * many fewer as let it be compiled with matches of at most MAX_MATCH_BYTES. A pattern that has no such bound, or is no pattern,
 * comes back as it is, for `compileCatalogue` to say what is wrong with it.
 */
export function boundRepeats(pattern: string): string {
  if (withBound(pattern, MOST) === pattern) return pattern;
  for (let divisor = 1; ; divisor++) {
    const most = Math.floor(MOST / divisor);
    if (most < LEAST) return pattern;
    const bounded = withBound(pattern, most);
    if (fits(bounded)) return bounded;
  }
}

function withBound(pattern: string, most: number): string {
  return pattern.replace(PIECE, (piece, least: string | undefined) => {
    if (piece === '*') return `{0,${most}}`;
    if (piece === '+') return `{1,${most}}`;
    return least === undefined ? piece : `{${least},${Math.max(most, Number(least))}}`;
  });
}

function fits(pattern: string): boolean {
  try {
    return patternShape(new RE2(pattern, 'gu').internalSource).maxBytes <= MAX_MATCH_BYTES;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof UnknownSyntax) return false;
    throw error;
  }
}
