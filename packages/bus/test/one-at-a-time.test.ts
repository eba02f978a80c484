import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TransientError } from '@dowser/pipeline';
import { OneAtATime } from '../src/kafka/one-at-a-time.ts';

test('one at a time: a call begins when the one before it has ended, well or not', async () => {
  const calls = new OneAtATime(60_000);
  const told: string[] = [];
  const call = (name: string, error?: Error) => async () => {
    told.push(`${name} begins`);
    await Promise.resolve();
    told.push(`${name} ends`);
    if (error !== undefined) throw error;
    return name;
  };
  const failed = new Error('refused');
  const results = await Promise.allSettled([calls.run(call('a')), calls.run(call('b', failed)), calls.run(call('c'))]);
  assert.deepEqual(results, [
    { status: 'fulfilled', value: 'a' },
    { status: 'rejected', reason: failed },
    { status: 'fulfilled', value: 'c' },
  ]);
  assert.deepEqual(told, ['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  assert.equal(calls.busy, false);
});

test('one at a time: a call that is never answered is given up, and the next one goes', async () => {
  const calls = new OneAtATime(5);
  const lost = calls.run(() => new Promise(() => {}));
  const next = calls.run(async () => 'answered');
  assert.equal(calls.busy, true);
  await assert.rejects(lost, TransientError);
  assert.equal(await next, 'answered');
});
