import { type Code, FunctionBuilder, i32, type Local, Type, v128 } from './wasm.ts';

const c = i32.const;

/** countByte(from, groups, byte): how often the byte stands in 16 x groups bytes. */
export function countEqual(): Code {
  const f = new FunctionBuilder(3);
  const [from, groups, byte] = [f.parameter(0), f.parameter(1), f.parameter(2)];
  const wanted = f.local(Type.v128);
  return f.finish([
    ...wanted.set([...byte.get, 0xfd, 15]),
    ...counted(f, from, groups, (bytes) => v128.eq(bytes, wanted.get)),
  ]);
}

/** countContinuations(from, groups): how many bytes 10xxxxxx stand in 16 x groups bytes. */
export function countContinuations(): Code {
  const f = new FunctionBuilder(2);
  const isContinuation = (bytes: Code): Code => v128.eq(v128.and(bytes, v128.splat(0xc0)), v128.splat(0x80));
  return f.finish(counted(f, f.parameter(0), f.parameter(1), isContinuation));
}

function counted(f: FunctionBuilder, from: Local, groups: Local, test: (bytes: Code) => Code): Code {
  const count = f.local(Type.i32);
  return [
    ...f.while(
      () => groups.get,
      () => [
        ...count.set(i32.add(count.get, i32.popcnt(v128.bitmask(test(v128.load(from.get)))))),
        ...from.set(i32.add(from.get, c(16))),
        ...groups.set(i32.sub(groups.get, c(1))),
      ],
    ),
    ...count.get,
  ];
}
