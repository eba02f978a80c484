import type { Alphabet, Run } from './alphabet.ts';

/** How a vendor builds a token: fixed text and random runs, in order. */
export type Form = readonly (string | Run)[];

const QUOTES_AND_SEPARATORS = String.raw`[\s"'=:,;<>(){}\[\]|\x60#*&?!@~^\\«“„‘]`;

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, (character) => (character === '/' ? '/' : `\\${character}`));
}

function classOf({ word, other }: Alphabet): string {
  return `[${word}${other}]`;
}

function count(least: number, most: number): string {
  if (least === most) return least === 1 ? '' : `{${least}}`;
  return `{${least},${most}}`;
}

/** The last character of a token, and what says that the token ends there: `\b` does not know - + / and =. */
function lastCharacter({ word, other }: Alphabet): string {
  return other === '' ? String.raw`[${word}]\b` : String.raw`(?:[${word}]\b|[${other}]\B)`;
}

function lastRun(run: Run): string {
  if (run.alphabet.other === '') return String.raw`${classOf(run.alphabet)}${count(run.least, run.most)}\b`;
  return classOf(run.alphabet) + count(run.least - 1, run.most - 1) + lastCharacter(run.alphabet);
}

function body(form: Form): string {
  return form
    .map((piece, place) => {
      const last = place === form.length - 1;
      if (typeof piece === 'string') return escaped(piece) + (last && /\w$/.test(piece) ? String.raw`\b` : '');
      return last ? lastRun(piece) : classOf(piece.alphabet) + count(piece.least, piece.most);
    })
    .join('');
}

/**
 * RE2 pattern of every form, with its boundaries. A form that begins with fixed text needs no more than a word boundary;
 * one that does not must stand after a quote, a separator or a space.
 */
export function patternOf(forms: readonly Form[]): string {
  const bodies = forms.map(body);
  const all = bodies.length === 1 ? bodies[0]! : `(?:${bodies.join('|')})`;
  const fixed = forms.every(([first]) => typeof first === 'string' && /^\w/.test(first));
  return fixed ? String.raw`\b${all}` : `(?:^|${QUOTES_AND_SEPARATORS})(?P<value>${all})`;
}
