import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import RE2 from 're2';
import { buildValueFinder, valueEnd, valueStart } from '../src/pattern/value-finder.ts';

const patterns = [
  '(?:^|[\\s"\'=])(?P<value>[a-z]{2,6}\\b)',
  '(?i)key["\']?\\s{0,2}[:=] ?["\']?(?P<value>[a-z0-9]{2,8})',
  '(?:[^a-zé]|^)(?P<value>[a-z]{1,9}?c)#{2}',
  'k(?P<value>[a-z]{1,4})["\']{0,2};?',
  'a{0,2}(?P<value>a{1,2}b)',
  '(?P<value>é{1,2})\\ba',
  '\\b(?:19|20)?(?P<value>[0-9]{2}-[0-9]{1,2})\\b',
  '\\b(?P<value>[0-9]{1,4}-4|[a-z]{1,3}\\b)(?:a4|b?\\b|-19)',
  '(?P<value>[a-c]{1,4})(?:(?:ab)?y|#)',
  '[a-z]{1,3}"{1,2}(?:;|\\b)?["\']{1,2}(?P<value>[a-z#]{1,4})[;"]{1,2}',
  '(?:[:=] ?["\']?)(?P<value>[^\\s;"\'=]{1,5})(?:[\\s;=:é]|$)',
];
const piece = fc.constantFrom(
  ...'abckey',
  'aaab',
  'kab',
  'key="ab',
  'cc##',
  '1919-4',
  'KEY',
  '=',
  ':',
  ' ',
  '"',
  "'",
  '#',
  '##',
  ';',
  'é',
  '19',
  '-',
  '4',
  '\n',
);

test('values stand where RE2 says, or are left to it', () => {
  const compiled = patterns.map((source) => {
    const regex = new RE2(source, 'dgu');
    return { regex, finder: buildValueFinder(regex.internalSource)! };
  });
  let told = 0;
  let left = 0;
  const property = fc.property(
    fc.nat(patterns.length - 1),
    fc.array(piece, { maxLength: 200, size: 'max' }),
    (choice, pieces) => {
      const { regex, finder } = compiled[choice]!;
      const bytes = Buffer.from(pieces.join(''));
      regex.lastIndex = 0;
      for (let match = regex.exec(bytes); match !== null; match = regex.exec(bytes)) {
        const [start, end] = match.indices![0]!;
        const value = valueStart(finder, bytes, start, end);
        const valueEnds = value < 0 ? -1 : valueEnd(finder, bytes, value, end);
        if (valueEnds < 0) left++;
        else {
          told++;
          assert.deepEqual([value, valueEnds], match.indices!.groups!.value);
        }
      }
    },
  );
  fc.assert(property, { numRuns: 2_000 });
  assert.ok(told > 500 && left > 0, `${told} told, ${left} left`);
});

test('a value that no byte of its own can stand before is told without automata', () => {
  const told = (source: string): boolean => buildValueFinder(source, false) !== undefined;
  assert.equal(told('k[ -~]{1,2000}?["\'](?P<value>[a-z]{1,9})"'), true);
  assert.equal(told('k[ -~]{1,2000}?["\']?(?P<value>[a-z]{1,9})"'), false);
  assert.equal(told('(?:k[ -~]{1,2000}?["\'])?(?P<value>[a-z]{1,9})"'), false);
  assert.equal(told('"(?P<value>[a-z]{1,9})(?:yy|#)'), false);
});

test('a pattern that only RE2 reads is left to it', () => {
  assert.equal(buildValueFinder('(?P<value>\\pL{3})'), undefined);
});

test('of several places the last from which the rest matches is told, where what stands before ends with a sign of its own', () => {
  const finderOf = (source: string) => buildValueFinder(new RE2(source, 'dgu').internalSource)!;
  const source = '\\b(?:(?:ab|a|é)\\.? ){0,2}(?P<value>[a-cé]{1,3}(?: [a-c]{1,3}){0,2} [a-c]{1,2}\\b)';
  const regex = new RE2(source, 'dgu');
  const finder = finderOf(source);
  let told = 0;
  const words = fc.array(fc.constantFrom('a', 'ab', 'é', 'a.', 'cc', 'abc', 'abca', '-'), {
    maxLength: 60,
    size: 'max',
  });
  fc.assert(
    fc.property(words, (all) => {
      const bytes = Buffer.from(all.join(' '));
      regex.lastIndex = 0;
      for (let match = regex.exec(bytes); match !== null; match = regex.exec(bytes)) {
        const [start, end] = match.indices![0]!;
        const value = valueStart(finder, bytes, start, end);
        assert.deepEqual([value, end], match.indices!.groups!.value);
        if (value > start) told++;
      }
    }),
    { numRuns: 300 },
  );
  assert.ok(told > 300, String(told));
  for (const before of ['(?:a |b c ){0,2}', '(?:a ){0,2}?', '(?:a ){0,2}b?', '(?i:(?:a ){0,2})', '(?:a\\b){0,2}'])
    assert.equal(finderOf(`${before}(?P<value>[a-c]{1,2} [a-c])`).onward, undefined, before);
});

test('a group that is not always there, or an end that only RE2 can tell, is left to RE2', () => {
  for (const source of [
    'a(?P<value>b)?',
    '(?:(?P<value>a)|b)c',
    '(?P<value>[ab]{1,3})[bc]{1,6}',
    'a(?P<value>b{0,2})',
  ]) {
    assert.equal(buildValueFinder(source), undefined, source);
  }
});
