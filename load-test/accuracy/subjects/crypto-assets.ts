import { createHash } from 'node:crypto';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { keccak256 } from '../keccak.ts';
import { HEX, type Random, textOf } from '../random.ts';
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

/** EIP-55: a letter is a capital where the hash of the lower-case digits has 8 or more at its place. */
function ethereum(random: Random): string {
  const digits = random.text(HEX, 40);
  if (random.chance(0.3)) return `0x${digits}`;
  const hash = keccak256(Buffer.from(digits)).toString('hex');
  return `0x${[...digits].map((digit, i) => (hash.charAt(i) >= '8' ? digit.toUpperCase() : digit)).join('')}`;
}

/** Blocks of 8 bytes are 11 characters, the last one of 5 bytes is 7. Source: Monero documentation, "Base58". */
function monero(random: Random): string {
  const body = Buffer.concat([Buffer.from([random.pick([18, 42])]), randomBytes(random, 64)]);
  const bytes = Buffer.concat([body, keccak256(body).subarray(0, 4)]);
  let text = '';
  for (let at = 0; at < bytes.length; at += 8) {
    const block = bytes.subarray(at, at + 8);
    let number = BigInt(`0x${block.toString('hex')}`);
    let characters = '';
    for (; number > 0n; number /= 58n) characters = BASE58.charAt(Number(number % 58n)) + characters;
    text += characters.padStart(block.length === 8 ? 11 : 7, BASE58.charAt(0));
  }
  return text;
}

/** CIP 19: a header of network 1, a payment part of 28 bytes, and for half of them a staking part; five bits a letter. */
function cardano(random: Random): string {
  const parts = random.pick([28, 56]);
  const bits = [random.pick(parts === 56 ? [0x01, 0x11] : [0x61]), ...randomBytes(random, parts)]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('');
  const groups = bits.match(/.{1,5}/g) ?? [];
  return bech32(
    'addr',
    groups.map((group) => Number.parseInt(group.padEnd(5, '0'), 2)),
  );
}

/** 32 bytes of a public key in base 58, without check. */
function solana(random: Random): string {
  let number = BigInt(`0x${textOf(random, '[1-9a-f]')}${random.text(HEX, 63)}`);
  let text = '';
  for (; number > 0n; number /= 58n) text = BASE58.charAt(Number(number % 58n)) + text;
  return text;
}

/** BIP 39: entropy, then the first bits of its hash, eleven bits a word. */
function seedPhrase(random: Random): string {
  const entropy = randomBytes(random, random.pick([16, 24, 32]));
  const bits = (bytes: Buffer): string => [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const all = bits(entropy) + bits(sha256(entropy)).slice(0, entropy.length / 4);
  return (all.match(/.{11}/g) ?? []).map((group) => wordlist[Number.parseInt(group, 2)]).join(' ');
}

/** BIP 32: version, depth, parent, index, chain code, and a key after a zero. */
function extendedPrivateKey(random: Random): string {
  const version = Buffer.from(random.pick(['0488ade4', '049d7878', '04b2430c']), 'hex');
  return base58Check(Buffer.concat([version, randomBytes(random, 41), Buffer.from([0]), randomBytes(random, 32)]));
}

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
  subject('ETHEREUM_ADDRESS', 'checksum', '', ethereum, {
    checkLast: false,
    miss: (random) => `commit ${textOf(random, '[0-9a-f]{40}')} of 0x${textOf(random, '[0-9a-f]{16}')}`,
  }),
  subject('MONERO_ADDRESS', 'checksum', '', monero),
  subject('CARDANO_ADDRESS', 'checksum', '', cardano),
  subject('SOLANA_ADDRESS', 'format', 'solana wallet; SOL address; solana address', solana),
  subject('BITCOIN_EXTENDED_PRIVATE_KEY', 'checksum', '', extendedPrivateKey),
  subject('CRYPTO_SEED_PHRASE', 'checksum', 'seed phrase; mnemonic; recovery phrase', seedPhrase, {
    checkLast: false,
    miss: (random) =>
      `recovery phrase: ${Array.from({ length: 12 }, () => random.pick(['quick', 'release', 'browser', 'server', 'button'])).join(' ')}`,
  }),
];
