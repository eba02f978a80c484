import { type Code, FunctionBuilder, i32, type Local, least, lowBits, Type, VECTOR_BYTES, v128 } from '@dowser/wasm';
import { BESIDE_MATCH_BYTES, RECORD, STAND_INS } from '../records.ts';
import { BEFORES, Shared } from './memory-map.ts';
import { beforeAt, setShared } from './shared-code.ts';

const c = i32.const;
/** By Before, a byte each. */
const STAND_IN_BYTES = Object.entries(STAND_INS).reduce(
  (word, [before, byte]) => word | (byte << (8 * Number(before))),
  0,
);

/** The low byte is what stands for a byte of a kind. */
function standIn(before: Code): Code {
  return i32.shrU(c(STAND_IN_BYTES), i32.shl(before, c(3)));
}

/**
 * writeRecords(list, listEnd, out, outEnd): the records (see records.ts) of matches, a list of pairs of addresses, one after the other
 * from `out` on; up to VECTOR_BYTES after them are written over. Shared.Out says where they end. Returns the address in the list of
 * the first match that does not fit or holds RECORD, or `listEnd`.
 */
export function writeRecords(): Code {
  const f = new FunctionBuilder(4);
  const [list, listEnd, out, outEnd] = [f.parameter(0), f.parameter(1), f.parameter(2), f.parameter(3)];
  const [from, to, at, marks, next] = f.locals(Type.i32, 5);
  const x = f.local(Type.v128);
  const advance = (place: Local): Code => place.set(i32.add(place.get, c(VECTOR_BYTES)));
  const marksHere = i32.and(
    v128.bitmask(v128.eq(x.get, v128.splat(RECORD))),
    lowBits(least(i32.sub(to.get, at.get), c(VECTOR_BYTES))),
  );
  const copy = (): Code => [
    ...at.set(from.get),
    ...next.set(i32.add(out.get, c(2))),
    ...f.while(
      () => i32.ltU(at.get, to.get),
      () => [
        ...v128.store(next.get, x.tee(v128.load(at.get))),
        ...marks.set(i32.or(marks.get, marksHere)),
        ...advance(at),
        ...advance(next),
      ],
    ),
  ];
  return f.finish([
    ...f.block((done) =>
      f.while(
        () => i32.ltU(list.get, listEnd.get),
        () => [
          ...from.set(i32.load(list.get)),
          ...to.set(i32.load(list.get, 4)),
          ...next.set(i32.add(i32.add(out.get, i32.sub(to.get, from.get)), c(BESIDE_MATCH_BYTES))),
          ...f.branchIf(done, i32.gtU(next.get, outEnd.get)),
          ...copy(),
          ...f.branchIf(done, marks.get),
          ...i32.store8(out.get, c(RECORD)),
          ...i32.store8(out.get, standIn(beforeAt(from)), 1),
          ...out.set(i32.add(i32.add(out.get, i32.sub(to.get, from.get)), c(BESIDE_MATCH_BYTES))),
          ...i32.store8(i32.sub(out.get, c(1)), standIn(i32.load8(i32.load8(to.get), BEFORES))),
          ...list.set(i32.add(list.get, c(8))),
        ],
      ),
    ),
    ...setShared(Shared.Out, out.get),
    ...list.get,
  ]);
}
