import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RejectCode } from '@dowser/contracts';
import { reject, systemClock, TransientError } from '@dowser/pipeline';
import type { IngestInput } from '../src/ingester.ts';
import { bulkTurns, FULL_LOOK_MS } from '../src/sources/bulk-turns.ts';

const MOST = 100;
const { signal } = new AbortController();

/** A lane that is looked at by a clock whose waits take no time; `work` objects are worked off in each. */
function lane({ begins, work, onWait = () => undefined }: { begins: number; work: number; onWait?: () => void }) {
  let tasks = begins;
  const taken: string[] = [];
  const waits: number[] = [];
  const ingest = bulkTurns({
    ingest: async (inputs) => {
      await Promise.resolve();
      tasks += inputs.length;
      taken.push(inputs[0]!.origin);
    },
    backlog: async () => tasks,
    backlogMax: MOST,
    onRetry: () => undefined,
    clock: {
      ...systemClock,
      sleep: async (ms) => {
        waits.push(ms);
        tasks = Math.max(0, tasks - work);
        onWait();
      },
    },
  });
  const source = async (name: string, batches: number, length: number, until = signal): Promise<void> => {
    for (let batch = 0; batch < batches; batch++) await ingest(inputs(name, length), until);
  };
  return { taken, waits, source, tasks: () => tasks };
}

const inputs = (origin: string, length: number): IngestInput[] =>
  Array.from({ length }, () => ({ origin, payload: '', outcome: reject(RejectCode.InvalidInventory, '') }));

test('bulk turns: up to the limit nothing waits; beyond it, until the matchers have made room', async () => {
  const free = lane({ begins: 0, work: 30 });
  await free.source('a', 10, 10);
  assert.deepEqual(free.waits, []);
  await free.source('a', 1, 10);
  assert.deepEqual(free.waits, [FULL_LOOK_MS]);
  assert.equal(free.tasks(), 80);
});

test('bulk turns: a source of few objects does not wait for the end of one of many', async () => {
  const { taken, source } = lane({ begins: 0, work: 30 });
  await Promise.all([source('many', 500, 10), source('few', 3, 10)]);
  assert.deepEqual(taken.slice(0, 6), ['many', 'few', 'many', 'few', 'many', 'few']);
  assert.equal(taken.length, 503);
});

test('bulk turns: a stop ends the wait, and the batch stays with its source', async () => {
  const stop = new AbortController();
  const { taken, source } = lane({ begins: MOST, work: 0, onWait: () => stop.abort() });
  await assert.rejects(source('a', 1, 10, stop.signal), TransientError);
  assert.deepEqual(taken, []);
});
