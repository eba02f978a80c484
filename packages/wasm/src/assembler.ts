/** WebAssembly code, as bytes. Source of every number here: WebAssembly core specification 3.0, "Binary Format". */
export type Code = readonly number[];

export const Type = { i32: 0x7f, i64: 0x7e, v128: 0x7b } as const;
type Type = (typeof Type)[keyof typeof Type];

type Unary = (a: Code) => Code;
type Binary = (a: Code, b: Code) => Code;

const unary =
  (...op: Code): Unary =>
  (a) => [...a, ...op];
const binary =
  (...op: Code): Binary =>
  (a, b) => [...a, ...b, ...op];
const simd = (op: number): Code => [0xfd, ...unsigned(op)];
const load =
  (op: Code, align: number) =>
  (address: Code, offset = 0): Code => [...address, ...op, align, ...unsigned(offset)];
const store =
  (op: Code, align: number) =>
  (address: Code, value: Code, offset = 0): Code => [...address, ...value, ...op, align, ...unsigned(offset)];

export const i32 = {
  const: (value: number): Code => [0x41, ...signed(value | 0)],
  load: load([0x28], 2),
  load8: load([0x2d], 0),
  load16: load([0x2f], 1),
  store: store([0x36], 2),
  store8: store([0x3a], 0),
  store16: store([0x3b], 1),
  eqz: unary(0x45),
  eq: binary(0x46),
  ne: binary(0x47),
  ltU: binary(0x49),
  gtU: binary(0x4b),
  leU: binary(0x4d),
  geU: binary(0x4f),
  clz: unary(0x67),
  ctz: unary(0x68),
  popcnt: unary(0x69),
  add: binary(0x6a),
  sub: binary(0x6b),
  mul: binary(0x6c),
  and: binary(0x71),
  or: binary(0x72),
  xor: binary(0x73),
  shl: binary(0x74),
  shrU: binary(0x76),
  wrap: unary(0xa7),
};

export const i64 = {
  const: (value: number | bigint): Code => [0x42, ...signed(value)],
  load: load([0x29], 3),
  store: store([0x37], 3),
  eqz: unary(0x50),
  ne: binary(0x52),
  ctz: unary(0x7a),
  popcnt: unary(0x7b),
  add: binary(0x7c),
  sub: binary(0x7d),
  mul: binary(0x7e),
  and: binary(0x83),
  or: binary(0x84),
  xor: binary(0x85),
  shl: binary(0x86),
  shrU: binary(0x88),
  /** From an i32 without a sign. */
  extendU: unary(0xad),
};

/** `a` where the condition (i32) holds, or else `b`: both of one type, both evaluated. */
export function select(a: Code, b: Code, condition: Code): Code {
  return [...a, ...b, ...condition, 0x1b];
}

/** The lesser of two i32 without a sign. */
export function least(a: Code, b: Code): Code {
  return select(a, b, i32.ltU(a, b));
}

/** An i32 of so many ones, at most 31. */
export function lowBits(count: Code): Code {
  return i32.sub(i32.shl(i32.const(1), count), i32.const(1));
}

/** Of a v128. */
export const VECTOR_BYTES = 16;

export const v128 = {
  load: load(simd(0), 0),
  store: store(simd(11), 0),
  const: (bytes: readonly number[]): Code => [...simd(12), ...bytes],
  /** Sixteen bytes of `a` and `b` together, beginning at byte `from` of `a`. */
  window: (a: Code, b: Code, from: number): Code => [
    ...a,
    ...b,
    ...simd(13),
    ...Array.from({ length: 16 }, (_, i) => from + i),
  ],
  swizzle: binary(...simd(14)),
  /** The same where every index is under 16, and faster. */
  relaxedSwizzle: binary(...simd(0x100)),
  splat: (byte: number): Code => v128.const(Array<number>(16).fill(byte)),
  /** Four times the 32 bits at an address. */
  loadSplat32: load(simd(9), 2),
  eq: binary(...simd(35)),
  ltU: binary(...simd(38)),
  and: binary(...simd(78)),
  /** a and not b. */
  andNot: binary(...simd(79)),
  or: binary(...simd(80)),
  xor: binary(...simd(81)),
  /** Bits of `a` where those of `mask` are 1, of `b` where they are 0. */
  bitselect: (a: Code, b: Code, mask: Code): Code => [...a, ...b, ...mask, ...simd(82)],
  bitmask: unary(...simd(100)),
  sub: binary(...simd(113)),
  /** Each 16-bit lane shifted to the left. */
  shl16: (a: Code, bits: number): Code => [...a, ...i32.const(bits), ...simd(139)],
  /** Each 16-bit lane shifted to the right. */
  shr16: (a: Code, bits: number): Code => [...a, ...i32.const(bits), ...simd(141)],
  /** Each 32-bit lane shifted to the left. */
  shl32: (a: Code, bits: number): Code => [...a, ...i32.const(bits), ...simd(171)],
  /** Each 32-bit lane shifted to the right. */
  shr32: (a: Code, bits: number): Code => [...a, ...i32.const(bits), ...simd(173)],
  /** Each 32-bit lane added. */
  add32: binary(...simd(174)),
};

