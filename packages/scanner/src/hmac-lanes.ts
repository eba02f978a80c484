import { VECTOR_BYTES, WebAssembly } from '@dowser/wasm';
import {
  BLOCK_WORDS,
  FREE,
  INNER,
  initialMemory,
  LANES,
  LANES_BLOCK_BYTES,
  LANES_NAME_BYTES,
  NAME_BYTES,
  OUTER,
  STATE_WORDS,
  sha256Code,
} from './sha256-code.ts';

const WORD_BYTES = 4;
const KEY_BYTES = BLOCK_WORDS * WORD_BYTES;
/** A longer message needs a second block: its end and its length, in 8 bytes, stand after it. */
export const MOST_MESSAGE_BYTES = KEY_BYTES - 9;
const END_MARK = 0x80;
const LAST_WORD = BLOCK_WORDS - 1;
/** Messages that are named at once. */
export const MOST_MESSAGES = 256;
const TEXT = FREE + (MOST_MESSAGES / LANES) * LANES_BLOCK_BYTES;
const PAGE_BYTES = 64 * 1024;
const PAGES = Math.ceil((TEXT + (MOST_MESSAGES / LANES) * LANES_NAME_BYTES) / PAGE_BYTES);
const NAME_LENGTH = 2 * NAME_BYTES;

/** Where each byte of a message stands, after its beginning: words are vectors apart, and their last byte comes first. */
export const PLACES = Int32Array.from(
  { length: KEY_BYTES },
  (_, i) => Math.floor(i / WORD_BYTES) * VECTOR_BYTES + (WORD_BYTES - 1 - (i % WORD_BYTES)),
);

/** HMAC-SHA-256 of many short messages under one key, four at once. Sources: RFC 2104, FIPS 180-4. */
export interface HmacLanes {
  /** Messages are written here. */
  readonly bytes: Uint8Array;
  /** Where the message begins; its bytes stand at PLACES. */
  begin(message: number): number;
  /** The message has so many bytes, at most MOST_MESSAGE_BYTES, and they are written. */
  end(message: number, length: number): void;
  /** The first 32 hexadecimal digits of each of the first messages, one after the other. */
  names(count: number): string;
}

interface Exports {
  prepare(block: number, state: number): number;
  name(block: number, text: number): number;
}

interface Instance extends Exports {
  readonly bytes: Buffer;
  readonly words: Uint32Array;
}

/** One for all keys of a thread; null where WebAssembly has no SIMD. */
let instance: Instance | null | undefined;

function start(): Instance | null {
  const code = sha256Code();
  if (!WebAssembly.validate(code)) return null;
  const memory = new WebAssembly.Memory({ initial: PAGES });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(code), { env: { memory } });
  const words = new Uint32Array(memory.buffer);
  words.set(initialMemory());
  return { ...(exports as Exports), bytes: Buffer.from(memory.buffer), words };
}

/** `inner`, `outer`: the key's block as both hashes begin with it. Undefined where WebAssembly has no SIMD. */
export function createHmacLanes(inner: Uint8Array, outer: Uint8Array): HmacLanes | undefined {
  instance ??= start();
  if (instance === null) return undefined;
  const { bytes, words, prepare, name } = instance;
  const states = INNER / WORD_BYTES;
  for (const [key, state] of [[inner, INNER] as const, [outer, OUTER] as const]) {
    for (const [i, byte] of key.entries()) bytes[FREE + PLACES[i]!] = byte;
    prepare(FREE, state);
  }
  const prepared = words.slice(states, states + 2 * STATE_WORDS);
  const begin = (message: number): number =>
    FREE + Math.floor(message / LANES) * LANES_BLOCK_BYTES + (message % LANES) * WORD_BYTES;
  return {
    bytes,
    begin,
    end(message, length) {
      const at = begin(message);
      bytes[at + PLACES[length]!] = END_MARK;
      let end = length + 1;
      for (; end % WORD_BYTES !== 0; end++) bytes[at + PLACES[end]!] = 0;
      const word = (i: number): number => (at + i * VECTOR_BYTES) / WORD_BYTES;
      for (let i = end / WORD_BYTES; i < LAST_WORD; i++) words[word(i)] = 0;
      words[word(LAST_WORD)] = 8 * (KEY_BYTES + length);
    },
    names(count) {
      words.set(prepared, states);
      for (let i = 0; i * LANES < count; i++) name(FREE + i * LANES_BLOCK_BYTES, TEXT + i * LANES_NAME_BYTES);
      return bytes.toString('latin1', TEXT, TEXT + count * NAME_LENGTH);
    },
  };
}
