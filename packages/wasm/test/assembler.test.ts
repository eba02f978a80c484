import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  assembleModule,
  call,
  drop,
  FunctionBuilder,
  i32,
  i64,
  select,
  Type,
  VECTOR_BYTES,
  v128,
  WebAssembly,
} from '@dowser/wasm';

const c = i32.const;

/** sum(from, to): of the whole numbers in [from, to). */
function sum() {
  const f = new FunctionBuilder(2);
  const [at, to, total] = [f.parameter(0), f.parameter(1), f.local(Type.i32)];
  const body = f.while(
    () => i32.ltU(at.get, to.get),
    () => [...total.set(i32.add(total.get, at.get)), ...at.set(i32.add(at.get, c(1)))],
  );
  return f.finish([...body, ...total.get]);
}

/** swap(a, b): exchanges two vectors in memory, all bits turned; the first 64 bits that stood at `b` decide what is returned. */
function swap() {
  const f = new FunctionBuilder(2);
  const [a, b] = [f.parameter(0), f.parameter(1)];
  const [kept] = f.locals(Type.v128, 1);
  const [bits] = f.locals(Type.i64, 1);
  const turned = (code: readonly number[]) => v128.xor(code, v128.splat(0xff));
  return f.finish([
    ...bits.set(i64.load(b.get)),
    ...kept.set(v128.load(a.get)),
    ...v128.store(a.get, turned(v128.load(b.get))),
    ...v128.store(b.get, turned(kept.get)),
    ...drop(call(0, c(0), c(3))),
    ...select(c(-1), call(0, c(0), c(1_000)), i64.eqz(bits.get)),
  ]);
}

function run() {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const code = assembleModule([
    { name: 'sum', parameters: 2, code: sum() },
    { name: 'swap', parameters: 2, code: swap() },
  ]);
  assert.ok(WebAssembly.validate(code));
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(code), { env: { memory } });
  return {
    ...(exports as Record<'sum' | 'swap', (a: number, b: number) => number>),
    bytes: Buffer.from(memory.buffer),
  };
}

test('assembler: locals, loops and branches', () => {
  const { sum } = run();
  assert.deepEqual([sum(0, 0), sum(5, 5), sum(3, 6), sum(0, 100_000)], [0, 0, 12, 4_999_950_000 | 0]);
});

test('assembler: vectors, 64 bits, calls and choices', () => {
  const { swap, bytes } = run();
  const [a, b] = [7, 300];
  bytes.fill(1, a, a + VECTOR_BYTES);
  bytes.fill(0x0f, b, b + VECTOR_BYTES);
  assert.equal(swap(a, b), 499_500);
  assert.deepEqual(
    bytes.subarray(a - 1, a + VECTOR_BYTES + 1),
    Buffer.from([0, ...Array<number>(VECTOR_BYTES).fill(0xf0), 0]),
  );
  assert.deepEqual(bytes.subarray(b, b + VECTOR_BYTES), Buffer.alloc(VECTOR_BYTES, 0xfe));
  bytes.fill(0, b, b + VECTOR_BYTES);
  assert.equal(swap(a, b), -1);
});
