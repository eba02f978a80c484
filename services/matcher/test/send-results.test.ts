import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OCCURRENCES_PER_MESSAGE, topics } from '@dowser/contracts';
import { encode } from '@dowser/pipeline';
import { occurrencesMessage } from '../src/core.ts';
import { SEND_BYTES, slicesOf } from '../src/send-results.ts';
import { occurrence, taskOf } from './scans.ts';

const record = (bytes: number, key = '') => ({ key, value: new Uint8Array(bytes - key.length) });
const sizes = (records: ReturnType<typeof record>[]): number[] => slicesOf(records).map((slice) => slice.length);

test('slices: at the limit one call, one byte past it two; a larger record goes alone', () => {
  const half = SEND_BYTES / 2;
  assert.deepEqual(sizes([record(half, 'key'), record(half, 'key')]), [2]);
  assert.deepEqual(sizes([record(half, 'key'), record(half + 1, 'key')]), [1, 1]);
  assert.deepEqual(sizes([record(1), record(SEND_BYTES + 1), record(1), record(1)]), [1, 1, 2]);
  assert.deepEqual(sizes([]), []);
});

test('slices: a full message of the longest occurrences fits in one call', () => {
  const place = { start: 2 ** 52, end: 2 ** 52, line: 2 ** 52, column: 2 ** 52 };
  const longest = { ...occurrence(0, 'A'.repeat(64)), ...place, sample: 'é'.repeat(32) };
  const full = Array.from({ length: OCCURRENCES_PER_MESSAGE }, () => longest);
  const message = occurrencesMessage({ task: taskOf('k'.repeat(1024)), identifierSetId: 'set' }, 0, full);
  assert.ok(encode(topics.scanResults, message).byteLength <= SEND_BYTES);
});
