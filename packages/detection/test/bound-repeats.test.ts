import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import RE2 from 're2';
import { boundRepeats } from '../src/bound-repeats.ts';
import { compileCatalogue } from '../src/compile.ts';
import { wholeMatch } from '../src/whole-match.ts';
import { row } from './rows.ts';

describe('repeats without end', () => {
  for (const [pattern, bounded] of [
    ['\\s+[a-z]*x', '\\s{1,300}[a-z]{0,300}x'],
    ['\\d{100,}', '\\d{100,300}'],
    ['\\d{400,}', '\\d{400,400}'],
    ['a+?b*?', 'a{1,300}?b{0,300}?'],
    ['(?:[A-Z][a-z]+\\s)+', '(?:[A-Z][a-z]{1,30}\\s){1,30}'],
    // None of these is a repeat without end.
    ['\\+\\*[+*][]+][^]*][[:alpha:]+]', '\\+\\*[+*][]+][^]*][[:alpha:]+]'],
    ['a{2,3}b?\\x{2B}\\p{Lu}{,}', 'a{2,3}b?\\x{2B}\\p{Lu}{,}'],
    // These have no bound, or are no pattern: what is wrong is for the compiler to say.
    ['(((a+)+)+)+', '(((a+)+)+)+'],
    ['a**', 'a**'],
    ['(a+', '(a+'],
  ] as const) {
    test(`${pattern} is ${bounded}`, () => assert.equal(boundRepeats(pattern), bounded));
  }

  test('bounded, a pattern compiles and finds the same in ordinary text', () => {
    const patterns = [
      '(proprietary|internal)[\\s\\n]*(?:class|method)',
      '(beta)\\s+[A-Z][a-z]+\\d+',
      '\\w+@\\w+',
      '[ab]+c{2,}.*d',
    ];
    for (const pattern of patterns) {
      const bounded = boundRepeats(pattern);
      assert.deepEqual(compileCatalogue([row('A', bounded, [])]).refused, []);
      const piece = fc.constantFrom('internal', 'class', 'beta', 'Xy1', ' ', '\n', 'a', 'b', 'c', 'd', '@', '9');
      const text = fc.array(piece, { maxLength: 40 }).map((parts) => parts.join(''));
      const found = (source: string, input: string): unknown =>
        [...input.matchAll(new RE2(source, 'gu'))].map((match) => [match.index, match[0]]);
      fc.assert(fc.property(text, (input) => assert.deepEqual(found(bounded, input), found(pattern, input))));
    }
  });
});

describe('wholeMatch', () => {
  test('takes whole texts only, over lines and alternatives', () => {
    const test = wholeMatch('ab|c\\nd');
    assert.deepEqual(['ab', 'c\nd', 'abc', 'xab', 'ab\n', ''].map(test), [true, true, false, false, false, false]);
  });

  test('refuses what is no pattern', () => {
    assert.throws(() => wholeMatch('a)|(b'), SyntaxError);
    assert.throws(() => wholeMatch('(?=a)'), SyntaxError);
  });
});
