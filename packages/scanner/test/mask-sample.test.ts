import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Category, occurrenceSchema } from '@dowser/contracts';
import fc from 'fast-check';
import {
  LEAST_LENGTH_SHOWN,
  MAX_SAMPLE_LENGTH,
  MAX_SHOWN,
  maskSample,
  maskSampleOfBytes,
  SHOWN_ONE_IN,
} from '../src/mask-sample.ts';

test('maskSample: shows the ends of a long value, of a credential the beginning', () => {
  assert.equal(maskSample('078-05-1120', 'PERSONAL_INFORMATION'), '0********20');
  assert.equal(maskSample('4111111111111111', 'FINANCIAL_INFORMATION'), '41************11');
  assert.equal(maskSample(`ghp_${'x'.repeat(12)}`, 'CREDENTIALS'), 'ghp_************');
});

test('maskSample: a value too short shows nothing, one of the least length something', () => {
  assert.equal(
    maskSample('a'.repeat(LEAST_LENGTH_SHOWN - 1), 'PERSONAL_INFORMATION'),
    '*'.repeat(LEAST_LENGTH_SHOWN - 1),
  );
  assert.equal(maskSample('abcdefgh', 'PERSONAL_INFORMATION'), 'a******h');
});

test('maskSample: what does not print is masked', () => {
  assert.equal(maskSample('\u001b\nabcdefghi\u202e\u0000', 'PERSONAL_INFORMATION'), '*************');
});

test('maskSample: never more than its limits, whatever the value', () => {
  const categories = fc.constantFrom(...Object.values(Category));
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), categories, (value, category) => {
      const sample = [...maskSample(value, category)];
      const characters = [...value];
      const shown = sample.filter((c) => c !== '*').length;
      assert.ok(shown <= MAX_SHOWN && shown * SHOWN_ONE_IN <= characters.length);
      assert.equal(sample.length, Math.min(characters.length, MAX_SAMPLE_LENGTH));
      assert.ok(occurrenceSchema.shape.sample.safeParse(sample.join('')).success);
    }),
  );
});

test('maskSample: of bytes as of the text that they hold', () => {
  const categories = fc.constantFrom(...Object.values(Category));
  const value = fc.oneof(fc.string({ maxLength: 60 }), fc.string({ unit: 'binary', maxLength: 20 }));
  fc.assert(
    fc.property(value, categories, (text, category) => {
      const bytes = Buffer.from(`9${text}9`);
      assert.equal(maskSampleOfBytes(bytes, 1, bytes.length - 1, category), maskSample(text, category));
    }),
  );
});
