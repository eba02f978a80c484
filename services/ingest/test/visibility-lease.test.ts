import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { systemClock, TransientError } from '@dowser/pipeline';
import { leaseVisibility, VISIBILITY_CAP_SECONDS } from '../src/sources/visibility-lease.ts';
import { quiet } from './support/fakes.ts';
import { memoryQueue } from './support/memory-queue.ts';

const clock = { ...systemClock, elapsedMs: () => Date.now() };
const MESSAGES = [{ id: 'm1', receipt: 'r1', body: '' }];

/** Moves the clock in steps, letting the renewals that fall due run. */
async function pass({ mock }: TestContext, seconds: number, stepSeconds: number): Promise<void> {
  for (let at = 0; at < seconds; at += stepSeconds) {
    mock.timers.tick(stepSeconds * 1_000);
    await new Promise((resolve) => process.nextTick(resolve));
  }
}

test('renewed three times a timeout while work goes on, and not after', async (context) => {
  context.mock.timers.enable({ apis: ['setInterval', 'Date'] });
  const queue = memoryQueue();
  const lease = leaseVisibility(MESSAGES, { queue, visibilitySeconds: 60, telemetry: quiet(), clock });
  await pass(context, 60, 20);
  assert.deepEqual(queue.calls, Array(3).fill('extend m1 60'));
  await lease.stop();
  await pass(context, 60, 20);
  assert.equal(queue.calls.length, 3);
});

test('a renewal that fails is tried again at the next turn', async (context) => {
  context.mock.timers.enable({ apis: ['setInterval', 'Date'] });
  const queue = memoryQueue();
  const telemetry = quiet();
  queue.faults.extend.push(new TransientError('away'));
  const lease = leaseVisibility(MESSAGES, { queue, visibilitySeconds: 60, telemetry: telemetry, clock });
  await pass(context, 40, 20);
  assert.equal(queue.calls.length, 2);
  assert.equal(telemetry.snapshot()['retried{stage="ingest"}'], 1);
  await lease.stop();
});

test('at the 12 hours that SQS allows the lease ends: the last renewal is cut to fit, none comes after', async (context) => {
  context.mock.timers.enable({ apis: ['setInterval', 'Date'] });
  const queue = memoryQueue();
  const timeoutSeconds = 3_600;
  const lease = leaseVisibility(MESSAGES, { queue, visibilitySeconds: timeoutSeconds, telemetry: quiet(), clock });
  await pass(context, VISIBILITY_CAP_SECONDS + 2 * timeoutSeconds, timeoutSeconds / 3);
  assert.deepEqual(queue.calls.slice(-3), ['extend m1 3600', 'extend m1 2400', 'extend m1 1200']);
  assert.equal(queue.calls.length, VISIBILITY_CAP_SECONDS / (timeoutSeconds / 3) - 1);
  await lease.stop();
});
