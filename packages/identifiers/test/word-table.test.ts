import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { freeNameWords, namedNameWords } from '../src/learned/person-name.ts';
import { commonWords, kindOf } from '../src/learned/word-lists.ts';
import { WordTable } from '../src/learned/word-table.ts';

describe('a table of words', () => {
  test('answers as a map does, for words with and without one more byte', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'é', 'ł', ' '), maxLength: 4 });
    fc.assert(
      fc.property(fc.dictionary(text, fc.integer({ min: 1, max: 255 })), fc.array(text), (words, asked) => {
        const numbers = new Map(Object.entries(words));
        const table = new WordTable(numbers);
        for (const word of [...numbers.keys(), ...asked]) {
          const bytes = Buffer.from(`<${word}>`);
          assert.equal(table.numberOf(bytes, 1, bytes.length - 1), numbers.get(word) ?? 0);
          assert.equal(table.numberOf(bytes, 1, bytes.length - 1, 0x61), numbers.get(`${word}a`) ?? 0);
        }
      }),
    );
  });

  test('holds words of 255 bytes, and refuses one more', () => {
    const word = 'x'.repeat(255);
    assert.equal(new WordTable(new Map([[word, 7]])).numberOf(Buffer.from(word), 0, 255), 7);
    assert.throws(() => new WordTable(new Map([[`${word}x`, 7]])), RangeError);
  });

  test('holds words of 1 MiB, and refuses one more byte', () => {
    const most = 4_080;
    const words = Array.from({ length: most }, (_, i) => `${i}`.padStart(255, 'x'));
    const bytes = 2 ** 20 - 2 - most * (2 + 255);
    const full = new Map([...words, 'y'.repeat(bytes - 2)].map((word) => [word, 1]));
    assert.equal(new WordTable(full).numberOf(Buffer.from(words[17]!), 0, 255), 1);
    assert.throws(() => new WordTable(new Map([...words, 'y'.repeat(bytes - 1)].map((word) => [word, 1]))), RangeError);
  });
});

describe('words with endings', () => {
  /** Source: the rule as a regular expression. */
  const ending = /^(.{3,}?)(?:ies|es|s|ed|ing|er|ers|able|ly|ness|ment|ments|al)$/;
  const known = new Set(commonWords);

  test('are common where a common word is left without it', () => {
    const stems = fc.constantFrom(...commonWords.slice(0, 3_000), 'star', 'staré', 'xé', 'caf');
    const tails = fc.constantFrom('', 's', 'é', 'es', 'ies', 'ting', 'ing', 'ers', 'able', 'ly', 'ness', 'ments', 'al');
    let inflected = 0;
    fc.assert(
      fc.property(stems, tails, fc.nat(2), (whole, tail, cut) => {
        const word = `${whole.slice(0, whole.length - cut)}${tail}`.toLowerCase();
        const kind = kindOf(word);
        if (kind.given + kind.family > 0 || kind.foreign || kind.place || known.has(word)) return;
        const stem = ending.exec(word)?.[1];
        const ways = stem === undefined ? [] : [stem, `${stem}e`, `${stem}y`, stem.slice(0, -1)];
        const isCommon = ways.some((one) => kindOf(one).common && known.has(one));
        if (isCommon) inflected++;
        // The foreign ones among them are not English.
        if (!ways.some((one) => kindOf(one).foreign)) assert.equal(kind.common, isCommon, word);
      }),
      { seed: 4, numRuns: 500 },
    );
    assert.ok(inflected > 50, `${inflected}`);
  });
});

describe('words of a name', () => {
  const words = fc.constantFrom(
    'Maria',
    'JOHN',
    'García',
    'Müller-Smith',
    'Access',
    'the',
    'Xiomara',
    'O’Neil',
    'Łucja',
    '',
  );
  const gaps = fc.constantFrom(' ', ', ', ',', '');

  test('are judged alike as text and as bytes', () => {
    const seen = new Set<unknown>();
    fc.assert(
      fc.property(words, gaps, words, gaps, words, (...parts) => {
        const value = parts.join('');
        const bytes = Buffer.from(`é${value}é`);
        for (const validate of [freeNameWords, namedNameWords]) {
          const answer = validate(value);
          assert.equal(validate.ofBytes!(bytes, 2, bytes.length - 2), answer, value);
          seen.add(answer);
        }
      }),
    );
    assert.deepEqual(seen, new Set([null, 'unlikely']));
  });

  for (const [value, free, named] of [
    ['Maria Garcia', null, null],
    ['Maria', 'unlikely', 'unlikely'],
    ['Maria ', 'unlikely', 'unlikely'],
    ['Access Point', 'unlikely', 'unlikely'],
    ['Garcia, Maria', 'unlikely', null],
    ['JOHN SMITH', null, null],
    ['ACCESS SMITH', 'unlikely', 'unlikely'],
    ['Müller-Xyz José', 'unlikely', null],
  ] as const) {
    test(`${value}: ${free ?? 'may be one'} in free text, ${named ?? 'may be one'} by keyword`, () => {
      assert.deepEqual([freeNameWords(value), namedNameWords(value)], [free, named]);
    });
  }
});
