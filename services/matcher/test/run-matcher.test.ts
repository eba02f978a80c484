import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Bus, ConsumeOptions, Subscription } from '@dowser/bus';
import { ConsumerGroup } from '@dowser/contracts';
import { systemClock, TransientError } from '@dowser/pipeline';
import { createTelemetry } from '@dowser/telemetry';
import { runMatcher } from '../src/run-matcher.ts';
import { noStore, scriptedScanner, summaryOf } from './scans.ts';

/** A bus whose groups take the first tries to join as `failures` says. */
function joiningBus(failures: unknown[]): { readonly bus: Bus; readonly joined: string[] } {
  const joined: string[] = [];
  const consume = async ({ group }: ConsumeOptions): Promise<Subscription> => {
    const failure = failures.shift();
    if (failure !== undefined) throw failure;
    joined.push(group);
    return { stop: async () => {}, done: Promise.resolve() };
  };
  return { bus: { consume } as Partial<Bus> as Bus, joined };
}

const run = (bus: Bus, stop: AbortSignal): Promise<Subscription> =>
  runMatcher({
    bus,
    objects: noStore,
    scanner: scriptedScanner([], summaryOf()),
    rows: [],
    telemetry: createTelemetry({ service: 'matcher', level: 'silent' }),
    batchMessages: 1,
    partitionsConcurrent: 1,
    partBytes: 1_000,
    stop,
    clock: { ...systemClock, sleep: async () => {} },
  });

test('matcher: a bus that lets nobody join yet is waited for, each lane by itself', async () => {
  const away = new TransientError('no coordinator');
  const { bus, joined } = joiningBus([away, away, away]);
  await run(bus, new AbortController().signal);
  assert.deepEqual(joined.sort(), [ConsumerGroup.MatcherBulk, ConsumerGroup.MatcherLive, ConsumerGroup.MatcherParts]);
});

test('matcher: once it is to stop it waits no more; a bug is not waited for', async () => {
  const away = new TransientError('no coordinator');
  await assert.rejects(run(joiningBus([away, away]).bus, AbortSignal.abort()), away);
  const bug = new TypeError('a bug');
  await assert.rejects(run(joiningBus([bug]).bus, new AbortController().signal), bug);
});
