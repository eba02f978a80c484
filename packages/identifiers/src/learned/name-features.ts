import type { Surroundings } from '../data-identifier.ts';
import { contextFeatures, endsEscape } from './context-features.ts';
import { featureOf, featureOfHash, hashOf, withText } from './feature-hash.ts';
import { isPlace, kindOfBytes, type WordKind, wordKinds } from './word-lists.ts';

const PARTICLE =
  /^(?:van|der|den|von|zu|de|la|los|las|del|della|dela|di|da|dos|das|do|du|des|le|el|bin|ibn|ben|al|ter|ten|y|e|i|af)$/;
const ENDING = 3;
/** A letter beyond the basic plane and a dot. */
const LONGEST_INITIAL = 3;

/** How a candidate was found: by its given name in free text, or near a keyword or under a name that holds one. */
export type NameKind = 'free' | 'named';

const [SPACE, COMMA, HYPHEN] = Buffer.from(' ,-');
/** Longer ones are read as text. */
const lowerCase = Buffer.alloc(256);

/** False for the words in `[start, end)`, UTF-8, where they are no name wherever they stand. */
export function areNameWords(bytes: Buffer, start: number, end: number, kind: NameKind): boolean {
  if (end - start <= lowerCase.length && isAscii(bytes, start, end)) {
    let hasSmall = false;
    for (let i = start; i < end; i++) {
      const byte = bytes[i]!;
      lowerCase[i - start] = byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte;
      hasSmall ||= byte >= 0x61 && byte <= 0x7a;
    }
    return areLowerNameWords(lowerCase, end - start, hasSmall, kind);
  }
  const value = bytes.toString('utf8', start, end);
  const lower = lowerBytes(value);
  return areLowerNameWords(lower, lower.length, /\p{Ll}/u.test(value), kind);
}

function isAscii(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i]! >= 0x80) return false;
  return true;
}

function lowerBytes(text: string): Buffer {
  return Buffer.from(text.toLowerCase().replaceAll('’', "'"));
}

/** `hasSmall`: not all were capitals. */
function areLowerNameWords(words: Uint8Array, end: number, hasSmall: boolean, kind: NameKind): boolean {
  const isGap = (at: number): boolean => words[at] === SPACE || words[at] === COMMA;
  let headEnd = 0;
  while (headEnd < end && !isGap(headEnd)) headEnd++;
  if (headEnd === end || isGap(end - 1)) return false;
  const first = kindOfNameBytes(words, 0, headEnd);
  if (kind === 'free' && first.given === 0) return false;
  let tailStart = end;
  while (!isGap(tailStart - 1)) tailStart--;
  const last = kindOfNameBytes(words, tailStart, end);
  if (kind === 'free') return last.family + last.given > 0 || !last.common;
  if (!hasSmall) return first.given + last.given > 0 && isListed(first) && isListed(last);
  return first.given > 0 || !(isOnlyWord(first) || isOnlyWord(last));
}

const isListed = ({ given, family }: WordKind): boolean => given + family > 0;
const isOnlyWord = (kind: WordKind): boolean => (kind.common || kind.foreign) && !isListed(kind);

/** False inside a longer word, an address of mail or the web, a call or a path. */
export function standsApart({ before, after }: Surroundings): boolean {
  return !joinsAfter(after) && (!joinsBefore(before) || endsEscape(before));
}

function joinsBefore(before: string): boolean {
  const last = before.length - 1;
  return last >= 0 && ('_@#$/\\.-'.includes(before[last]!) || isAlphanumeric(before, last));
}

function joinsAfter(after: string): boolean {
  if (after === '') return false;
  const sign = after[0]!;
  if (sign === '.' || sign === '-') return isAlphanumeric(after, 1);
  return '_@(/\\'.includes(sign) || isAlphanumeric(after, 0);
}

function isAlphanumeric(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code > 0x7f) return /^[\p{L}\p{N}]/u.test(text.slice(at, at + 2));
  return (code >= 0x30 && code <= 0x39) || isAsciiLetter(code);
}

