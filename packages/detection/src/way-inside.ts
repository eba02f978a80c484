import { likelihood } from './kernel/buckets.ts';
import { fromLetter, type Gram, membersOf } from './kernel/grams.ts';
import type { Lead } from './kernel/tables.ts';
import { utf8Sequences } from './pattern/code-points.ts';
import { compileSuffixes, type Program } from './pattern/program.ts';
import { restProgram } from './pattern/rest-program.ts';
import type { Tree } from './pattern/tree.ts';
import { type Beginnings, MAX_LIKELIHOOD, NOTHING, RARE, type Way, wayByGrams } from './way-by-grams.ts';

/** A gram further inside a match than this is no help. */
const MAX_LEAD_BYTES = 256;
/** A choice of more ways is not looked into. */
const MAX_WAYS = 16;

/** Grams after a lead, and what a match is from the first byte of the grams on. */
interface Inside {
  readonly grams: readonly Gram[];
  readonly lead: Lead;
  readonly often: number;
  readonly rest: Program;
}

/** The first thing inside a match that is rare, after a lead of known bytes; of each way to match, where there are several. */
export function wayInside(tree: Tree): Way | undefined {
  const found: Inside[] = [];
  for (const way of waysOf(tree)) {
    const inside = insideOf(way);
    if (inside === undefined) return undefined;
    found.push(inside);
  }
  const lead = found.map((inside) => inside.lead).reduce(eitherLead);
  return { beginnings: fromLetters(found, lead), often: found.reduce((sum, inside) => sum + inside.often, 0) };
}

/** By the letters in some of the grams that begin with something else. */
function fromLetters(found: readonly Inside[], lead: Lead): Beginnings {
  const grams = found.flatMap((inside) => inside.grams.map((gram) => ({ gram, inside })));
  const moved = grams.map(({ gram }) => {
    const own = fromLetter(gram);
    return own !== undefined && likelihood(own.gram) <= MAX_LIKELIHOOD ? own : undefined;
  });
  const alphabet = lead.alphabet.slice();
  for (const byte of moved.flatMap((one) => one?.skipped ?? []).flatMap(membersOf)) alphabet[byte] = 1;
  const skips = moved.map((one) => one?.skipped.length ?? 0);
  const longer: Lead = {
    minBytes: lead.minBytes + Math.min(...skips),
    maxBytes: lead.maxBytes + Math.max(...skips),
    alphabet,
  };
  const parts = grams.flatMap(({ inside }, i) => {
    // An escape can take the place of the first byte, which is then none of the gram's.
    const skipped = inside.lead.minBytes === 0 ? [skips[i]!, skips[i]! + 1] : [skips[i]!];
    return skipped.map((bytes) => ({ program: inside.rest, skipped: bytes }));
  });
  const rest = restProgram(parts);
  return { ...NOTHING, grams: moved.map((one, i) => one?.gram ?? grams[i]!.gram), lead: longer, rest };
}

/** The sequences that a pattern is a choice of. */
function waysOf(tree: Tree): readonly (readonly Tree[])[] {
  const items = tree.kind === 'sequence' ? tree.items : [tree];
  const at = items.findIndex(({ kind }) => kind === 'choice');
  const choice = items[at];
  // What comes after the first choice of more than a byte is left as it is.
  if (choice?.kind !== 'choice' || choice.items.length > MAX_WAYS) return [items];
  const ways = choice.items.flatMap((item) => {
    const own = item.kind === 'sequence' ? item.items : [item];
    return waysOf({ kind: 'sequence', items: [...items.slice(0, at), ...own, ...items.slice(at + 1)] });
  });
  return ways.length > MAX_WAYS ? [items] : ways;
}

/** The first part of a sequence that is rare enough, after what comes before it: the first very rare one, if there is one. */
function insideOf(items: readonly Tree[]): Inside | undefined {
  let best: Inside | undefined;
  let lead: Lead = { minBytes: 0, maxBytes: 0, alphabet: new Uint8Array(256) };
  const suffixes = compileSuffixes(items);
  for (const [i, item] of items.entries()) {
    const found = wayByGrams(suffixes[i]!, lead);
    const grams = found?.beginnings.grams ?? [];
    // None at all stand for a match at the beginning of the text: it has grams further inside.
    if (found !== undefined && grams.length > 0 && (best === undefined || found.often <= RARE)) {
      // Of the lead, the first byte may be an escape.
      const shorter: Lead = { ...lead, minBytes: Math.max(0, lead.minBytes - 1) };
      best = { grams, lead: shorter, often: found.often, rest: suffixes[i]! };
      if (found.often <= RARE) break;
    }
    lead = bothLeads(lead, extent(item));
    if (lead.maxBytes > MAX_LEAD_BYTES) break;
  }
  return best;
}

function bothLeads(first: Lead, second: Lead): Lead {
  return {
    minBytes: first.minBytes + second.minBytes,
    maxBytes: first.maxBytes + second.maxBytes,
    alphabet: first.alphabet.map((flag, byte) => flag | second.alphabet[byte]!),
  };
}

function eitherLead(first: Lead, second: Lead): Lead {
  return {
    minBytes: Math.min(first.minBytes, second.minBytes),
    maxBytes: Math.max(first.maxBytes, second.maxBytes),
    alphabet: first.alphabet.map((flag, byte) => flag | second.alphabet[byte]!),
  };
}

/** What a part of a pattern matches, as a lead. */
function extent(tree: Tree): Lead {
  const alphabet = new Uint8Array(256);
  if (tree.kind === 'assertion') return { minBytes: 0, maxBytes: 0, alphabet };
  if (tree.kind === 'set') {
    const sequences = tree.ranges.flatMap((range) => utf8Sequences(range));
    for (const [low, high] of sequences.flat()) alphabet.fill(1, low, high + 1);
    const lengths = sequences.map(({ length }) => length);
    return { minBytes: Math.min(4, ...lengths), maxBytes: Math.max(0, ...lengths), alphabet };
  }
  const parts = tree.kind === 'repeat' ? [extent(tree.item)] : tree.items.map(extent);
  for (const part of parts) for (let byte = 0; byte < 256; byte++) alphabet[byte]! |= part.alphabet[byte]!;
  const least = parts.map(({ minBytes }) => minBytes);
  const most = parts.map(({ maxBytes }) => maxBytes);
  if (tree.kind === 'repeat') {
    return { minBytes: tree.min * least[0]!, maxBytes: tree.max * most[0]!, alphabet };
  }
  const sum = (lengths: readonly number[]): number => lengths.reduce((a, b) => a + b, 0);
  return tree.kind === 'choice'
    ? { minBytes: Math.min(...least), maxBytes: Math.max(...most), alphabet }
    : { minBytes: sum(least), maxBytes: sum(most), alphabet };
}
