import { type Code, call, FunctionBuilder, i32, type Local, select, Type } from '@dowser/wasm';
import { Before } from '../pattern/automaton.ts';
import { BEYOND_ASCII, LONGEST_ESCAPE, MAX_BACKSLASHES } from '../written-escapes.ts';
import { runAutomaton, step } from './match-code.ts';
import { AutomatonField, BEFORES, HEX, NAMED } from './memory-map.ts';
import { Index } from './shared-code.ts';

const c = i32.const;
const code = (character: string): Code => c(character.charCodeAt(0));
const NONE = -1;

/** escapeAt(at): see escapeAt in written-escapes. */
export function escapeAt(): Code {
  const f = new FunctionBuilder(1);
  const at = f.parameter(0);
  const [byte, value, length, count, fault] = f.locals(Type.i32, 5);
  const hexadecimal = (from: number, digits: number): Code => [
    ...length.set(c(from + digits)),
    ...Array.from({ length: digits }, (_, i) => [
      ...byte.set(i32.load8(i32.load8(at.get, from + i), HEX)),
      ...fault.set(i32.or(fault.get, i32.and(byte.get, c(0x80)))),
      ...value.set(i32.or(i32.shl(value.get, c(4)), byte.get)),
    ]).flat(),
  ];
  const isDigit = i32.ltU(i32.sub(i32.load8(at.get, 2), code('0')), c(10));
  const named: Code = [
    ...length.set(c(2)),
    ...value.set(i32.load8(byte.get, NAMED)),
    ...fault.set(i32.or(i32.eq(value.get, c(0xff)), i32.and(i32.eqz(value.get), isDigit))),
  ];
  const isUnescaped = i32.and(i32.leU(count.get, c(MAX_BACKSLASHES)), i32.and(count.get, c(1)));
  return f.finish([
    ...f.block((known) => [
      ...f.if(i32.eq(i32.load8(at.get), code('%')), () => [...hexadecimal(1, 2), ...f.branch(known)]),
      ...f.while(
        () =>
          i32.and(i32.leU(count.get, c(MAX_BACKSLASHES)), i32.eq(i32.load8(i32.sub(at.get, count.get)), code('\\'))),
        () => count.set(i32.add(count.get, c(1))),
      ),
      ...f.if(i32.eqz(isUnescaped), () => f.return(c(0))),
      ...byte.set(i32.load8(at.get, 1)),
      ...f.if(i32.eq(byte.get, code('x')), () => [...hexadecimal(2, 2), ...f.branch(known)]),
      ...f.if(i32.eq(byte.get, code('u')), () => [...hexadecimal(2, 4), ...f.branch(known)]),
      ...named,
    ]),
    ...f.if(fault.get, () => f.return(c(0))),
    ...value.set(select(value.get, c(BEYOND_ASCII), i32.ltU(value.get, c(0x80)))),
    ...f.if(i32.eq(i32.load8(value.get, BEFORES), c(Before.Word)), () => f.return(c(0))),
    ...i32.or(i32.shl(length.get, c(8)), value.get),
  ]);
}

/** escapedBefore(at): see escapedBefore in written-escapes. */
export function escapedBefore(): Code {
  const f = new FunctionBuilder(1);
  const at = f.parameter(0);
  const [begin, found] = f.locals(Type.i32, 2);
  const tried = (length: number): Code => [
    ...begin.set(i32.sub(at.get, c(length))),
    ...f.if(startsEscape(begin), () => [
      ...found.set(call(Index.escapeAt, begin.get)),
      ...f.if(i32.eq(i32.shrU(found.get, c(8)), c(length)), () => f.return(i32.and(found.get, c(0xff)))),
    ]),
  ];
  return f.finish([...lengths(2, LONGEST_ESCAPE).flatMap(tried), ...c(NONE)]);
}

/** afterEscape(automaton, at, end, escaped): the end of the match that begins at `at`, right after an escape; or 0. */
export function afterEscape(): Code {
  const f = new FunctionBuilder(4);
  const [automaton, at, end, escaped] = [f.parameter(0), f.parameter(1), f.parameter(2), f.parameter(3)];
  const [state, last] = f.locals(Type.i32, 2);
  const start = i32.load(automaton.get, AutomatonField.Starts + 4 * Before.Other);
  // The escape is the first byte of the match, or stands before it.
  return f.finish([
    ...f.if(i32.load(automaton.get, AutomatonField.TakesSeparator), () => [
      ...state.set(start),
      ...step(f, automaton, state, escaped.get),
    ]),
    ...f.if(state.get, () => [
      ...runAutomaton(f, automaton, state, at, end, last),
      ...f.if(i32.gtU(last.get, at.get), () => f.return(last.get)),
      ...last.set(c(0)),
    ]),
    ...state.set(start),
    ...runAutomaton(f, automaton, state, at, end, last),
    ...select(last.get, c(0), i32.gtU(last.get, at.get)),
  ]);
}

/** givesWay(automaton, at, end): 1 where `at` is inside an escape, and a match begins after that. */
export function givesWay(): Code {
  const f = new FunctionBuilder(3);
  const [automaton, at, end] = [f.parameter(0), f.parameter(1), f.parameter(2)];
  const [begin, found, after] = f.locals(Type.i32, 3);
  const tried = (before: number): Code => [
    ...begin.set(i32.sub(at.get, c(before))),
    ...f.if(startsEscape(begin), () => [
      ...found.set(call(Index.escapeAt, begin.get)),
      ...after.set(i32.add(begin.get, i32.shrU(found.get, c(8)))),
      ...f.if(i32.gtU(after.get, at.get), () =>
        f.return(i32.ne(call(Index.afterEscape, automaton.get, after.get, end.get, i32.and(found.get, c(0xff))), c(0))),
      ),
    ]),
  ];
  return f.finish([...lengths(1, LONGEST_ESCAPE - 1).flatMap(tried), ...c(0)]);
}

function startsEscape(at: Local): Code {
  return i32.or(i32.eq(i32.load8(at.get), code('\\')), i32.eq(i32.load8(at.get), code('%')));
}

function lengths(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}
