import { hash } from 'node:crypto';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { base58xmr, bech32, bech32m } from '@scure/base';
import type { Validator } from '../data-identifier.ts';
import { decodeBase58, decodeRippleBase58 } from './base58.ts';

/** Longer than bech32 itself allows: Cardano and Lightning use it without that limit. */
const BECH32_MAX_LENGTH = 1_023;
const CHECKSUM_BYTES = 4;

interface BytesCoder {
  decode(text: string): Uint8Array;
}

/** Null when the text does not decode, or its checksum is wrong. */
function decoded(coder: BytesCoder, text: string): Uint8Array | null {
  try {
    return coder.decode(text);
  } catch {
    return null;
  }
}

function startsWith(bytes: Uint8Array, prefix: readonly number[]): boolean {
  return prefix.every((byte, place) => bytes[place] === byte);
}

/** The last bytes are the check that `digest` begins with. */
function endsWithStartOf(bytes: Uint8Array, digest: Uint8Array): boolean {
  const start = bytes.length - CHECKSUM_BYTES;
  for (let i = 0; i < CHECKSUM_BYTES; i++) if (bytes[start + i] !== digest[i]) return false;
  return true;
}

/** Base 58 with the first four bytes of a double SHA-256 at the end. `versions` are the bytes that may come first, `lengths` the bytes in all but the check. Source: Bitcoin developer guide, "Base58Check". */
export function base58Check(versions: readonly (readonly number[])[], lengths: readonly number[]): Validator {
  return (value) => {
    const bytes = decodeBase58(value);
    // Which are cheap to tell come first.
    if (bytes === null || !lengths.includes(bytes.length - CHECKSUM_BYTES)) return 'bad-format';
    if (!versions.some((version) => startsWith(bytes, version))) return 'bad-format';
    return hasDoubleSha256(bytes) ? null : 'bad-checksum';
  };
}

/** The last four bytes are the first of a double SHA-256 of the others. */
function hasDoubleSha256(bytes: Uint8Array): boolean {
  const once = hash('sha256', bytes.subarray(0, -CHECKSUM_BYTES), 'buffer');
  return endsWithStartOf(bytes, hash('sha256', once, 'buffer'));
}

/** The same in Ripple's alphabet. Source: XRP Ledger documentation, "base58 Encodings". */
export const ripple: Validator = (value) => {
  const bytes = decodeRippleBase58(value);
  if (bytes === null || bytes.length < CHECKSUM_BYTES + 1) return 'bad-format';
  return hasDoubleSha256(bytes) ? null : 'bad-checksum';
};

/** Bech32 or Bech32m with this human-readable part. Sources: BIP 173, BIP 350. */
export function bech32Address(prefix: string): Validator {
  return (value) => {
    const text = value.toLowerCase();
    if (value !== text && value !== value.toUpperCase()) return 'bad-format';
    const result = bech32.decodeUnsafe(text, BECH32_MAX_LENGTH) ?? bech32m.decodeUnsafe(text, BECH32_MAX_LENGTH);
    if (result === undefined) return 'bad-checksum';
    return result.prefix === prefix ? null : 'bad-format';
  };
}

/** An address of Ethereum. One in mixed case carries a checksum in its case. Source: EIP-55. */
export const eip55: Validator = (value) => {
  const digits = value.slice(2);
  if (!/^[0-9A-Fa-f]{40}$/.test(digits)) return 'bad-format';
  const lower = digits.toLowerCase();
  if (/^(.)\1*$/.test(lower.slice(0, -1))) return 'low-entropy';
  if (digits === lower || digits === digits.toUpperCase()) return null;
  const hash = Buffer.from(keccak_256(Buffer.from(lower, 'ascii'))).toString('hex');
  for (const [place, character] of [...digits].entries()) {
    const isUpper = Number.parseInt(hash.charAt(place), 16) >= 8;
    if (character !== (isUpper ? character.toUpperCase() : character.toLowerCase())) return 'bad-checksum';
  }
  return null;
};

/** Monero's base 58 by blocks, with the first four bytes of a Keccak-256. Source: Monero documentation, "Standard address". */
export const monero: Validator = (value) => {
  const bytes = decoded(base58xmr, value);
  if (bytes === null || bytes.length < CHECKSUM_BYTES + 1) return 'bad-format';
  return endsWithStartOf(bytes, keccak_256(bytes.subarray(0, -CHECKSUM_BYTES))) ? null : 'bad-checksum';
};

const PUBLIC_KEY_BYTES = 32;

/** Base 58 of a public key of 32 bytes, without a checksum. Source: Solana documentation, "Accounts". */
export const solana: Validator = (value) => (decodeBase58(value)?.length === PUBLIC_KEY_BYTES ? null : 'bad-format');
