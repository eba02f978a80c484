import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import RE2 from 're2';
import { areCapitalisedWords, MAX_GAP_BYTES } from '../src/capitalised-words.ts';
import { compileCatalogue, compiled, withoutKernel } from '../src/compile.ts';
import { openWindow } from '../src/kernel/kernel.ts';
import { KEYWORD_DISTANCE } from '../src/limits.ts';
import { scanWindow, startScan } from '../src/scan.ts';
import type { Catalogue, Match } from '../src/types.ts';
import { row } from './rows.ts';

const WORD = "(?:[OD]['’]|Mc)?[A-ZÀ-Þ][a-zß-ÿ]{1,20}(?:-[A-Z][a-z]{1,20})?";
const NAMES = `\\b(?:(?:Mr|Dr)\\.? ){0,2}(?P<value>${WORD}(?:,? (?:[A-Z]\\.?|van der|de|Van|${WORD})){0,2},? ${WORD})`;
const RUNS = 1_500;
const text = { kind: 'text' } as const;

const catalogueOf = (pattern: string): Catalogue => compileCatalogue([row('NAMES', pattern, ['name', 'signed by'])]);
const names = catalogueOf(NAMES);
const isTold = (pattern: string): boolean => areCapitalisedWords(new RE2(pattern, 'u').internalSource);
const found = (catalogue: Catalogue, object: string): readonly Match[] =>
  scanWindow(catalogue, startScan(text), { bytes: Buffer.from(object), base: 0, last: true }).matches;

/** How many keywords are looked at. */
function hits(object: string, isText: boolean): number {
  let count = 0;
  const window = openWindow(compiled(names).kernel!, Buffer.from(object))!;
  assert.ok(window.scan(isText, () => count++));
  return count;
}

test('a pattern of capitalised words is told as such', () => {
  for (const pattern of [
    NAMES,
    '\\b[A-Z][a-z]{1,9} [A-Z][a-z]{1,9}',
    `\\b[A-Z][a-z] [a-z]{1,${MAX_GAP_BYTES - 2}} [A-Z]`,
    '(?:[ :]|\\b)(?P<value>[A-Z]{2,9},? [A-Z]{2,9})',
  ]) {
    assert.ok(isTold(pattern), pattern);
  }
});

test('a pattern that may match anything else is none of capitalised words', () => {
  for (const pattern of [
    '[A-Z][a-z]{1,9} [A-Z][a-z]{1,9}',
    '\\b[A-Z][a-z]{1,9}',
    '\\b[A-Z][a-z]{1,9}-[A-Z][a-z]{1,9}',
    '\\b[A-Z][a-z]{1,9} [a-z]{1,9}',
    '\\b[a-z]{1,9} [A-Z][a-z]{1,9}',
    '\\b[A-Z][a-z]{1,9}\\. [A-Z][a-z]{1,9}',
    '\\b[A-Z][a-z]{1,9} [A-Z][a-z]{1,9} [0-9]',
    `\\b[A-Z][a-z] [a-z]{1,${MAX_GAP_BYTES - 1}} [A-Z]`,
    '\\b[A-Z][a-z]\\pL [A-Z]',
  ]) {
    assert.ok(!isTold(pattern), pattern);
  }
});

test('in text, a keyword without such words near it is passed over; in a cell, it is not', () => {
  const innocent = 'export const name = options.displayName || fooBar(baz);\n'.repeat(3);
  assert.deepEqual([hits(innocent, true), hits(innocent, false)], [0, 6]);
  assert.equal(hits('// name: John Smith\n', true), 1);
});

test('words stand near a keyword up to the distance of the rule, and not one character further', () => {
  for (const [gap, count] of [
    [KEYWORD_DISTANCE, 1],
    [KEYWORD_DISTANCE + 1, 0],
  ] as const) {
    const fill = `${';'.repeat(gap - 1)} `;
    assert.equal(hits(`name${fill}John Smith`, true), count);
    assert.equal(hits(`John Smith${fill}name`, true), count);
  }
});

test('words of any length stand near a keyword, however far the bytes that are looked at reach into them', () => {
  const longest = 'Bcdefghijklmnopqrstuv-Rstuvwxyzabcdefghijkl';
  for (const begin of ['John ', 'John F. ', 'John F., ', 'John van der, van der, ', `${longest} `]) {
    for (let length = 2; length <= longest.length; length++) {
      const value = `${begin}${longest.slice(0, length)}`;
      for (let distance = 1; distance <= KEYWORD_DISTANCE; distance++) {
        const fill = ';'.repeat(distance);
        assert.equal(hits(`${value}${fill}name`, true), 1, `${value}${fill}name`);
        assert.equal(hits(`name${fill}${value}`, true), 1, `name${fill}${value}`);
      }
    }
  }
});

test('scans find the same with and without the look, however the value is made and the blocks end', () => {
  const plain = withoutKernel(names);
  const word = fc.constantFrom(
    'John',
    'Li',
    "O'Neil",
    'McLean-Jones',
    'Abcdefghijklmnopqrstu',
    'Émile',
    'Müllerinnen',
    'Gürsoy',
  );
  const middle = fc.oneof(word, fc.constantFrom('F.', 'J', 'van der', 'de', 'Van'));
  const gap = fc.constantFrom(' ', ' ', ' ', ', ');
  const value = fc
    .tuple(fc.constantFrom('', '', 'Mr. ', 'Dr '), word, fc.array(fc.tuple(gap, middle), { maxLength: 2 }), gap, word)
    .map(([title, first, middles, last, family]) => title + first + middles.flat().join('') + last + family);
  const keyword = fc.constantFrom('name', 'signed by', ' userName');
  const fill = fc
    .tuple(fc.constantFrom(';', '; ', 'a1 ', 'Fo '), fc.integer({ min: 0, max: 33 }))
    .map(([one, length]) => one.repeat(length).slice(0, length));
  const ends = fc.constantFrom('', ' ', '\n', ';', '\\n', '\\u000a', '%3D', 'x', '_', 'é');
  const around = fc.constantFrom('', ' ', '.', 'x', 'Xy ', 'the name of ', '; '.repeat(30), 'abcdefgh'.repeat(8));
  let matches = 0;
  fc.assert(
    fc.property(
      fc.tuple(around, ends, value, ends, fill, keyword, around, fc.boolean(), fc.integer({ min: 0, max: 160 })),
      ([before, begin, name, end, between, word, after, isFirst, place]) => {
        const near = isFirst ? begin + name + end + between + word : word + between + begin + name + end;
        const object = ' '.repeat(8 * 1024 - place) + before + near + after;
        const expected = found(plain, object);
        matches += expected.length;
        assert.deepEqual(found(names, object), expected);
      },
    ),
    { numRuns: RUNS },
  );
  assert.ok(matches > RUNS / 2, 'most of them are found');
});
