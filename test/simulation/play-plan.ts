import type { Random, SimulatedBuckets, SimulatedQueue, SimulatedTime } from '@dowser/testkit';
import { eventBody, type S3Event, sequencerOf } from './events.ts';
import type { Oracle } from './oracle.ts';
import type { Change, Plan } from './plan.ts';

export interface Surroundings {
  readonly queue: SimulatedQueue;
  readonly oracle: Oracle;
  readonly buckets: SimulatedBuckets;
  readonly time: SimulatedTime;
  readonly random: Random;
}

/** Has the plan's changes happen at their times. Gives when the last message will be in the queue. */
export function playPlan(plan: Plan, world: Surroundings): number {
  const { queue, oracle, time } = world;
  for (const [order, change] of plan.changes.entries()) {
    time.after(change.atMs, () => makeChange(change, order, world));
  }
  for (const { atMs, body } of plan.malformed) time.after(atMs, () => oracle.told(queue.send(body), 'malformed'));
  const lastOf = ({ atMs, delaysMs }: Change): number => atMs + Math.max(0, ...delaysMs);
  return Math.max(...plan.changes.map(lastOf), ...plan.malformed.map(({ atMs }) => atMs));
}

/** Writes or removes, and lets the queue know in its own time. */
function makeChange(change: Change, order: number, world: Surroundings): void {
  const { queue, oracle, buckets, time, random } = world;
  const { bucket, key, text, envelope, delaysMs } = change;
  const version = text === null ? buckets.remove(bucket, key) : buckets.put(bucket, key, Buffer.from(text));
  if (version === null) return;
  oracle.wrote(version);
  const event: S3Event = { removed: text === null, version, sequencer: sequencerOf(order, random) };
  const body = eventBody(event, version.lastModified, version.bytes.length, envelope);
  for (const ms of delaysMs) time.after(ms, () => oracle.told(queue.send(body), event));
}
