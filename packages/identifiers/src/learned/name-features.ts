import type { Surroundings } from '../data-identifier.ts';
import { contextFeatures, endsEscape } from './context-features.ts';
import { kindOf, kindOfBytes, type WordKind } from './word-lists.ts';

const PARTICLE =
  /^(?:van|der|den|von|zu|de|la|los|las|del|della|dela|di|da|dos|das|do|du|des|le|el|bin|ibn|ben|al|ter|ten|y|e|i|af)$/;
const ENDING = 3;

/** How a candidate was found: by its given name in free text, or near a keyword or under a name that holds one. */
export type NameKind = 'free' | 'named';

const JOINED_BEFORE = /[\p{L}\p{N}_@#$/\\.-]$/u;
const JOINED_AFTER = /^(?:[\p{L}\p{N}_@(/\\]|[.-][\p{L}\p{N}])/u;

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
  return !JOINED_AFTER.test(after) && (!JOINED_BEFORE.test(before.slice(-1)) || endsEscape(before));
}

/** False for what is not worth a score. */
export function canBeName(value: string, around: Surroundings, kind: NameKind): boolean {
  const bytes = Buffer.from(value);
  return areNameWords(bytes, 0, bytes.length, kind) && standsApart(around);
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

function kindOfName(word: string): WordKind {
  const lower = lowerBytes(word);
  return kindOfNameBytes(lower, 0, lower.length);
}

/** Of the two parts of a double name, the first decides. */
function kindOfNameBytes(lower: Uint8Array, start: number, end: number): WordKind {
  const whole = kindOfBytes(lower, start, end);
  if (isListed(whole)) return whole;
  const hyphen = lower.subarray(start, end).indexOf(HYPHEN!);
  return hyphen < 0 ? whole : kindOfBytes(lower, start, start + hyphen);
}

function codeOf({ given, family, common, foreign, place }: WordKind): string {
  return `${given}${family}${common ? 'c' : ''}${foreign ? 'f' : ''}${place ? 'p' : ''}`;
}

function roughly({ given, family, common }: WordKind): string {
  return `${given > 0 ? 'g' : ''}${family > 0 ? 'f' : ''}${common ? 'c' : ''}`;
}
