import { createHash } from 'node:crypto';

/** A repeatable source of choices. The same seed gives the same sequence on every machine. */
export interface Random {
  /** A whole number in [0, below). */
  int(below: number): number;
  /** A whole number in [least, most]. */
  between(least: number, most: number): number;
  pick<T>(from: readonly T[]): T;
  /** True once in `n` times on average. */
  oneIn(n: number): boolean;
  /** `n` decimal digits. */
  digits(n: number): string;
  /** `n` characters of `alphabet`. */
  chars(alphabet: string, n: number): string;
  bytes(n: number): Uint8Array<ArrayBuffer>;
}

export const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
export const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
export const HEX = '0123456789abcdef';
export const BASE64 = `${BASE62}+/`;

/** Source: sfc32, Chris Doty-Humphrey, PractRand. The seed text is spread by SHA-256. */
export function createRandom(seed: string): Random {
  const next = sfc32(createHash('sha256').update(seed).digest());
  const int = (below: number): number => Math.floor((next() / 2 ** 32) * below);
  const chars = (alphabet: string, n: number): string => {
    let text = '';
    for (let i = 0; i < n; i++) text += alphabet[int(alphabet.length)];
    return text;
  };
  return {
    int,
    between: (least, most) => least + int(most - least + 1),
    pick: (from) => from[int(from.length)]!,
    oneIn: (n) => int(n) === 0,
    digits: (n) => (n <= 9 ? String(int(10 ** n)).padStart(n, '0') : chars('0123456789', n)),
    chars,
    bytes: (n) => {
      const words = new Uint8Array(Math.ceil(n / 4) * 4);
      const view = new DataView(words.buffer);
      for (let at = 0; at < words.length; at += 4) view.setUint32(at, next(), true);
      return words.slice(0, n);
    },
  };
}

function sfc32(seed: Buffer): () => number {
  let a = seed.readInt32LE(0);
  let b = seed.readInt32LE(4);
  let c = seed.readInt32LE(8);
  let counter = 1;
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  for (let i = 0; i < 12; i++) next();
  return next;
}
