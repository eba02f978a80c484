import type { Surroundings } from '../data-identifier.ts';

const LAST_WORDS = /([\p{L}\p{N}_]+)?([^\p{L}\p{N}_]*)$/u;
const FIRST_WORDS = /^([^\p{L}\p{N}_]*)([\p{L}\p{N}_]+)?/u;
/** A key that a value follows: `Full name: `, `"full_name": "`, `<fullName>`, `full-name = `. */
const KEY = /([\p{L}_][\p{L}\p{N}_ .-]{0,40}?)["'\]]{0,2}\s{0,2}(?:[:=]>?|>)\s{0,3}(?:["'[({]|<[a-z0-9]{1,6}>){0,2}$/u;
const CODE = /[{};()=[\]<>$\\/]/g;
const MAX_WORD = 16;
const KEY_WORDS = 4;
const NEAR = 56;

/** What stands around a value, as features: the words and signs on both sides, the key it belongs to, how code-like it is. */
export function contextFeatures(around: Surroundings): readonly string[] {
  const before = around.before === '' ? '\n' : around.before.slice(-NEAR);
  const after = around.after === '' ? '\n' : around.after.slice(0, NEAR);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const [, previous = '', gapBefore = ''] = LAST_WORDS.exec(before)!;
  const [, gapAfter = '', next = ''] = FIRST_WORDS.exec(after)!;
  const beforePrevious = before.slice(0, before.length - previous.length - gapBefore.length);
  const [, secondLast = ''] = LAST_WORDS.exec(beforePrevious)!;
  const signsBefore = signs(gapBefore);
  const signsAfter = signs(gapAfter);
  const features = [
    `pw:${word(previous)}`,
    `pw2:${word(secondLast)} ${word(previous)}`,
    `ps:${signsBefore}`,
    `pws:${word(previous)}${signsBefore}`,
    `pc:${caseOf(previous)}${signsBefore === '' || signsBefore === ' '}`,
    `nw:${word(next)}`,
    `ns:${signsAfter}`,
    `nc:${caseOf(next)}${signsAfter}`,
    `code:${Math.min(4, (before + after).match(CODE)?.length ?? 0)}`,
  ];
  const key = keyWords(line);
  features.push(`keys:${key.slice(-2).join(' ')}`);
  for (const part of key) features.push(`key:${part}`);
  return features;
}

/** Words of the key that a value at the end of the line belongs to: `customerFullName` has three. */
function keyWords(line: string): readonly string[] {
  const key = KEY.exec(line)?.[1];
  if (key === undefined) return ['-'];
  const parts = key
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((part) => part !== '');
  return parts.slice(-KEY_WORDS).map((part) => part.slice(0, MAX_WORD));
}

function word(text: string): string {
  return /\p{N}/u.test(text) ? '0' : text.toLowerCase().slice(0, MAX_WORD);
}

function caseOf(text: string): string {
  if (text === '') return '-';
  if (/\p{N}/u.test(text)) return '0';
  if (/^\p{Lu}+$/u.test(text)) return 'A';
  return /^\p{Lu}/u.test(text) ? 'Aa' : 'a';
}

/** Signs between words, repeats once and at most three of them; the ends of the object are signs, too. */
function signs(gap: string): string {
  return gap
    .replace(/[ \t]+/g, ' ')
    .replace(/\s*\n\s*/g, '\n')
    .replace(/(.)\1+/g, '$1')
    .slice(0, 3);
}
