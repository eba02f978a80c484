import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildPrefixAutomaton, matchEnd } from '../src/pattern/automaton.ts';
import { compileProgram } from '../src/pattern/program.ts';
import { restProgram } from '../src/pattern/rest-program.ts';
import { parsePattern } from '../src/pattern/tree.ts';

const programOf = (pattern: string) => compileProgram(parsePattern(pattern));

/** Of the texts, those that can stand after so many bytes of matches of each pattern. */
function restsAmong(
  parts: readonly (readonly [pattern: string, skipped: number])[],
  texts: readonly string[],
): readonly string[] {
  const program = restProgram(parts.map(([pattern, skipped]) => ({ program: programOf(pattern), skipped })));
  const automaton = buildPrefixAutomaton(program)!;
  return texts.filter((text) => matchEnd(automaton, Buffer.from(text), 0) >= 0);
}

test('the rest of a match is what stands after so many bytes of it', () => {
  const texts = ['abcd', 'bcd', 'cd', 'd', 'cx'];
  assert.deepEqual(restsAmong([['abcd', 0]], texts), ['abcd']);
  assert.deepEqual(restsAmong([['abcd', 1]], texts), ['bcd']);
  assert.deepEqual(restsAmong([['(?:a|ab)b?cd', 2]], texts), ['bcd', 'cd', 'd']);
});

test('the rests of several patterns are all told', () => {
  const texts = ['abc', 'bc', 'yz', 'z', 'xyz'];
  assert.deepEqual(
    restsAmong(
      [
        ['abc', 1],
        ['xyz', 1],
        ['xyz', 2],
      ],
      texts,
    ),
    ['bc', 'yz', 'z'],
  );
});

test('assertions are taken to hold', () => {
  assert.deepEqual(restsAmong([['ab\\b\\Bc$', 1]], ['bcd', 'bd']), ['bcd']);
  assert.deepEqual(restsAmong([['^ab', 0]], ['ab', 'b']), ['ab']);
});

test('of a long rest only the first bytes are looked at', () => {
  assert.deepEqual(restsAmong([['=[a-z]{40}', 1]], ['a'.repeat(24), 'a'.repeat(23)]), ['a'.repeat(24)]);
});
