import { BITS, BLOCK_BYTES, OUT, Shared } from './memory-map.ts';
import { exhausted, Index, setShared } from './shared-code.ts';
import { type Code, call, FunctionBuilder, i32, i64, Type } from './wasm.ts';

const c = i32.const;

/** scan(from, to, end): records what begins in [from, to); Shared.Reached is `to`, or less when records or steps ran out. */
export function scan(): Code {
  const f = new FunctionBuilder(3);
  const [from, to, end] = [f.parameter(0), f.parameter(1), f.parameter(2)];
  const [blockEnd, words, word, base, at] = [
    f.local(Type.i32),
    f.local(Type.i32),
    f.local(Type.i32),
    f.local(Type.i32),
    f.local(Type.i32),
  ];
  const bits = f.local(Type.i64);
  const visit = (skip: number): Code => [
    ...at.set(i32.sub(i32.add(base.get, i32.wrap(i64.ctz(bits.get))), c(3))),
    ...bits.set(i64.and(bits.get, i64.sub(bits.get, i64.const(1)))),
    ...f.branchIf(skip, i32.ltU(at.get, from.get)),
    ...f.branchIf(skip, i32.geU(at.get, blockEnd.get)),
    ...f.if(exhausted(), () => [...setShared(Shared.Reached, at.get), ...f.return(c(0))]),
    ...call(Index.dispatch, at.get, end.get),
    0x1a,
  ];
  return f.finish([
    ...setShared(Shared.Out, c(OUT)),
    ...f.while(
      () => i32.ltU(from.get, to.get),
      () => [
        ...blockEnd.set(i32.add(from.get, c(BLOCK_BYTES))),
        ...f.if(i32.gtU(blockEnd.get, to.get), () => blockEnd.set(to.get)),
        // The last place of the block ends three bytes on.
        ...words.set(i32.shrU(i32.add(i32.sub(blockEnd.get, from.get), c(3 + 63)), c(6))),
        ...call(Index.teddy, from.get, i32.shl(words.get, c(2))),
        0x1a,
        ...word.set(c(0)),
        ...base.set(from.get),
        ...f.while(
          () => i32.ltU(word.get, words.get),
          () => [
            ...bits.set(i64.load(i32.shl(word.get, c(3)), BITS)),
            ...f.while(
              () => i32.eqz(i64.eqz(bits.get)),
              () => f.block((skip) => visit(skip)),
            ),
            ...base.set(i32.add(base.get, c(64))),
            ...word.set(i32.add(word.get, c(1))),
          ],
        ),
        ...from.set(blockEnd.get),
      ],
    ),
    ...setShared(Shared.Reached, to.get),
    ...c(0),
  ]);
}
