import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ObjectPart } from '@dowser/contracts';
import { createDoneRuns, RUNS_REMEMBERED } from '../src/done-runs.ts';
import type { Work } from '../src/match-object.ts';
import { taskOf, workOf } from './scans.ts';

const task = taskOf('k');
const partOf = (part: number, run = 'tasks/0@0'): Work => ({ task, lane: 'bulk', run, rest: { part } as ObjectPart });

test('runs: what a run has done is not done again; another run of the same object is another matter', () => {
  const runs = createDoneRuns();
  assert.equal(runs.has(workOf(task)), false);
  runs.done({ task, run: 'tasks/0@0', parts: 1 });
  assert.deepEqual([runs.has(workOf(task)), runs.has(partOf(1))], [true, false]);
  runs.done({ task, run: 'tasks/0@0', parts: 4 });
  runs.done({ task, run: 'tasks/0@0', parts: 2 });
  assert.deepEqual([runs.has(partOf(3)), runs.has(partOf(4))], [true, false]);
  assert.equal(runs.has(partOf(3, 'tasks/0@9')), false);
  runs.done({ task, run: 'tasks/0@0', parts: Number.POSITIVE_INFINITY });
  assert.equal(runs.has(partOf(1_000_000)), true);
});

test('runs: the oldest is forgotten past the limit', () => {
  const runs = createDoneRuns();
  for (let run = 0; run <= RUNS_REMEMBERED; run++) runs.done({ task, run: String(run), parts: 2 });
  assert.deepEqual([runs.has(partOf(1, '0')), runs.has(partOf(1, '1'))], [false, true]);
});
