import { BeyondParser, parsePattern, type Tree } from './pattern/tree.ts';
import type { DataIdentifier } from './types.ts';

/** What each thing that agrees is worth; README.md, "Confidence". */
const POINTS = {
  pattern: 40,
  /** Letters, digits and underscores that every match has, whatever else it holds: `ghp_`, `BEGIN PRIVATE KEY`. */
  someFixed: 20,
  muchFixed: 40,
  keywordNear: 20,
  keywordInName: 30,
  checksum: 30,
  otherCheck: 10,
} as const;
const SOME_FIXED = 3;
const MUCH_FIXED = 8;
const MOST = 100;

/** 1 to 100: how much speaks for an occurrence of a row. */
export interface Confidence {
  /** With its keyword near, or without any where it needs none. */
  readonly near: number;
  /** With its keyword in the name of the column or in a key on the path. */
  readonly named: number;
}

/** `source`: RE2's internalSource of the row's pattern. */
export function confidenceOf(row: DataIdentifier, source: string): Confidence {
  const base = POINTS.pattern + fixedPoints(source) + checkPoints(row);
  if (row.keyword === 'none') return { near: Math.min(MOST, base), named: Math.min(MOST, base) };
  return { near: Math.min(MOST, base + POINTS.keywordNear), named: Math.min(MOST, base + POINTS.keywordInName) };
}

/** A row shows that it has a checksum by a counter-example that the checksum refuses, or by its validator's name. */
function checkPoints({ validate, validateInContext, validator, counterExamples }: DataIdentifier): number {
  if (validate !== undefined) {
    const isChecksum = validator !== undefined || counterExamples.some(({ stoppedBy }) => stoppedBy === 'bad-checksum');
    if (isChecksum) return POINTS.checksum;
  }
  return validate !== undefined || validateInContext !== undefined ? POINTS.otherCheck : 0;
}

function fixedPoints(source: string): number {
  try {
    const fixed = fixedCharacters(parsePattern(source));
    if (fixed >= MUCH_FIXED) return POINTS.muchFixed;
    return fixed >= SOME_FIXED ? POINTS.someFixed : 0;
  } catch (error) {
    if (error instanceof BeyondParser) return 0;
    throw error;
  }
}

/** The letters, digits and underscores (letters of either case) that every match has. */
function fixedCharacters(tree: Tree): number {
  switch (tree.kind) {
    case 'assertion':
      return 0;
    case 'set':
      return isFixed(tree.ranges) ? 1 : 0;
    case 'repeat':
      return tree.min * fixedCharacters(tree.item);
    case 'sequence':
      return tree.items.reduce((sum, item) => sum + fixedCharacters(item), 0);
    case 'choice':
      return Math.min(...tree.items.map(fixedCharacters));
  }
}

function isFixed(ranges: Extract<Tree, { kind: 'set' }>['ranges']): boolean {
  const letters = new Set<string>();
  for (const [first, last] of ranges) {
    if (first !== last) return false;
    letters.add(String.fromCodePoint(first).toLowerCase().toUpperCase());
  }
  return letters.size === 1 && /[\p{L}\p{N}_]/u.test([...letters].join(''));
}
