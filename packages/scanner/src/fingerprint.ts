import { hash, type KeyObject } from 'node:crypto';
import type { MatchColumns } from '@dowser/detection';
import { createHmacLanes, type HmacLanes, MOST_MESSAGE_BYTES, MOST_MESSAGES, PLACES } from './hmac-lanes.ts';

/** What people write between the parts of a number, and what differs in writing only. */
const SEPARATORS = /[\s./-]+/g;
/** Not a byte of ASCII: a separator. */
const SEPARATOR = 0xff;
/** Of ASCII: the byte that stands for it, in upper case, or SEPARATOR. */
const WRITTEN = Uint8Array.from({ length: 0x80 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  return character.replace(SEPARATORS, '') === '' ? SEPARATOR : character.toUpperCase().charCodeAt(0);
});
const ASCII = 0x80;

/** Of HMAC-SHA-256. Source: RFC 2104. */
const BLOCK_BYTES = 64;
const DIGEST_BYTES = 32;
const [INNER_PAD, OUTER_PAD] = [0x36, 0x5c];
/** Longer values are rare: their buffers are made anew. */
const VALUE_BYTES = 256;
const IN_A_ROW = Int32Array.from({ length: VALUE_BYTES }, (_, i) => i);
const FINGERPRINT_LENGTH = 32;

type MatchSpans = Pick<MatchColumns, 'count' | 'starts' | 'ends'>;

/**
 * Names values without telling them: 32 lower-case hex characters of HMAC-SHA-256 under the installation's key.
 * `123-45-6789` and `123 45 6789` have the same; so have values that differ in case or in Unicode compatibility (NFKC).
 */
export interface Fingerprints {
  ofText(value: string): string;
  /** Of the text that `[start, end)` holds in UTF-8. */
  ofBytes(bytes: Buffer, start: number, end: number): string;
  /** The same of each match, in order: short ones many at once. */
  ofMatches(bytes: Buffer, found: MatchSpans): string[];
}

/** Prepares a key once for many values; with one call for each of both hashes, a third of what createHmac takes. Without lanes, all are named so. */
export function createFingerprints(key: KeyObject | string, createLanes = createHmacLanes): Fingerprints {
  const secret = typeof key === 'string' ? Buffer.from(key, 'utf8') : key.export();
  const block = Buffer.alloc(BLOCK_BYTES);
  if (secret.length > BLOCK_BYTES) block.write(hash('sha256', secret, 'hex'), 'hex');
  else secret.copy(block);
  const inner = Buffer.alloc(BLOCK_BYTES + VALUE_BYTES);
  const outer = Buffer.alloc(BLOCK_BYTES + DIGEST_BYTES);
  for (const [i, byte] of block.entries()) {
    inner[i] = byte ^ INNER_PAD;
    outer[i] = byte ^ OUTER_PAD;
  }
  /** By length of the value: the inner key and so many bytes. */
  const messages = Array.from({ length: VALUE_BYTES + 1 }, (_, length) => inner.subarray(0, BLOCK_BYTES + length));
  const lanes = createLanes(inner.subarray(0, BLOCK_BYTES), outer.subarray(0, BLOCK_BYTES));
  const named = (message: Buffer): string => {
    outer.write(hash('sha256', message, 'binary'), BLOCK_BYTES, 'latin1');
    return hash('sha256', outer, 'hex').slice(0, FINGERPRINT_LENGTH);
  };
  const ofText = (value: string): string => {
    const written = Buffer.from(value.normalize('NFKC').replace(SEPARATORS, '').toUpperCase());
    return named(Buffer.concat([messages[0]!, written]));
  };
  const ofBytes = (bytes: Buffer, start: number, end: number): string => {
    const length = end - start <= VALUE_BYTES ? write(bytes, start, end, inner, BLOCK_BYTES, IN_A_ROW) : -1;
    return length < 0 ? ofText(bytes.toString('utf8', start, end)) : named(messages[length]!);
  };
  const ofMatches = (bytes: Buffer, found: MatchSpans): string[] => {
    const { count, starts, ends } = found;
    const names = new Array<string>(count);
    const others = lanes === undefined ? names.keys() : nameShort(lanes, bytes, found, names);
    for (const i of others) names[i] = ofBytes(bytes, starts[i]!, ends[i]!);
    return names;
  };
  return { ofText, ofBytes, ofMatches };
}

/** One value's fingerprint, as `Fingerprints` has it. */
export function fingerprint(key: KeyObject | string, value: string): string {
  return createFingerprints(key).ofText(value);
}

/** Writes ASCII in upper case without separators to these places after `begin`. Returns how many bytes, or -1 where it is not ASCII. */
function write(bytes: Buffer, start: number, end: number, to: Uint8Array, begin: number, places: Int32Array): number {
  let length = 0;
  for (let i = start; i < end; i++) {
    const byte = bytes[i]!;
    if (byte >= ASCII) return -1;
    const written = WRITTEN[byte]!;
    to[begin + places[length]!] = written;
    if (written !== SEPARATOR) length++;
  }
  return length;
}

/** Names the values that are short and ASCII; returns the positions of the others. */
function nameShort(lanes: HmacLanes, bytes: Buffer, { count, starts, ends }: MatchSpans, names: string[]): number[] {
  const others: number[] = [];
  const waiting = new Int32Array(MOST_MESSAGES);
  let messages = 0;
  for (let i = 0; i < count; i++) {
    const start = starts[i]!;
    const end = ends[i]!;
    const isShort = end - start <= MOST_MESSAGE_BYTES;
    const length = isShort ? write(bytes, start, end, lanes.bytes, lanes.begin(messages), PLACES) : -1;
    if (length < 0) others.push(i);
    else {
      lanes.end(messages, length);
      waiting[messages++] = i;
    }
    if (messages < MOST_MESSAGES && i + 1 < count) continue;
    const all = lanes.names(messages);
    for (let k = 0; k < messages; k++) {
      names[waiting[k]!] = all.slice(k * FINGERPRINT_LENGTH, (k + 1) * FINGERPRINT_LENGTH);
    }
    messages = 0;
  }
  return others;
}
