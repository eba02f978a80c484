import type { Surroundings } from '../data-identifier.ts';
import { featureOfHash, hashOf, withLower, withText } from './feature-hash.ts';

/** Characters on each side that are looked at. */
const NEAR = 56;
const MAX_WORD = 16;
const MAX_KEY = 40;
const KEY_WORDS = 4;
const NO_KEY: readonly string[] = ['-'];
/** What stands between a key and its value: `name: `, `"name": "`, `<name>`, `name = `. */
const AFTER_KEY = /["'\]]{0,2}\s{0,2}(?:[:=]>?|>)\s{0,3}(?:["'[({]|<[a-z0-9]{1,6}>){0,2}$/;
const LONGEST_AFTER_KEY = 25;
/** From the sign after a key, so many characters are at most left. */
const LONGEST_AFTER_SIGN = 20;
const MAX_SIGNS = 3;
const MOST_CODE = 4;
const CODE = new Uint8Array(128);
for (const sign of Buffer.from('{};()=[]<>$\\/')) CODE[sign] = 1;

/** What stands around a value, as features: the words and signs on both sides, the key it belongs to, how code-like it is. */
export const contextFeatures: (around: Surroundings) => readonly number[] = contextFeaturesWith('');

/** contextFeatures of which each begins with the prefix. No string is made of ordinary text. */
export function contextFeaturesWith(prefix: string): (around: Surroundings) => readonly number[] {
  const seed = (name: string): number => hashOf(`${prefix}${name}:`);
  const [pw, pw2, ps, pws, pc] = [seed('pw'), seed('pw2'), seed('ps'), seed('pws'), seed('pc')];
  const [nw, ns, nc] = [seed('nw'), seed('ns'), seed('nc')];
  const [code, keys, key] = [seed('code'), seed('keys'), seed('key')];
  return ({ before, after }) => {
    const left = before === '' ? '\n' : before;
    const right = after === '' ? '\n' : after;
    const from = Math.max(0, left.length - NEAR);
    const to = Math.min(right.length, NEAR);
    const wordEnd = back(left, left.length, from, false);
    const wordStart = back(left, wordEnd, from, true);
    const secondEnd = back(left, wordStart, from, false);
    const secondStart = back(left, secondEnd, from, true);
    const nextStart = forth(right, 0, to, false);
    const nextEnd = forth(right, nextStart, to, true);
    const signsBefore = signs(left, wordEnd, left.length);
    const signsAfter = signs(right, 0, nextStart);
    const words = keyWords(left, from);
    const previous = withWord(pw, left, wordStart, wordEnd);
    const two = withText(withWord(pw2, left, secondStart, secondEnd), ' ');
    const isNear = signsBefore === '' || signsBefore === ' ';
    const hashes = [
      previous,
      withWord(two, left, wordStart, wordEnd),
      withText(ps, signsBefore),
      withText(withWord(pws, left, wordStart, wordEnd), signsBefore),
      withText(withText(pc, caseOf(left, wordStart, wordEnd)), isNear ? 'true' : 'false'),
      withWord(nw, right, nextStart, nextEnd),
      withText(ns, signsAfter),
      withText(withText(nc, caseOf(right, nextStart, nextEnd)), signsAfter),
      withText(code, String(codeSigns(left, from, left.length, codeSigns(right, 0, to, 0)))),
      withText(keys, words.slice(-2).join(' ')),
    ];
    for (const word of words) hashes.push(withText(key, word));
    return hashes.map(featureOfHash);
  };
}

/** Adds to `count` the signs of code, up to four in all. */
function codeSigns(text: string, start: number, end: number, count: number): number {
  let all = count;
  for (let i = start; i < end && all < MOST_CODE; i++) all += CODE[text.charCodeAt(i)] ?? 0;
  return all;
}

/** Words of the key that a value at the end of the line belongs to: `customerFullName` has three. */
function keyWords(text: string, from: number): readonly string[] {
  if (!holdsKeySign(text, Math.max(from, text.length - LONGEST_AFTER_SIGN))) return NO_KEY;
  const line = Math.max(from, text.lastIndexOf('\n') + 1);
  const near = Math.max(line, text.length - LONGEST_AFTER_KEY);
  const found = text.slice(near).search(AFTER_KEY);
  if (found < 0) return NO_KEY;
  const end = near + found;
  let start = end;
  while (start > line && end - start < MAX_KEY && (isWord(text, start - 1) || ' .-'.includes(text[start - 1]!)))
    start--;
  const words = text
    .slice(start, end)
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');
  return words.length === 0 ? NO_KEY : words.slice(-KEY_WORDS).map((word) => word.slice(0, MAX_WORD));
}

function holdsKeySign(text: string, from: number): boolean {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x3a || code === 0x3d || code === 0x3e) return true;
  }
  return false;
}

