import { setTimeout as sleep } from 'node:timers/promises';
import { openBus } from '@dowser/bus';
import { ConsumerGroup, topics } from '@dowser/contracts';
import { type Latency, watchLedger } from '@dowser/load-test';
import { createContents, SMALL_BUCKET } from './contents.ts';
import { fillBulkLane } from './fill-bulk-lane.ts';
import { announce } from './traffic.ts';
import { startWorld } from './world.ts';

export interface BackfillRunOptions {
  /** Tasks on the bulk lane before the first event. */
  readonly messages: number;
  readonly events: number;
  readonly perSecond: number;
  readonly log: (text: string) => void;
}

export interface BackfillRun {
  readonly messages: number;
  readonly events: number;
  readonly perSecond: number;
  /** ms from the event being sent to its row being seen in SQL. */
  readonly latencyMs: Latency;
  /** Objects of the backfill that got their verdict while the events came, and tasks that were still there at the end. */
  readonly worked: number;
  readonly tasksLeft: number;
}

const POLL_MS = 250;
const STUCK_MS = 120_000;

/** A backfill lies on the bulk lane of a real Kafka and is worked off; events come beside it at a set rate. */
export async function runBackfill({ messages, events, perSecond, log }: BackfillRunOptions): Promise<BackfillRun> {
  const contents = await createContents();
  const world = await startWorld({
    find: contents.find,
    services: ['sink', 'matcher', 'ingest'],
    env: { DOWSER_BUCKETS: SMALL_BUCKET },
    engineDiskMib: 0,
    log,
  });
  const bus = await openBus(`kafka://${world.broker.brokers}`, { clientId: 'backfill' });
  try {
    await bus.ensureTopics(Object.values(topics));
    await fillBulkLane(bus, contents, messages, (sent) => log(`${sent} tasks`));
    const watch = watchLedger(
      {
        async query(query, query_params = {}) {
          const rows = await world.client.query({ query, query_params, format: 'JSONEachRow' });
          return rows.json();
        },
      },
      Date.now,
    );
    let ended = 0;
    while (ended === 0) {
      await sleep(POLL_MS);
      ended = await watch.poll().catch(() => 0);
    }
    log(`the backfill is worked off; ${events} events, ${perSecond} a second`);
    const before = ended;
    let sent = false;
    const sending = sendEvents(events, perSecond, async (number) => {
      const key = contents.smallKey(messages + number);
      watch.sent(key, Date.now());
      await announce({ sqs: world.sqs, queueUrl: world.queueUrl, find: contents.find }, [
        { bucket: SMALL_BUCKET, key },
      ]);
    }).then(() => {
      sent = true;
    });
    const deadlineMs = Date.now() + (events / perSecond) * 1_000 + STUCK_MS;
    const seeing = async (): Promise<void> => {
      while (!sent || watch.awaited() > 0) {
        if (Date.now() > deadlineMs) throw new Error(`${watch.awaited()} events have no row`);
        await sleep(POLL_MS);
        ended = await watch.poll();
      }
    };
    await Promise.all([sending, seeing()]);
    if (world.crashes.length > 0) throw new Error(world.crashes.join('; '));
    return {
      messages,
      events,
      perSecond,
      latencyMs: watch.latency()!,
      worked: ended - before - events,
      tasksLeft: await bus.lag(ConsumerGroup.MatcherBulk, [topics.bulkObjectTasks.name]),
    };
  } finally {
    await bus.close();
    await world.close();
  }
}

async function sendEvents(events: number, perSecond: number, send: (number: number) => Promise<void>): Promise<void> {
  const beganMs = Date.now();
  for (let number = 0; number < events; number++) {
    await sleep(Math.max(0, beganMs + (number / perSecond) * 1_000 - Date.now()));
    await send(number);
  }
}
