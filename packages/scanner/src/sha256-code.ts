import {
  assembleModule,
  type Code,
  call,
  drop,
  FunctionBuilder,
  i32,
  type Local,
  Type,
  VECTOR_BYTES,
  v128,
} from '@dowser/wasm';

/** Messages that are hashed at once: each has one 32-bit lane of every vector. */
export const LANES = 4;
/** Words of a block, and of a state. Source, as of all of this: FIPS 180-4, section 6.2. */
export const BLOCK_WORDS = 16;
export const STATE_WORDS = 8;
const ROUNDS = 64;
const WORD_BYTES = 4;
/** A block of each lane: a vector for each word. */
export const LANES_BLOCK_BYTES = BLOCK_WORDS * VECTOR_BYTES;
/** Bytes of a digest that make a name, two characters each. */
export const NAME_BYTES = 16;
/** The names of all lanes. */
export const LANES_NAME_BYTES = LANES * 2 * NAME_BYTES;

/** The memory that the module works in: addresses. */
const CONSTANTS = 0;
const HEXADECIMAL = CONSTANTS + ROUNDS * WORD_BYTES;
const INITIAL = HEXADECIMAL + 512;
/** The states after the key's blocks, one after the other. */
export const INNER = INITIAL + STATE_WORDS * WORD_BYTES;
export const OUTER = INNER + STATE_WORDS * WORD_BYTES;
const SCHEDULE = OUTER + STATE_WORDS * WORD_BYTES;
/** States of the lanes, and after them what else the outer hash reads. */
const DIGESTS = SCHEDULE + ROUNDS * VECTOR_BYTES;
/** From here on, memory is free. */
export const FREE = DIGESTS + LANES_BLOCK_BYTES;

const [END_MARK, LAST_WORD] = [0x8000_0000, BLOCK_WORDS - 1];
const BLOCK_BITS = 512;
const DIGEST_BITS = 256;

const c = i32.const;

/** What stands in the memory before the first call: constants, digits, and how a block ends that holds a digest after a key. */
export function initialMemory(): Uint32Array {
  const words = new Uint32Array(FREE / WORD_BYTES);
  const at = (address: number): number => address / WORD_BYTES;
  const primes = firstPrimes(ROUNDS);
  words.set(primes.map((prime) => fractionOf(Math.cbrt(prime))));
  words.set(
    primes.slice(0, STATE_WORDS).map((prime) => fractionOf(Math.sqrt(prime))),
    at(INITIAL),
  );
  const digits = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0')).join(''));
  new Uint8Array(words.buffer).set(digits, HEXADECIMAL);
  const wordOfLanes = (word: number): number => at(DIGESTS + word * VECTOR_BYTES);
  words.fill(END_MARK, wordOfLanes(STATE_WORDS), wordOfLanes(STATE_WORDS + 1));
  words.fill(BLOCK_BITS + DIGEST_BITS, wordOfLanes(LAST_WORD));
  return words;
}

function firstPrimes(count: number): number[] {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  return primes;
}

/** The first 32 bits of the fraction. */
function fractionOf(value: number): number {
  return Math.floor((value % 1) * 2 ** 32);
}

/**
 * A WebAssembly module. `prepare(block, state)`: writes the state after one block of a key, the same in all lanes, at `state`.
 * `name(block, text)`: writes the beginnings, in hexadecimal, of HMAC-SHA-256 of four messages, each the last block of an inner hash
 * that began with INNER, one lane after the other.
 */
export function sha256Code(): Uint8Array<ArrayBuffer> {
  return assembleModule([
    { name: 'compress', parameters: 3, code: compress() },
    { name: 'prepare', parameters: 2, code: prepare() },
    { name: 'name', parameters: 2, code: name() },
  ]);
}

/** The place of `compress` in the module. */
const COMPRESS = 0;
const compressed = (state: Code, block: Code): Code => drop(call(COMPRESS, state, block, c(DIGESTS)));

function prepare(): Code {
  const f = new FunctionBuilder(2);
  const [block, state] = [f.parameter(0), f.parameter(1)];
  const words = Array.from({ length: STATE_WORDS }, (_, word) =>
    i32.store(state.get, i32.load(c(DIGESTS), word * VECTOR_BYTES), word * WORD_BYTES),
  );
  return f.finish([...compressed(c(INITIAL), block.get), ...words.flat(), ...c(0)]);
}

