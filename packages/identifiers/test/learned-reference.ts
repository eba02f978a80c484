/** The features of names and of what stands around a value, as text: the formula that src/learned hashes without making strings. */
import type { Surroundings } from '../src/data-identifier.ts';
import type { NameKind } from '../src/learned/name-features.ts';
import { kindOf, type WordKind } from '../src/learned/word-lists.ts';

const PARTICLE =
  /^(?:van|der|den|von|zu|de|la|los|las|del|della|dela|di|da|dos|das|do|du|des|le|el|bin|ibn|ben|al|ter|ten|y|e|i|af)$/;
const ENDING = 3;

const JOINED_BEFORE = /[\p{L}\p{N}_@#$/\\.-]$/u;
const JOINED_AFTER = /^(?:[\p{L}\p{N}_@(/\\]|[.-][\p{L}\p{N}])/u;

/** Characters on each side that are looked at. */
const NEAR = 56;
const MAX_WORD = 16;
const MAX_KEY = 40;
const KEY_WORDS = 4;
/** What stands between a key and its value: `name: `, `"name": "`, `<name>`, `name = `. */
const AFTER_KEY = /["'\]]{0,2}\s{0,2}(?:[:=]>?|>)\s{0,3}(?:["'[({]|<[a-z0-9]{1,6}>){0,2}$/;
const CODE = /[{};()=[\]<>$\\/]/g;

/** What stands around a value, as features: the words and signs on both sides, the key it belongs to, how code-like it is. */
export function contextReference(around: Surroundings): readonly string[] {
  const before = around.before === '' ? '\n' : around.before.slice(-NEAR);
  const after = around.after === '' ? '\n' : around.after.slice(0, NEAR);
  const wordEnd = back(before, before.length, false);
  const wordStart = back(before, wordEnd, true);
  const secondEnd = back(before, wordStart, false);
  const previous = before.slice(wordStart, wordEnd);
  const secondLast = before.slice(back(before, secondEnd, true), secondEnd);
  const nextStart = forth(after, 0, false);
  const next = after.slice(nextStart, forth(after, nextStart, true));
  const signsBefore = signs(before.slice(wordEnd));
  const signsAfter = signs(after.slice(0, nextStart));
  const key = keyWords(before.slice(before.lastIndexOf('\n') + 1));
  const features = [
    `pw:${word(previous)}`,
    `pw2:${word(secondLast)} ${word(previous)}`,
    `ps:${signsBefore}`,
    `pws:${word(previous)}${signsBefore}`,
    `pc:${caseOf(previous)}${signsBefore === '' || signsBefore === ' '}`,
    `nw:${word(next)}`,
    `ns:${signsAfter}`,
    `nc:${caseOf(next)}${signsAfter}`,
    `code:${Math.min(4, (before.match(CODE)?.length ?? 0) + (after.match(CODE)?.length ?? 0))}`,
    `keys:${key.slice(-2).join(' ')}`,
  ];
  for (const part of key) features.push(`key:${part}`);
  return features;
}

/** Words of the key that a value at the end of the line belongs to: `customerFullName` has three. */
function keyWords(line: string): readonly string[] {
  const signs = AFTER_KEY.exec(line);
  if (signs === null) return ['-'];
  let start = signs.index;
  while (start > 0 && signs.index - start < MAX_KEY && (isWord(line, start - 1) || ' .-'.includes(line[start - 1]!))) {
    start--;
  }
  const parts = line
    .slice(start, signs.index)
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((part) => part !== '');
  return parts.length === 0 ? ['-'] : parts.slice(-KEY_WORDS).map((part) => part.slice(0, MAX_WORD));
}

/** Letters, digits and `_`; of what is beyond ASCII, all but the signs of Latin-1. */
function isWord(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code > 0x7f) return code >= 0xc0;
  return (code >= 0x30 && code <= 0x39) || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a) || code === 0x5f;
}

/** The beginning of the word, or of what is no word, that ends at `end`. */
function back(text: string, end: number, inWord: boolean): number {
  let at = end;
  while (at > 0 && isWord(text, at - 1) === inWord) at--;
  return at;
}

function forth(text: string, start: number, inWord: boolean): number {
  let at = start;
  while (at < text.length && isWord(text, at) === inWord) at++;
  return at;
}

function word(text: string): string {
  return /\d/.test(text) ? '0' : text.toLowerCase().slice(0, MAX_WORD);
}

function caseOf(text: string): string {
  if (text === '') return '-';
  if (/\d/.test(text)) return '0';
  if (/^\p{Lu}+$/u.test(text)) return 'A';
  return /^\p{Lu}/u.test(text) ? 'Aa' : 'a';
}

/** Signs between words, repeats once and at most three of them; the ends of the object are ends of lines. */
function signs(gap: string): string {
  return gap
    .slice(0, MAX_WORD)
    .replace(/[ \t]+/g, ' ')
    .replace(/\s*\n\s*/g, '\n')
    .replace(/(.)\1+/g, '$1')
    .slice(0, 3);
}

/** Whether a value is no part of a longer word, an address of mail or the web, a call or a path. */
export function apartReference({ before, after }: Surroundings): boolean {
  return !JOINED_AFTER.test(after) && (!JOINED_BEFORE.test(before.slice(-1)) || /\\[nrt]$/.test(before));
}

/** Features of two to four words that may be the name of a person. */
export function nameReference(value: string, around: Surroundings, kind: NameKind): readonly string[] {
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
    ...contextReference(around),
  ];
  if (lastKind.common || lastKind.place) features.push(`lw:${lower}`);
  if (firstKind.common || firstKind.place) features.push(`fw:${first.toLowerCase()}`);
  return features;
}

/** Of the two parts of a double name, the first decides. */
function kindOfName(word: string): WordKind {
  const lower = word.toLowerCase().replaceAll('’', "'");
  const whole = kindOf(lower);
  return whole.given + whole.family > 0 || !lower.includes('-') ? whole : kindOf(lower.slice(0, lower.indexOf('-')));
}

function codeOf({ given, family, common, foreign, place }: WordKind): string {
  return `${given}${family}${common ? 'c' : ''}${foreign ? 'f' : ''}${place ? 'p' : ''}`;
}

function roughly({ given, family, common }: WordKind): string {
  return `${given > 0 ? 'g' : ''}${family > 0 ? 'f' : ''}${common ? 'c' : ''}`;
}
