import personNames from '../data/person-names.json' with { type: 'json' };
import placeNames from '../data/places.json' with { type: 'json' };
import wordList from '../data/words.json' with { type: 'json' };

/** Names at the head of the lists, which are in order of frequency. */
const FREQUENT_GIVEN = 600;
const FREQUENT_FAMILY = 1_500;

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

const NOTHING: WordKind = { given: 0, family: 0, common: false, foreign: false, place: false };

const COMMON: WordKind = { ...NOTHING, common: true };
const ENDINGS = /^(.{3,}?)(?:ies|es|s|ed|ing|er|ers|able|ly|ness|ment|ments|al)$/;

let kinds: ReadonlyMap<string, WordKind> | undefined;

/** The lists are read when the first word is asked for. */
export function kindOf(lowerCaseWord: string): WordKind {
  kinds ??= readLists();
  return kinds.get(lowerCaseWord) ?? (isInflected(lowerCaseWord, kinds) ? COMMON : NOTHING);
}

/** An English word with an ending: changes, inserted, rendering. */
function isInflected(word: string, known: ReadonlyMap<string, WordKind>): boolean {
  const stem = ENDINGS.exec(word)?.[1];
  if (stem === undefined) return false;
  return [stem, `${stem}e`, `${stem}y`, stem.slice(0, -1)].some((one) => known.get(one)?.common === true);
}

function readLists(): ReadonlyMap<string, WordKind> {
  const all = new Map<string, WordKind>();
  const add = (words: readonly string[], kind: (rank: number) => Partial<WordKind>): void => {
    for (const [rank, word] of words.entries()) {
      const key = word.toLowerCase();
      all.set(key, { ...(all.get(key) ?? NOTHING), ...kind(rank) });
    }
  };
  const { source: _, ...places } = placeNames;
  add(givenNames.toReversed(), (rank) => ({ given: givenNames.length - rank <= FREQUENT_GIVEN ? 2 : 1 }));
  const family = personNames.family.split('|');
  add(family.toReversed(), (rank) => ({ family: family.length - rank <= FREQUENT_FAMILY ? 2 : 1 }));
  add(wordList.english.split('|'), () => ({ common: true }));
  add(wordList.foreign.split('|'), () => ({ foreign: true }));
  for (const list of Object.values(places)) {
    add(list.split('|'), () => ({ place: true }));
    add(
      list.split(/[| ]/).filter((word) => word.length > 3),
      () => ({ place: true }),
    );
  }
  return all;
}
