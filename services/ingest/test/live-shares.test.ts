import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock, TransientError } from '@dowser/pipeline';
import { LIVE_LOOK_MS, liveShares, overShare } from '../src/live-shares.ts';

const MOST = 100;

/** A lane of which nothing is worked off unless `at` says so. */
function lane(begins = 0) {
  const state = { waiting: begins, now: 0, looks: 0, away: false };
  const crowded = liveShares({
    backlog: async () => {
      state.looks++;
      if (state.away) throw new TransientError('away');
      return state.waiting;
    },
    backlogMax: MOST,
    clock: { ...systemClock, now: () => new Date(state.now) },
  });
  /** Sends tasks of a bucket in batches of ten, gives how many went to the bulk lane. */
  const send = async (bucket: string, tasks: number): Promise<number> => {
    let bulk = 0;
    for (let sent = 0; sent < tasks; sent += 10) {
      const over = (await crowded(Array(10).fill(bucket))).has(bucket);
      if (over) bulk += 10;
      else state.waiting += 10;
    }
    return bulk;
  };
  return { state, send };
}

test('live shares: up to the limit all of a bucket is live, what is beyond it is not', async () => {
  const { state, send } = lane();
  assert.equal(await send('many', MOST), 0);
  assert.equal(await send('many', 1_000), 1_000);
  assert.equal(state.waiting, MOST);
});

test('live shares: while one bucket has more than its share, the others stay live up to theirs', async () => {
  const { send } = lane();
  await send('many', 1_000);
  assert.equal(await send('few', MOST / 2), 0);
  assert.equal(await send('few', 10), 10);
  assert.equal(await send('other', 10), 0);
});

test('live shares: once the lane is short again, all is live again', async () => {
  const { state, send } = lane();
  await send('many', 1_000);
  state.waiting = 0;
  assert.equal(await send('many', 10), 10, 'between two looks the lane is taken to be as it was');
  state.now += LIVE_LOOK_MS;
  assert.equal(await send('many', MOST), 0);
});

test('live shares: what others have put on the lane counts, and a bus that is away changes nothing', async () => {
  const { state, send } = lane(MOST);
  assert.equal(await send('many', 2 * MOST), MOST);
  state.now += LIVE_LOOK_MS;
  state.away = true;
  assert.equal(await send('many', 10), 10);
  assert.equal(state.looks, 2);
});

test('live shares: an equal share is not more than an equal share', () => {
  const tasks = new Map([
    ['a', 50],
    ['b', 51],
  ]);
  assert.deepEqual([...overShare(tasks, MOST)], ['b']);
});
