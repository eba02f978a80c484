import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Occurrence } from '@dowser/contracts';
import { type DataIdentifier, selectIdentifiers } from '@dowser/identifiers';
import { createOccurrenceLines } from '../src/scan/occurrence-lines.ts';

const LICENSE = 'DRIVERS_LICENSE';
const rows = new Map(selectIdentifiers([LICENSE]).map((row): [string, DataIdentifier] => [row.id, row]));
const occurrence = (start: number): Occurrence => ({
  identifier: LICENSE,
  start,
  end: start + 8,
  line: 1,
  column: start + 1,
  confidence: 70,
  sample: '********',
  fingerprint: '0'.repeat(32),
});

async function linesOf(batches: readonly (readonly number[])[], held: number) {
  const written: string[] = [];
  const lines = createOccurrenceLines('a.txt', rows, async (text) => void written.push(text), held);
  const afterBatch: number[] = [];
  for (const batch of batches) {
    await lines.add(batch.map(occurrence));
    afterBatch.push(written.length);
  }
  await lines.end();
  const parsed = written.join('').split('\n').filter(Boolean);
  return { afterBatch, parsed: parsed.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

describe('the lines of one object', () => {
  test('have exactly the documented keys and no sample', async () => {
    const { parsed } = await linesOf([[4]], 10);
    assert.deepEqual(parsed, [
      {
        object: 'a.txt',
        identifier: LICENSE,
        category: 'PERSONAL_INFORMATION',
        severity: 'Low',
        start: 4,
        end: 12,
        line: 1,
        column: 5,
        confidence: 70,
      },
    ]);
  });

  test('carry the severity of the final count, in order of place', async () => {
    const { parsed, afterBatch } = await linesOf([[40], [20], [60]], 3);
    assert.deepEqual(afterBatch, [0, 0, 0]);
    assert.deepEqual(
      parsed.map(({ start, severity }) => [start, severity]),
      [
        [20, 'Medium'],
        [40, 'Medium'],
        [60, 'Medium'],
      ],
    );
  });

  test('one past the limit they are written at once, with the severity reached', async () => {
    const { parsed, afterBatch } = await linesOf([[0], [20], [40], [60]], 2);
    assert.deepEqual(afterBatch, [0, 0, 1, 2]);
    assert.equal(parsed.length, 4);
    assert.ok(parsed.every(({ severity }) => severity === 'Medium'));
  });

  test('nothing found writes nothing', async () => {
    assert.deepEqual((await linesOf([], 2)).parsed, []);
  });
});