export interface Local {
  readonly get: Code;
  set(value: Code): Code;
  tee(value: Code): Code;
}

/** A label that code inside its block can branch to. */
type Label = number;

type Tuple<T, N extends number, Items extends readonly T[] = []> = Items['length'] extends N
  ? Items
  : Tuple<T, N, [...Items, T]>;

/** One function under construction: `body` is made with the parameters and the builder. */
export class FunctionBuilder {
  private readonly types: Type[] = [];
  private readonly parameters: number;
  private depth = 0;

  constructor(parameters: number) {
    this.parameters = parameters;
  }

  parameter(index: number): Local {
    return localAt(index);
  }

  local(type: Type): Local {
    return localAt(this.parameters + this.types.push(type) - 1);
  }

  locals<N extends number>(type: Type, count: N): Tuple<Local, N> {
    return Array.from({ length: count }, () => this.local(type)) as Tuple<Local, N>;
  }

  /** Code inside it that branches to the label leaves it. */
  block(build: (label: Label) => Code): Code {
    return this.nested([0x02, 0x40], build);
  }

  /** Code inside it that branches to the label begins it again. */
  loop(build: (label: Label) => Code): Code {
    return this.nested([0x03, 0x40], build);
  }

  while(condition: () => Code, body: () => Code): Code {
    return this.block((out) =>
      this.loop((again) => [...this.branchIf(out, i32.eqz(condition())), ...body(), ...this.branch(again)]),
    );
  }

  if(condition: Code, then: () => Code): Code {
    return [...condition, ...this.nested([0x04, 0x40], then)];
  }

  branch(label: Label): Code {
    return [0x0c, ...unsigned(this.depth - label)];
  }

  branchIf(label: Label, condition: Code): Code {
    return [...condition, 0x0d, ...unsigned(this.depth - label)];
  }

  return(value: Code): Code {
    return [...value, 0x0f];
  }

  finish(body: Code): Code {
    const locals = this.types.flatMap((type) => [1, type]);
    return sized([...unsigned(this.types.length), ...locals, ...body, 0x0b]);
  }

  private nested(begin: Code, build: (label: Label) => Code): Code {
    this.depth++;
    const body = build(this.depth);
    this.depth--;
    return [...begin, ...body, 0x0b];
  }
}

export function call(index: number, ...args: readonly Code[]): Code {
  return [...args.flat(), 0x10, ...unsigned(index)];
}

/** The value is not needed. */
export function drop(value: Code): Code {
  return [...value, 0x1a];
}

export interface WasmFunction {
  readonly name: string;
  /** How many i32 it takes. It returns one. */
  readonly parameters: number;
  readonly code: Code;
}

/** A module with exported functions, and the memory it imports as `env.memory`. */
export function assembleModule(functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> {
  const types = functions.map(({ parameters }) => [0x60, ...list(Array(parameters).fill([Type.i32])), 1, Type.i32]);
  const exports = functions.map(({ name }, i) => [...text(name), 0, ...unsigned(i)]);
  const sections: readonly (readonly [number, Code])[] = [
    [1, list(types)],
    [2, list([[...text('env'), ...text('memory'), 2, 0, 1]])],
    [3, list(functions.map((_, i) => unsigned(i)))],
    [7, list(exports)],
    [10, list(functions.map(({ code }) => code))],
  ];
  const magic = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  return Uint8Array.from([...magic, ...sections.flatMap(([id, content]) => [id, ...sized(content)])]);
}

function localAt(index: number): Local {
  const at = unsigned(index);
  return {
    get: [0x20, ...at],
    set: (value) => [...value, 0x21, ...at],
    tee: (value) => [...value, 0x22, ...at],
  };
}

function list(items: readonly Code[]): Code {
  return [...unsigned(items.length), ...items.flat()];
}

function sized(content: Code): Code {
  return [...unsigned(content.length), ...content];
}

function text(name: string): Code {
  return sized([...new TextEncoder().encode(name)]);
}

/** LEB128. */
function unsigned(value: number): Code {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 0x7f) {
    bytes.push((rest & 0x7f) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  return [...bytes, rest];
}

function signed(value: number | bigint): Code {
  const bytes: number[] = [];
  let rest = BigInt(value);
  for (;;) {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    if ((rest === 0n && (low & 0x40) === 0) || (rest === -1n && (low & 0x40) !== 0)) return [...bytes, low];
    bytes.push(low | 0x80);
  }
}
