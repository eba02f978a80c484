import { createHash } from 'node:crypto';
import { HEX, type Random } from '../random.ts';
import { type Subject, subject } from '../subject.ts';

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const RIPPLE58 = 'rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz';
const BECH32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const HASH_BYTES = 20;

const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();
const randomBytes = (random: Random, count: number): Buffer => Buffer.from(random.text(HEX, 2 * count), 'hex');

/** Base 58 with four bytes of a double SHA-256 at the end. Source: Bitcoin wiki, "Base58Check encoding". */
function base58Check(payload: Buffer, alphabet = BASE58): string {
  const bytes = Buffer.concat([payload, sha256(sha256(payload)).subarray(0, 4)]);
  let number = BigInt(`0x${bytes.toString('hex')}`);
  let text = '';
  for (; number > 0n; number /= 58n) text = alphabet.charAt(Number(number % 58n)) + text;
  for (const byte of bytes) {
    if (byte !== 0) break;
    text = alphabet.charAt(0) + text;
  }
  return text;
}

/** Source: BIP 173. */
function bech32(prefix: string, words: readonly number[]): string {
  const polymod = (values: readonly number[]): number => {
    let check = 1;
    for (const value of values) {
      const top = check >>> 25;
      check = ((check & 0x1ffffff) << 5) ^ value;
      for (const [i, generator] of [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3].entries())
        if (((top >>> i) & 1) === 1) check ^= generator;
    }
    return check;
  };
  const letters = [...prefix].map((letter) => letter.charCodeAt(0));
  const expanded = [...letters.map((code) => code >> 5), 0, ...letters.map((code) => code & 31)];
  const check = polymod([...expanded, ...words, 0, 0, 0, 0, 0, 0]) ^ 1;
  const ends = Array.from({ length: 6 }, (_, i) => (check >>> (5 * (5 - i))) & 31);
  return `${prefix}1${[...words, ...ends].map((word) => BECH32.charAt(word)).join('')}`;
}

const base58 =
  (version: string, bytes = HASH_BYTES, rest = '', alphabet = BASE58) =>
  (random: Random): string =>
    base58Check(
      Buffer.concat([Buffer.from(version, 'hex'), randomBytes(random, bytes), Buffer.from(rest, 'hex')]),
      alphabet,
    );
const words = (random: Random, count: number): number[] => Array.from({ length: count }, () => random.between(0, 31));
/** 20 bytes are 32 words. */
const HASH_WORDS = 32;

/** Addresses and keys with their version bytes as the projects' documents list them. */
export const cryptoAssets: readonly Subject[] = [
  subject('BITCOIN_ADDRESS', 'checksum', '', (random) =>
    random.chance(0.5) ? base58(random.pick(['00', '05']))(random) : bech32('bc', [0, ...words(random, HASH_WORDS)]),
  ),
  subject('LITECOIN_ADDRESS', 'checksum', '', base58('30')),
  subject('DOGECOIN_ADDRESS', 'checksum', '', base58('1e')),
  subject('DASH_ADDRESS', 'checksum', '', base58('4c')),
  subject('ZCASH_TRANSPARENT_ADDRESS', 'checksum', '', base58('1cb8')),
  subject('TRON_ADDRESS', 'checksum', '', base58('41')),
  subject('TEZOS_ADDRESS', 'checksum', '', base58('06a19f')),
  subject('RIPPLE_ADDRESS', 'checksum', '', base58('00', HASH_BYTES, '', RIPPLE58)),
  subject('COSMOS_ADDRESS', 'checksum', '', (random) => bech32('cosmos', words(random, HASH_WORDS))),
  subject('BITCOIN_PRIVATE_KEY', 'checksum', '', (random) =>
    random.chance(0.5) ? base58('80', 32)(random) : base58('80', 32, '01')(random),
  ),
];
