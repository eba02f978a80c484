import { type Code, FunctionBuilder, i32, type Local, select, Type, VECTOR_BYTES, v128 } from '@dowser/wasm';
import { KEYWORD_DISTANCE, MAX_CHARACTER_BYTES } from '../limits.ts';
import { DISPATCH, DispatchField, GroupField, PLACE_BYTES, PlaceField, Shared } from './memory-map.ts';
import { shared } from './shared-code.ts';

const c = i32.const;
/** Bytes that are looked at together; at least KEYWORD_DISTANCE. */
const ASCII_BYTES = 2 * VECTOR_BYTES;
/** Places nearer to one another are searched as one: a call costs as much as these bytes. */
const JOIN_BYTES = 32;

/**
 * findPlaces(hit, columnBytes, place, groups, end): where matches of the rows of each keyword group can meet the rule of text.
 * Keyword hits stand in three columns of `columnBytes` from `hit` on: keywords, starts, ends, by ascending start, offsets into the
 * window. Writes PlaceField from `place` on, and GroupField. `end` is that of the window.
 */
export function findPlaces(): Code {
  const f = new FunctionBuilder(5);
  const [hit, columnBytes, place, groups] = [f.parameter(0), f.parameter(1), f.parameter(2), f.parameter(3)];
  const windowEnd = f.parameter(4);
  const [hitsEnd, lists, item, items, start, end] = f.locals(Type.i32, 6);
  const [from, to, begin, reach, group, last] = f.locals(Type.i32, 6);
  const afterHits = i32.add(hit.get, columnBytes.get);
  const addBytes = (bytes: Code): Code =>
    i32.store(group.get, i32.add(i32.load(group.get, GroupField.Bytes), bytes), GroupField.Bytes);
  const extendLast = (): Code =>
    f.if(i32.gtU(reach.get, i32.load(last.get, PlaceField.To)), () => [
      ...addBytes(i32.sub(reach.get, i32.load(last.get, PlaceField.To))),
      ...i32.store(last.get, reach.get, PlaceField.To),
    ]);
  const append = (): Code => [
    ...i32.store(place.get, begin.get, PlaceField.From),
    ...i32.store(place.get, reach.get, PlaceField.To),
    ...i32.store(place.get, c(0), PlaceField.Next),
    ...i32.store(last.get, place.get, PlaceField.Next),
    ...i32.store(group.get, place.get, GroupField.Last),
    ...addBytes(i32.sub(reach.get, begin.get)),
    ...place.set(i32.add(place.get, c(PLACE_BYTES))),
  ];
  const groupOfHit = (): Code => [
    ...group.set(i32.add(groups.get, i32.load(item.get, 4))),
    ...begin.set(from.get),
    ...reach.set(to.get),
    // A match that must come after the keyword ends within the distance.
    ...f.if(i32.load(item.get, 8), () => [
      ...begin.set(start.get),
      ...reachAfter(f, reach, end, i32.load(item.get, 8), windowEnd),
    ]),
    ...last.set(i32.load(group.get, GroupField.Last)),
    ...f.block((joined) => [
      ...f.if(i32.leU(begin.get, i32.add(i32.load(last.get, PlaceField.To), c(JOIN_BYTES))), () => [
        ...extendLast(),
        ...f.branch(joined),
      ]),
      ...append(),
    ]),
    ...item.set(i32.add(item.get, c(8))),
  ];
  return f.finish([
    ...hitsEnd.set(afterHits),
    ...lists.set(i32.load(c(DISPATCH), DispatchField.Groups)),
    ...f.while(
      () => i32.ltU(hit.get, hitsEnd.get),
      () => [
        ...start.set(i32.add(shared(Shared.Begin), i32.load(afterHits))),
        ...end.set(i32.add(shared(Shared.Begin), i32.load(i32.add(afterHits, columnBytes.get)))),
        // A match that only touches the reach of the keyword counts, too.
        ...from.set(i32.sub(start.get, c(KEYWORD_DISTANCE + 1))),
        ...f.if(isBeyondAscii(i32.sub(start.get, c(ASCII_BYTES))), () => [
          ...reachBefore(f, from, start),
          ...from.set(i32.sub(from.get, c(1))),
        ]),
        ...to.set(i32.add(end.get, c(KEYWORD_DISTANCE + 1))),
        ...f.if(isBeyondAscii(end.get), () => [
          ...reachAfter(f, to, end, c(KEYWORD_DISTANCE), windowEnd),
          ...to.set(i32.add(to.get, c(1))),
        ]),
        ...item.set(i32.load(i32.add(lists.get, i32.shl(i32.load(hit.get), c(2))))),
        ...items.set(i32.add(item.get, i32.shl(i32.load(item.get), c(3)))),
        ...f.while(() => i32.ltU(item.get, items.get), groupOfHit),
        ...hit.set(i32.add(hit.get, c(4))),
      ],
    ),
    ...c(0),
  ]);
}

function isBeyondAscii(address: Code): Code {
  return v128.bitmask(v128.or(v128.load(address), v128.load(address, VECTOR_BYTES)));
}

/** Sets `place` to the least one from which at most KEYWORD_DISTANCE characters begin before `at`. */
function reachBefore(f: FunctionBuilder, place: Local, at: Local): Code {
  const [left, least] = f.locals(Type.i32, 2);
  return [
    ...place.set(at.get),
    ...left.set(c(KEYWORD_DISTANCE)),
    ...least.set(i32.sub(at.get, c(MAX_CHARACTER_BYTES * KEYWORD_DISTANCE))),
    ...f.block((out) =>
      f.while(
        () => i32.gtU(place.get, least.get),
        () => [
          ...countCharacter(f, out, left, i32.load8(i32.sub(place.get, c(1)))),
          ...place.set(i32.sub(place.get, c(1))),
        ],
      ),
    ),
  ];
}

/** Sets `place` to the greatest one up to which at most so many characters begin from `at` on. */
function reachAfter(f: FunctionBuilder, place: Local, at: Local, characters: Code, end: Local): Code {
  const [left, most] = f.locals(Type.i32, 2);
  return [
    ...place.set(at.get),
    ...left.set(characters),
    ...most.set(i32.add(at.get, i32.mul(left.get, c(MAX_CHARACTER_BYTES)))),
    ...most.set(select(end.get, most.get, i32.gtU(most.get, end.get))),
    ...f.block((out) =>
      f.while(
        () => i32.ltU(place.get, most.get),
        () => [...countCharacter(f, out, left, i32.load8(place.get)), ...place.set(i32.add(place.get, c(1)))],
      ),
    ),
  ];
}

/** One less is left when the byte begins a character; leaves the block when none was. */
function countCharacter(f: FunctionBuilder, out: number, left: Local, byte: Code): Code {
  return f.if(i32.ne(i32.and(byte, c(0xc0)), c(0x80)), () => [
    ...f.branchIf(out, i32.eqz(left.get)),
    ...left.set(i32.sub(left.get, c(1))),
  ]);
}
