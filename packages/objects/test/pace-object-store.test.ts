import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Clock, systemClock } from '@dowser/pipeline';
import { createGeneratedObjectStore } from '@dowser/testkit';
import { BURST_SECONDS, type Pace, paceObjectStore } from '../src/pace-object-store.ts';

const ref = { bucket: 'b', key: 'k', versionId: '' };

/** A clock on which only sleeping takes time; sleepers wake in order. */
function sleepyClock(): Clock & { readonly ms: () => number } {
  let now = 0;
  const sleep = async (ms: number, signal?: AbortSignal): Promise<void> => {
    signal?.throwIfAborted();
    const wakeMs = now + ms;
    await new Promise((resolve) => setImmediate(resolve));
    now = Math.max(now, wakeMs);
  };
  return { ...systemClock, elapsedMs: () => now, sleep, ms: () => now };
}

const storeOf = (size: number, pace: Partial<Pace>, clock: Clock) =>
  paceObjectStore(
    createGeneratedObjectStore({ size, planted: [] }),
    { requestsPerSecond: Number.POSITIVE_INFINITY, bytesPerSecond: Number.POSITIVE_INFINITY, ...pace },
    clock,
  );

test('pace: requests side by side take as long as their number says, whatever they ask', async () => {
  const clock = sleepyClock();
  const store = storeOf(1, { requestsPerSecond: 10 }, clock);
  const asked = Array.from({ length: 30 }, (_, at) => {
    if (at % 3 === 0) return store.head(ref);
    return at % 3 === 1 ? store.tags(ref) : store.read(ref, { ifMatch: '' });
  });
  await Promise.all(asked);
  assert.equal(clock.ms(), (30 - 1) * 100 - 1_000 * BURST_SECONDS);
});

test('pace: the bytes of bodies take as long as their number says', async () => {
  const clock = sleepyClock();
  const size = 1_000_000;
  const store = storeOf(size, { bytesPerSecond: 100_000 }, clock);
  let [bytes, last] = [0, 0];
  for await (const piece of (await store.read(ref, { ifMatch: '' })).body) {
    bytes += piece.length;
    last = piece.length;
  }
  assert.equal(bytes, size);
  assert.ok(Math.abs(clock.ms() - ((size - last) / 100 - 1_000 * BURST_SECONDS)) < 1, `${clock.ms()} ms`);
});

test('pace: without limits nothing waits; an abort ends a wait', async () => {
  const clock = sleepyClock();
  const free = storeOf(100_000, {}, clock);
  for await (const _ of (await free.read(ref, { ifMatch: '' })).body);
  assert.equal(clock.ms(), 0);
  const slow = storeOf(1, { requestsPerSecond: 0.001 }, clock);
  await slow.head(ref);
  await slow.head(ref);
  const reason = new Error('taken away');
  await assert.rejects(slow.read(ref, { ifMatch: '', signal: AbortSignal.abort(reason) }), reason);
});