const isAsciiLetter = (code: number): boolean => (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;

/** False for what is not worth a score. */
export function canBeName(value: string, around: Surroundings, kind: NameKind): boolean {
  const bytes = Buffer.from(value);
  return areNameWords(bytes, 0, bytes.length, kind) && standsApart(around);
}

const SEEDS = {
  place: featuresOf('place:', ['false', 'true']),
  first: hashOf('f:'),
  last: hashOf('l:'),
  both: hashOf('fl:'),
  ending: hashOf('le:'),
  shortEnding: hashOf('le2:'),
  length: featuresOf('ln:', ['0', '1', '2', '3']),
  firstEnding: hashOf('fe:'),
  middle: hashOf('m:'),
  lastWord: hashOf('lw:'),
  firstWord: hashOf('fw:'),
} as const;
const CODES: ReadonlyMap<WordKind, string> = new Map(wordKinds.map((kind) => [kind, codeOf(kind)]));
const OF_KIND = { free: seedsOf('free'), named: seedsOf('named') } as const;

function featuresOf(name: string, values: readonly string[]): readonly number[] {
  return values.map((value) => featureOf(`${name}${value}`));
}

function seedsOf(kind: NameKind): Readonly<Record<'kind' | 'shape' | 'both', number>> {
  return { kind: featureOf(kind), shape: hashOf(`${kind} shape:`), both: hashOf(`${kind} fl:`) };
}

/** Features of two to four words that may be the name of a person. */
export function nameFeatures(value: string, around: Surroundings, kind: NameKind): readonly number[] {
  const seeds = OF_KIND[kind];
  const words = wordsOf(value);
  const proper = words.filter((word) => !isParticle(word) && !isInitial(word));
  const comma = value.includes(',');
  const first = (comma ? proper.at(-1) : proper[0]) ?? '';
  const last = (comma ? proper[0] : proper.at(-1)) ?? '';
  const [firstKind, lastKind] = [kindOfName(first), kindOfName(last)];
  const [firstCode, lastCode] = [CODES.get(firstKind)!, CODES.get(lastKind)!];
  const lower = last.toLowerCase();
  const firstLower = first.toLowerCase();
  const feature = (seed: number, text: string): number => featureOfHash(withText(seed, text));
  const features = [
    seeds.kind,
    feature(seeds.shape, shapeOf(value, words)),
    SEEDS.place[isPlaceName(value) ? 1 : 0]!,
    feature(SEEDS.first, firstCode),
    feature(SEEDS.last, lastCode),
    feature(withText(withText(SEEDS.both, firstCode), ' '), lastCode),
    feature(withText(withText(seeds.both, roughly(firstKind)), ' '), roughly(lastKind)),
    feature(SEEDS.ending, lower.slice(-ENDING)),
    feature(SEEDS.shortEnding, lower.slice(-2)),
    SEEDS.length[Math.min(3, last.length >> 2)]!,
    feature(SEEDS.firstEnding, firstLower.slice(-2)),
  ];
  for (let i = 1; i < proper.length - 1; i++) features.push(feature(SEEDS.middle, CODES.get(kindOfName(proper[i]!))!));
  features.push(...contextFeatures(around));
  if (lastKind.common || lastKind.place) features.push(feature(SEEDS.lastWord, lower));
  if (firstKind.common || firstKind.place) features.push(feature(SEEDS.firstWord, firstLower));
  return features;
}

/** `value.split(/[ ,]+/)`, which takes three times as long. */
function wordsOf(value: string): readonly string[] {
  const words: string[] = [];
  let start = 0;
  for (let i = 0; i < value.length; i++) {
    if (!isBetween(value, i)) continue;
    words.push(value.slice(start, i));
    while (isBetween(value, i + 1)) i++;
    start = i + 1;
  }
  words.push(value.slice(start));
  return words;
}

function isBetween(value: string, at: number): boolean {
  const code = value.charCodeAt(at);
  return code === SPACE || code === COMMA;
}

function isParticle(word: string): boolean {
  return word.charCodeAt(0) >= 0x61 && PARTICLE.test(word);
}

/** A letter, with a dot or without. */
function isInitial(word: string): boolean {
  return word.length <= LONGEST_INITIAL && /^\p{L}\.?$/u.test(word);
}

function shapeOf(value: string, words: readonly string[]): string {
  const initial = words.some(isInitial) ? 'i' : '';
  const particle = words.some(isParticle) ? 'p' : '';
  return `${words.length}${initial}${particle}${value.includes(',') ? ',' : ''}${/\p{Ll}/u.test(value) ? '' : 'A'}`;
}

function kindOfName(word: string): WordKind {
  if (writeLower(word)) return kindOfNameBytes(lowerCase, 0, word.length);
  const lower = lowerBytes(word);
  return kindOfNameBytes(lower, 0, lower.length);
}

function isPlaceName(value: string): boolean {
  if (writeLower(value)) return isPlace(lowerCase, 0, value.length);
  const lower = Buffer.from(value.toLowerCase());
  return isPlace(lower, 0, lower.length);
}

/** Writes ASCII into lowerCase; false for other text, and for what is too long. */
function writeLower(text: string): boolean {
  if (text.length > lowerCase.length) return false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7f) return false;
    lowerCase[i] = code >= 0x41 && code <= 0x5a ? code | 0x20 : code;
  }
  return true;
}

/** Of the two parts of a double name, the first decides. */
function kindOfNameBytes(lower: Uint8Array, start: number, end: number): WordKind {
  const whole = kindOfBytes(lower, start, end);
  if (isListed(whole)) return whole;
  let hyphen = start;
  while (hyphen < end && lower[hyphen] !== HYPHEN) hyphen++;
  return hyphen === end ? whole : kindOfBytes(lower, start, hyphen);
}

function codeOf({ given, family, common, foreign, place }: WordKind): string {
  return `${given}${family}${common ? 'c' : ''}${foreign ? 'f' : ''}${place ? 'p' : ''}`;
}

function roughly({ given, family, common }: WordKind): string {
  return `${given > 0 ? 'g' : ''}${family > 0 ? 'f' : ''}${common ? 'c' : ''}`;
}
