import type { Surroundings } from '../data-identifier.ts';
import { contextFeatures, endsEscape } from './context-features.ts';
import { kindOf, type WordKind } from './word-lists.ts';

const PARTICLE =
  /^(?:van|der|den|von|zu|de|la|los|las|del|della|dela|di|da|dos|das|do|du|des|le|el|bin|ibn|ben|al|ter|ten|y|e|i|af)$/;
const ENDING = 3;

/** How a candidate was found: by its given name in free text, or near a keyword or under a name that holds one. */
export type NameKind = 'free' | 'named';

const JOINED_BEFORE = /[\p{L}\p{N}_@#$/\\.-]$/u;
const JOINED_AFTER = /^(?:[\p{L}\p{N}_@(/\\]|[.-][\p{L}\p{N}])/u;

/** False for words that are no name wherever they stand. */
export function areNameWords(value: string, kind: NameKind): boolean {
  const words = value.split(/[ ,]+/);
  const [head = '', tail = ''] = [words[0], words.at(-1)];
  if (words.length < 2 || tail === '') return false;
  const first = kindOfName(head);
  if (kind === 'free' && first.given === 0) return false;
  const last = kindOfName(tail);
  if (kind === 'free') return last.family + last.given > 0 || !last.common;
  const isListed = (kind: WordKind): boolean => kind.given + kind.family > 0;
  const isWord = (kind: WordKind): boolean => (kind.common || kind.foreign) && !isListed(kind);
  if (!/\p{Ll}/u.test(value)) return first.given + last.given > 0 && isListed(first) && isListed(last);
  return first.given > 0 || !(isWord(first) || isWord(last));
}

/** False inside a longer word, an address of mail or the web, a call or a path. */
export function standsApart({ before, after }: Surroundings): boolean {
  return !JOINED_AFTER.test(after) && (!JOINED_BEFORE.test(before.slice(-1)) || endsEscape(before));
}

/** False for what is not worth a score. */
export function canBeName(value: string, around: Surroundings, kind: NameKind): boolean {
  return areNameWords(value, kind) && standsApart(around);
}

/** Features of two to four words that may be the name of a person. */
export function nameFeatures(value: string, around: Surroundings, kind: NameKind): readonly string[] {
  const words = value.split(/[ ,]+/);
  const proper = words.filter((word) => !PARTICLE.test(word) && !/^\p{L}\.?$/u.test(word));
  const comma = value.includes(',');
  const first = (comma ? proper.at(-1) : proper[0]) ?? '';
  const last = (comma ? proper[0] : proper.at(-1)) ?? '';
  const middle = proper.slice(1, -1);
  const [firstKind, lastKind] = [kindOfName(first), kindOfName(last)];
  const whole = kindOf(value.toLowerCase());
  const shape = `${words.length}${words.some((word) => /^\p{L}\.?$/u.test(word)) ? 'i' : ''}${words.some((word) => PARTICLE.test(word)) ? 'p' : ''}${comma ? ',' : ''}${/\p{Ll}/u.test(value) ? '' : 'A'}`;
  const lower = last.toLowerCase();
  const features = [
    kind,
    `${kind} shape:${shape}`,
    `place:${whole.place}`,
    `f:${codeOf(firstKind)}`,
    `l:${codeOf(lastKind)}`,
    `fl:${codeOf(firstKind)} ${codeOf(lastKind)}`,
    `${kind} fl:${roughly(firstKind)} ${roughly(lastKind)}`,
    `le:${lower.slice(-ENDING)}`,
    `le2:${lower.slice(-2)}`,
    `ln:${Math.min(3, last.length >> 2)}`,
    `fe:${first.toLowerCase().slice(-2)}`,
    ...middle.map((word) => `m:${codeOf(kindOfName(word))}`),
    ...contextFeatures(around),
  ];
  if (lastKind.common || lastKind.place) features.push(`lw:${lower}`);
  if (firstKind.common || firstKind.place) features.push(`fw:${first.toLowerCase()}`);
  return features;
}

/** Of the two parts of a double name, the first decides. */
function kindOfName(word: string): WordKind {
  const lower = word.toLowerCase().replaceAll('’', "'");
  const whole = kindOf(lower);
  return whole.given + whole.family > 0 ? whole : kindOf(lower.split('-')[0]!);
}

function codeOf({ given, family, common, foreign, place }: WordKind): string {
  return `${given}${family}${common ? 'c' : ''}${foreign ? 'f' : ''}${place ? 'p' : ''}`;
}

function roughly({ given, family, common }: WordKind): string {
  return `${given > 0 ? 'g' : ''}${family > 0 ? 'f' : ''}${common ? 'c' : ''}`;
}
