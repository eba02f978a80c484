import assert from 'node:assert/strict';
import { test } from 'node:test';
import { occurrenceSchema } from '@dowser/contracts';

const occurrence = {
  identifier: 'X',
  start: 0,
  end: 1,
  line: 1,
  column: 1,
  confidence: 70,
  sample: '*',
  fingerprint: '0'.repeat(32),
};

test('an occurrence of a sender that tells no confidence has 0', () => {
  const { confidence: _, ...older } = occurrence;
  assert.deepEqual(occurrenceSchema.parse(older), { ...occurrence, confidence: 0 });
});

test('confidence is a whole number from 0 to 100', () => {
  for (const confidence of [0, 100]) assert.ok(occurrenceSchema.safeParse({ ...occurrence, confidence }).success);
  for (const confidence of [-1, 101, 1.5])
    assert.ok(!occurrenceSchema.safeParse({ ...occurrence, confidence }).success);
});
