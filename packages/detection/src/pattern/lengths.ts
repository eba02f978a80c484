import { MAX_CHARACTER_BYTES } from '../limits.ts';
import { utf8Sequences } from './code-points.ts';
import type { Tree } from './tree.ts';

/** More lengths are many. Of a character or the end of the text there are so many. */
const MAX_LENGTHS = 1 + MAX_CHARACTER_BYTES;

/** The lengths in bytes of what matches, if they are few. */
export function lengthsOf(tree: Tree): readonly number[] | undefined {
  if (tree.kind === 'assertion') return [0];
  if (tree.kind === 'set') return few(bytesOfMembers(tree));
  const parts = tree.kind === 'repeat' ? [lengthsOf(tree.item)] : tree.items.map(lengthsOf);
  if (!parts.every((own) => own !== undefined)) return undefined;
  if (tree.kind === 'choice') return few(parts.flat());
  if (tree.kind === 'sequence') return lengthsInTurn(parts);
  const { min, max } = tree;
  const either = few([0, ...parts.flat()]);
  return either && lengthsInTurn(Array.from({ length: max }, (_, i) => (i < min ? parts[0]! : either)));
}

function lengthsInTurn(parts: readonly (readonly number[])[]): readonly number[] | undefined {
  return parts.reduce<readonly number[] | undefined>(
    (all, own) => all && few(all.flatMap((before) => own.map((length) => before + length))),
    [0],
  );
}

/** The same, each once; undefined when they are too many. */
function few(lengths: readonly number[]): readonly number[] | undefined {
  const distinct = [...new Set(lengths)];
  return distinct.length > MAX_LENGTHS ? undefined : distinct;
}

/** The length in bytes of what matches; undefined when not all of it is of one length. */
export function fixedBytes(tree: Tree): number | undefined {
  if (tree.kind === 'assertion') return 0;
  if (tree.kind === 'set') {
    return same(bytesOfMembers(tree));
  }
  if (tree.kind === 'choice') return same(tree.items.map(fixedBytes));
  if (tree.kind === 'repeat') {
    const one = fixedBytes(tree.item);
    return one === undefined || tree.min !== tree.max ? undefined : one * tree.min;
  }
  return tree.items
    .map(fixedBytes)
    .reduce((sum, one) => (sum === undefined || one === undefined ? undefined : sum + one), 0);
}

function bytesOfMembers({ ranges }: Extract<Tree, { kind: 'set' }>): readonly number[] {
  return ranges.flatMap((range) => utf8Sequences(range)).map(({ length }) => length);
}

function same(lengths: readonly (number | undefined)[]): number | undefined {
  return lengths.every((length) => length === lengths[0]) ? lengths[0] : undefined;
}