function name(): Code {
  const f = new FunctionBuilder(2);
  const [block, text] = [f.parameter(0), f.parameter(1)];
  const lanes = Array.from({ length: LANES }, (_, lane) => lane);
  const digits = lanes.flatMap((lane) =>
    Array.from({ length: NAME_BYTES }, (_, i) => {
      const word = Math.floor(i / WORD_BYTES) * VECTOR_BYTES + lane * WORD_BYTES;
      const byte = i32.load8(c(DIGESTS), word + WORD_BYTES - 1 - (i % WORD_BYTES));
      return i32.store16(text.get, i32.load16(i32.shl(byte, c(1)), HEXADECIMAL), 2 * (lane * NAME_BYTES + i));
    }),
  );
  return f.finish([...compressed(c(INNER), block.get), ...compressed(c(OUTER), c(DIGESTS)), ...digits.flat(), ...c(0)]);
}

const xorOf = (...all: readonly Code[]): Code => all.reduce((one, other) => v128.xor(one, other));
const sumOf = (...all: readonly Code[]): Code => all.reduce((one, other) => v128.add32(one, other));
const rotated = (x: Local, bits: number): Code => v128.or(v128.shr32(x.get, bits), v128.shl32(x.get, 32 - bits));

/** compress(state, block, out): the state after a block, of each lane; the one before is the same in all lanes. */
function compress(): Code {
  const f = new FunctionBuilder(3);
  const [state, block, out] = [f.parameter(0), f.parameter(1), f.parameter(2)];
  const working = Array.from({ length: STATE_WORDS }, () => f.local(Type.v128));
  return f.finish([
    ...schedule(f, block),
    ...working.flatMap((word, i) => word.set(v128.loadSplat32(state.get, i * WORD_BYTES))),
    ...rounds(f, working),
    ...working.flatMap((word, i) =>
      v128.store(out.get, v128.add32(word.get, v128.loadSplat32(state.get, i * WORD_BYTES)), i * VECTOR_BYTES),
    ),
    ...c(0),
  ]);
}

function schedule(f: FunctionBuilder, block: Local): Code {
  const at = f.local(Type.i32);
  const [x, y] = f.locals(Type.v128, 2);
  const before = (words: number): Code => v128.load(at.get, SCHEDULE + LANES_BLOCK_BYTES - words * VECTOR_BYTES);
  const copied = Array.from({ length: BLOCK_WORDS }, (_, i) =>
    v128.store(c(SCHEDULE), v128.load(block.get, i * VECTOR_BYTES), i * VECTOR_BYTES),
  );
  const next: Code = [
    ...x.set(before(15)),
    ...y.set(before(2)),
    ...v128.store(
      at.get,
      sumOf(
        before(16),
        before(7),
        xorOf(rotated(x, 7), rotated(x, 18), v128.shr32(x.get, 3)),
        xorOf(rotated(y, 17), rotated(y, 19), v128.shr32(y.get, 10)),
      ),
      SCHEDULE + LANES_BLOCK_BYTES,
    ),
  ];
  return [
    ...copied.flat(),
    ...at.set(c(0)),
    ...f.while(
      () => i32.ltU(at.get, c((ROUNDS - BLOCK_WORDS) * VECTOR_BYTES)),
      () => [...next, ...at.set(i32.add(at.get, c(VECTOR_BYTES)))],
    ),
  ];
}

function rounds(f: FunctionBuilder, working: readonly Local[]): Code {
  const [constant, word] = f.locals(Type.i32, 2);
  const sum = f.local(Type.v128);
  /** After eight rounds each word of the state is back in its local. */
  const round = (i: number): Code => {
    const own = (k: number): Local => working[(k - i + STATE_WORDS) % STATE_WORDS]!;
    const [a, b, c, d, e, g, h, last] = [own(0), own(1), own(2), own(3), own(4), own(5), own(6), own(7)];
    return [
      ...sum.set(
        sumOf(
          last.get,
          xorOf(rotated(e, 6), rotated(e, 11), rotated(e, 25)),
          v128.bitselect(g.get, h.get, e.get),
          v128.loadSplat32(constant.get, CONSTANTS + i * WORD_BYTES),
          v128.load(word.get, SCHEDULE + i * VECTOR_BYTES),
        ),
      ),
      ...d.set(v128.add32(d.get, sum.get)),
      ...last.set(
        sumOf(
          sum.get,
          xorOf(rotated(a, 2), rotated(a, 13), rotated(a, 22)),
          // The majority: where a and b differ, c decides.
          v128.bitselect(c.get, b.get, v128.xor(a.get, b.get)),
        ),
      ),
    ];
  };
  return [
    ...constant.set(c(0)),
    ...word.set(c(0)),
    ...f.while(
      () => i32.ltU(constant.get, c(ROUNDS * WORD_BYTES)),
      () => [
        ...Array.from({ length: STATE_WORDS }, (_, i) => round(i)).flat(),
        ...constant.set(i32.add(constant.get, c(STATE_WORDS * WORD_BYTES))),
        ...word.set(i32.add(word.get, c(STATE_WORDS * VECTOR_BYTES))),
      ],
    ),
  ];
}
