/** Deterministic choices: the same seed gives the same corpus on every machine. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** From `min` to `max`, both included. */
  between(min: number, max: number): number;
  pick<T>(list: readonly T[]): T;
  chance(probability: number): boolean;
  /** So many characters out of `alphabet`. */
  text(alphabet: string, length: number): string;
  digits(length: number): string;
}

export const DIGITS = '0123456789';
export const LOWER = 'abcdefghijklmnopqrstuvwxyz';
export const UPPER = LOWER.toUpperCase();
export const HEX = `${DIGITS}abcdef`;
export const BASE62 = DIGITS + UPPER + LOWER;

/** xorshift128 (Marsaglia 2003), its state filled by splitmix32 of the seed. */
export function randomFrom(seed: string): Random {
  let mix = 0x9e3779b9;
  for (const character of seed) mix = Math.imul(mix ^ character.codePointAt(0)!, 0x85ebca6b) ^ (mix >>> 13);
  const word = (): number => {
    mix = (mix + 0x9e3779b9) | 0;
    const a = Math.imul(mix ^ (mix >>> 16), 0x21f0aaad);
    const b = Math.imul(a ^ (a >>> 15), 0x735a2d97);
    return (b ^ (b >>> 15)) >>> 0;
  };
  let [x, y, z, w] = [word() | 1, word(), word(), word()];
  const next = (): number => {
    const t = x ^ (x << 11);
    [x, y, z] = [y, z, w];
    w = (w ^ (w >>> 19) ^ t ^ (t >>> 8)) >>> 0;
    return w / 2 ** 32;
  };
  const between = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  const pick = <T>(list: readonly T[]): T => list[between(0, list.length - 1)]!;
  const text = (alphabet: string, length: number): string => {
    const characters = [...alphabet];
    return Array.from({ length }, () => pick(characters)).join('');
  };
  return { next, between, pick, text, chance: (p) => next() < p, digits: (length) => text(DIGITS, length) };
}

/** The members of a class such as `A-Z0-9_`. */
function membersOf(description: string): string {
  return description.replace(/(.)-(.)/g, (_, from: string, to: string) => {
    let members = '';
    for (let code = from.charCodeAt(0); code <= to.charCodeAt(0); code++) members += String.fromCharCode(code);
    return members;
  });
}

/**
 * A text of a form: `#` is a digit, `[A-Z0-9]{8}` or `[a-f]{2,4}` so many of a class, `(one|other)` one of them, and all else
 * stands for itself.
 */
export function textOf(random: Random, form: string): string {
  return form.replace(/\[([^\]]+)\](?:\{(\d+)(?:,(\d+))?\})?|\(([^)]*)\)|#/g, (whole, members, least, most, choice) => {
    if (whole === '#') return random.digits(1);
    if (choice !== undefined) return random.pick(String(choice).split('|'));
    const length = least === undefined ? 1 : random.between(Number(least), Number(most ?? least));
    return random.text(membersOf(String(members)), length);
  });
}

/** Makes a text of one of the forms, each as often. */
export function oneOf(...forms: readonly string[]): (random: Random) => string {
  return (random) => textOf(random, random.pick(forms));
}

/** Digits and letters of `value` put into a layout, in which `*` stands for the next one. */
export function laidOut(value: string, layout: string): string {
  let place = 0;
  return layout.replace(/\*/g, () => value.charAt(place++));
}
