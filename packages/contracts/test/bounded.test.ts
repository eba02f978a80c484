import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  FINDINGS_PER_OBJECT,
  findingSchema,
  OCCURRENCES_PER_MESSAGE,
  occurrencesMessageSchema,
  scanCheckpointSchema,
  verdictMessageSchema,
} from '@dowser/contracts';

const occurrence = {
  ...{ identifier: 'I', start: 0, end: 1, line: 1, column: 1, confidence: 1 },
  ...{ sample: '', fingerprint: 'f'.repeat(32) },
};

test('a message holds as many occurrences as the limit says; of more, one thing is said', () => {
  const { shape } = occurrencesMessageSchema;
  const most = Array.from({ length: OCCURRENCES_PER_MESSAGE }, () => occurrence);
  assert.equal(shape.occurrences.safeParse(most).success, true);
  for (const over of [[...most, occurrence], Array.from({ length: 1_000_000 }, () => ({}))]) {
    assert.equal(shape.occurrences.safeParse(over).error?.issues.length, 1);
  }
  assert.match(shape.occurrences.safeParse([occurrence, {}]).error!.issues[0]!.path.join('.'), /^1\./);
});

test('so does a verdict its findings', () => {
  const finding = findingSchema.parse({ identifier: 'I', category: 'CREDENTIALS', severity: 'Low', count: 1 });
  const { findings } = verdictMessageSchema.shape;
  const most = Array.from({ length: FINDINGS_PER_OBJECT }, () => finding);
  assert.equal(findings.safeParse(most).success, true);
  assert.equal(findings.safeParse([...most, finding]).error?.issues.length, 1);
});

test('so does a checkpoint its counts', () => {
  const { counts } = scanCheckpointSchema.shape;
  const names = (count: number, value: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`I${i}`, value]));
  assert.equal(counts.safeParse(names(FINDINGS_PER_OBJECT, 1)).success, true);
  assert.equal(counts.safeParse(names(FINDINGS_PER_OBJECT + 1, 0)).error?.issues.length, 1);
});