/** Letters, digits and `_`; of what is beyond ASCII, all but the signs of Latin-1. */
function isWord(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code > 0x7f) return code >= 0xc0;
  return (code >= 0x30 && code <= 0x39) || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a) || code === 0x5f;
}

/** The beginning of the word, or of what is no word, that ends at `end`; not before `from`. */
function back(text: string, end: number, from: number, inWord: boolean): number {
  let at = end;
  while (at > from && isWord(text, at - 1) === inWord) at--;
  return at;
}

function forth(text: string, start: number, to: number, inWord: boolean): number {
  let at = start;
  while (at < to && isWord(text, at) === inWord) at++;
  return at;
}

/** The hash with the word in `[start, end)`, lower case; all that hold a digit are one. */
function withWord(hash: number, text: string, start: number, end: number): number {
  return holdsDigit(text, start, end) ? withText(hash, '0') : withLower(hash, text, start, end, MAX_WORD);
}

function holdsDigit(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x30 && code <= 0x39) return true;
  }
  return false;
}

function caseOf(text: string, start: number, end: number): string {
  if (start === end) return '-';
  if (holdsDigit(text, start, end)) return '0';
  const capitals = capitalsAt(text, start, end);
  if (capitals === 0) return 'a';
  return capitals === end - start ? 'A' : 'Aa';
}

/** How many characters of the word are capitals, from its first on. */
function capitalsAt(text: string, start: number, end: number): number {
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7f) return /^\p{Lu}*/u.exec(text.slice(start, end))![0].length;
    if (code < 0x41 || code > 0x5a) return i - start;
  }
  return end - start;
}

/** Signs between words, repeats once and at most three of them; the ends of the object are ends of lines. */
function signs(text: string, start: number, end: number): string {
  const stop = Math.min(end, start + MAX_WORD);
  for (let i = start; i < stop; i++) if (isRareSign(text.charCodeAt(i))) return rareSigns(text.slice(start, stop));
  let all = '';
  for (let at = start; at < stop && all.length < MAX_SIGNS; ) {
    const sign = text[at]!;
    let next = at + 1;
    if (isGap(sign)) {
      let isLine = sign === '\n';
      for (; next < stop && isGap(text[next]!); next++) isLine ||= text[next] === '\n';
      all += isLine ? '\n' : ' ';
    } else {
      while (next < stop && text[next] === sign) next++;
      all += sign;
    }
    at = next;
  }
  return all;
}

const isGap = (sign: string): boolean => sign === ' ' || sign === '\n' || sign === '\t';

/** What may be white space of another kind. */
function isRareSign(code: number): boolean {
  return code > 0x7f || (code >= 0x0b && code <= 0x0d);
}

function rareSigns(gap: string): string {
  return gap
    .replace(/[ \t]+/g, ' ')
    .replace(/\s*\n\s*/g, '\n')
    .replace(/(.)\1+/g, '$1')
    .slice(0, MAX_SIGNS);
}

/** Whether the letter at the end is that of a written `\n`, `\r` or `\t`: what follows it is no part of its word. */
export function endsEscape(before: string): boolean {
  return /\\[nrt]$/.test(before);
}
