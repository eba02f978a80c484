import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { contextFeatures, contextFeaturesWith } from '../src/learned/context-features.ts';
import { featureOf, WEIGHTS } from '../src/learned/feature-hash.ts';
import { nameFeatures, standsApart } from '../src/learned/name-features.ts';
import { apartReference, contextReference, nameReference } from './learned-reference.ts';

/** What decides: words of all cases, signs, white space, keys, and what is beyond ASCII. */
const piece = fc.oneof(
  fc.constantFrom(
    ...[
      'Maria',
      'SMITH',
      'change',
      'van',
      'J.',
      'McDonald',
      'O’Neil',
      'Łucja',
      'ÉCOLE',
      'İstanbul',
      'ΣΑΣ',
      'Garcia-Xyz',
      'x9',
    ],
    ...[
      'name',
      'customerName',
      'full_name',
      'nomÉlève',
      'a.very.long.key-of-MANYwords',
      'Oslo',
      'New',
      'York',
      '𐐀𐐁',
      'b',
    ],
    ...[
      ': ',
      '": "',
      '=',
      '=>',
      ' = ',
      '>',
      '</b><i>',
      "['",
      '")',
      ' ({',
      '\\n',
      '\\',
      '//',
      '...',
      '--',
      ',, ',
      ' - ',
      '@',
      '\ud801',
    ],
    ...[' ', '  ', ' \t', '\n', '\r\n', '\r\r', '\f\f', ' \n\u00a0', '\u2028\n', '\ufeff', '«', '—', '0', '2024', ','],
  ),
  fc.string({ unit: 'binary', maxLength: 3 }),
);
const text = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(''));

test('what stands around is hashed as its text would be', () => {
  const withPrefix = contextFeaturesWith('a ');
  fc.assert(
    fc.property(text, text, (before, after) => {
      const around = { before, after };
      const features = contextReference(around);
      assert.deepEqual(contextFeatures(around), features.map(featureOf));
      assert.deepEqual(
        withPrefix(around),
        features.map((feature) => featureOf(`a ${feature}`)),
      );
      assert.equal(standsApart(around), apartReference(around));
    }),
    { numRuns: 1_500 },
  );
});

test('keys are found as far from the value as they can be', () => {
  for (const signs of [
    '\'"  :>   <abcdef><abcdef>',
    '\'"  :>   <abcdef><abcdefg>',
    '=   <abcdef><abcdef>',
    ':>"(',
    '=>[(',
  ]) {
    for (const line of ['', 'x\n', 'y'.repeat(60), '"']) {
      const around = { before: `${line}theFullName${signs}`, after: '' };
      assert.deepEqual(contextFeatures(around), contextReference(around).map(featureOf), around.before);
    }
  }
});

test('names are hashed as their text would be', () => {
  const words = fc.array(piece, { maxLength: 4 });
  const value = fc.tuple(words, fc.constantFrom(' ', ', ', ',')).map(([all, gap]) => all.join(gap));
  fc.assert(
    fc.property(value, text, text, fc.constantFrom('free', 'named'), (name, before, after, kind) => {
      const around = { before, after };
      assert.deepEqual(nameFeatures(name, around, kind), nameReference(name, around, kind).map(featureOf));
    }),
    { numRuns: 1_500 },
  );
});

test('there is a weight for every feature', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (feature) => {
      const place = featureOf(feature);
      assert.ok(Number.isInteger(place) && place >= 0 && place < WEIGHTS, `${place}`);
    }),
  );
});
