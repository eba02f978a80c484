import personNames from '../data/person-names.json' with { type: 'json' };
import placeNames from '../data/places.json' with { type: 'json' };
import wordList from '../data/words.json' with { type: 'json' };
import { WordTable } from './word-table.ts';

/** Names at the head of the lists, which are in order of frequency. */
const FREQUENT_GIVEN = 600;
const FREQUENT_FAMILY = 1_500;
/** Of names of more words, the words count that have more letters. */
const LEAST_PLACE_WORD = 3;

/** Given names, the frequent ones first. */
export const givenNames: readonly string[] = personNames.given.split('|');

/** Words of ordinary text in English and, some hundred, in other languages. */
export const commonWords: readonly string[] = [...wordList.english.split('|'), ...wordList.foreign.split('|')];

/** What is known of a word, lower case: given and family name 0 to 2 by frequency. */
export interface WordKind {
  readonly given: number;
  readonly family: number;
  readonly common: boolean;
  readonly foreign: boolean;
  readonly place: boolean;
}

/** A kind as a number: given and family name in two bits each, then one each. */
const [FAMILY_SHIFT, COMMON, FOREIGN, PLACE] = [2, 16, 32, 64];
const RANK = 3;
/** All there are: kindOf gives no others. */
export const wordKinds: readonly WordKind[] = Array.from({ length: 2 * PLACE }, (_, code) => ({
  given: code & RANK,
  family: (code >> FAMILY_SHIFT) & RANK,
  common: (code & COMMON) !== 0,
  foreign: (code & FOREIGN) !== 0,
  place: (code & PLACE) !== 0,
}));

/** By their last byte, longest first: the stem is as short as it can be. */
const ENDINGS = Map.groupBy(
  ['ments', 'able', 'ness', 'ment', 'ies', 'ing', 'ers', 'es', 'ed', 'er', 'ly', 'al', 's'].map((ending) =>
    Buffer.from(ending),
  ),
  (ending) => ending.at(-1),
);
const LEAST_STEM = 3;
const [E, Y] = Buffer.from('ey');

let table: WordTable | undefined;
/** A longer word is none of the lists', with an ending or without. */
const word = Buffer.alloc(256);

export function kindOf(lowerCaseWord: string): WordKind {
  return kindOfBytes(word, 0, word.write(lowerCaseWord));
}

/** kindOf for the word in `[start, end)`. The lists are read when the first word is asked for. */
export function kindOfBytes(bytes: Uint8Array, start: number, end: number): WordKind {
  table ??= new WordTable(readLists());
  const code = table.numberOf(bytes, start, end);
  return wordKinds[code === 0 && isInflected(bytes, start, end, table) ? COMMON : code]!;
}

/** Whether the words in `[start, end)` are the name of a place. */
export function isPlace(bytes: Uint8Array, start: number, end: number): boolean {
  table ??= new WordTable(readLists());
  return (table.numberOf(bytes, start, end) & PLACE) !== 0;
}

/** An English word with an ending: changes, inserted, rendering. */
function isInflected(bytes: Uint8Array, start: number, end: number, known: WordTable): boolean {
  const ending = ENDINGS.get(bytes[end - 1])?.find(
    (one) => endsWith(bytes, end, one) && characters(bytes, start, end - one.length) >= LEAST_STEM,
  );
  if (ending === undefined) return false;
  const stem = end - ending.length;
  let last = stem - 1;
  while (isContinuation(bytes[last]!)) last--;
  const isCommon = (code: number): boolean => (code & COMMON) !== 0;
  return (
    isCommon(known.numberOf(bytes, start, stem)) ||
    isCommon(known.numberOf(bytes, start, stem, E)) ||
    isCommon(known.numberOf(bytes, start, stem, Y)) ||
    isCommon(known.numberOf(bytes, start, last))
  );
}

function characters(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  for (let i = start; i < end; i++) if (!isContinuation(bytes[i]!)) count++;
  return count;
}

function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}

function endsWith(bytes: Uint8Array, end: number, ending: Uint8Array): boolean {
  for (let i = 1; i <= ending.length; i++) if (bytes[end - i] !== ending[ending.length - i]) return false;
  return true;
}

function readLists(): ReadonlyMap<string, number> {
  const all = new Map<string, number>();
  const add = (words: readonly string[], mask: number, code: (rank: number) => number): void => {
    for (const [rank, word] of words.entries()) {
      const key = word.toLowerCase();
      all.set(key, ((all.get(key) ?? 0) & ~mask) | code(rank));
    }
  };
  const { source: _, ...places } = placeNames;
  add(givenNames.toReversed(), RANK, (rank) => (givenNames.length - rank <= FREQUENT_GIVEN ? 2 : 1));
  const family = personNames.family.split('|');
  add(
    family.toReversed(),
    RANK << FAMILY_SHIFT,
    (rank) => (family.length - rank <= FREQUENT_FAMILY ? 2 : 1) << FAMILY_SHIFT,
  );
  add(wordList.english.split('|'), COMMON, () => COMMON);
  add(wordList.foreign.split('|'), FOREIGN, () => FOREIGN);
  for (const list of Object.values(places)) {
    add(list.split('|'), PLACE, () => PLACE);
    add(
      list.split(/[| ]/).filter((word) => word.length > LEAST_PLACE_WORD),
      PLACE,
      () => PLACE,
    );
  }
  return all;
}
