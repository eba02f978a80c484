import { type Code, call, drop, FunctionBuilder, i32, select, Type } from '@dowser/wasm';
import { BLOCK_BYTES, BLOCK_MARGIN, OUT, PLACES, Shared, TOKEN_BYTES, TOKENS } from './memory-map.ts';
import { exhausted, Index, NO_PLACE, setShared, shared } from './shared-code.ts';

const c = i32.const;

/** scan(from, to, end): records what begins in [from, to); Shared.Reached is `to`, or less when records or steps ran out. */
export function scan(): Code {
  const f = new FunctionBuilder(3);
  const [from, to, end] = [f.parameter(0), f.parameter(1), f.parameter(2)];
  const [first, blockEnd, place, token, at] = f.locals(Type.i32, 5);
  const visit = (out: number): Code => [
    ...at.set(select(i32.load(place.get), i32.load(token.get), i32.ltU(i32.load(place.get), i32.load(token.get)))),
    ...f.branchIf(out, i32.eq(at.get, c(NO_PLACE))),
    ...f.if(exhausted(), () => [...setShared(Shared.Reached, at.get), ...f.return(c(0))]),
    ...f.if(i32.eq(i32.load(place.get), at.get), () => [
      ...drop(call(Index.dispatch, at.get, end.get)),
      ...place.set(i32.add(place.get, c(4))),
    ]),
    ...f.if(i32.eq(i32.load(token.get), at.get), () => [
      ...drop(call(Index.token, at.get, token.get, end.get)),
      ...token.set(i32.add(token.get, c(TOKEN_BYTES))),
    ]),
  ];
  return f.finish([
    ...setShared(Shared.Out, c(OUT)),
    // Blocks begin where words of marks do.
    ...first.set(from.get),
    ...from.set(i32.sub(from.get, i32.and(i32.sub(from.get, shared(Shared.Begin)), c(63)))),
    ...f.while(
      () => i32.ltU(from.get, to.get),
      () => [
        ...blockEnd.set(i32.add(from.get, c(BLOCK_BYTES))),
        ...f.if(i32.gtU(blockEnd.get, to.get), () => blockEnd.set(to.get)),
        ...setShared(Shared.Block, from.get),
        ...drop(call(Index.look, from.get, i32.add(blockEnd.get, c(BLOCK_MARGIN)))),
        ...drop(call(Index.pickPlaces, from.get, blockEnd.get)),
        ...drop(call(Index.pickTokens, from.get, blockEnd.get)),
        ...place.set(c(PLACES)),
        ...token.set(c(TOKENS)),
        ...f.while(
          () => i32.ltU(i32.load(place.get), first.get),
          () => place.set(i32.add(place.get, c(4))),
        ),
        ...f.while(
          () => i32.ltU(i32.load(token.get), first.get),
          () => token.set(i32.add(token.get, c(TOKEN_BYTES))),
        ),
        ...f.block((out) => f.loop((again) => [...visit(out), ...f.branch(again)])),
        ...from.set(blockEnd.get),
      ],
    ),
    ...setShared(Shared.Reached, to.get),
    ...c(0),
  ]);
}
