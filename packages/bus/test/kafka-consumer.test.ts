/** What kafkajs does when a request of it is lost, played by a consumer that is none: it says nothing, and waits for ever. */
import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '@dowser/testkit';
import type { ConsumerRunConfig, EachBatchPayload, Kafka } from 'kafkajs';
import { startConsumer } from '../src/kafka/consumer.ts';

const LONG_MS = 600_000;
const SHORT_MS = 20;
const never = (): Promise<never> => new Promise(() => {});
/** What kafkajs makes of a coordinator's answer. */
const refusal = (type: string): Error =>
  Object.assign(new Error(type), { name: 'KafkaJSProtocolError', type, retriable: true });

/** One of kafkajs's consumers. */
class Played extends EventEmitter {
  readonly events = {
    CRASH: 'crash',
    FETCH: 'fetch',
    REQUEST: 'request',
    GROUP_JOIN: 'join',
    HEARTBEAT: 'heartbeat',
    COMMIT_OFFSETS: 'commit',
  };
  readonly #running = Promise.withResolvers<NonNullable<ConsumerRunConfig['eachBatch']>>();
  readonly #isJoined: boolean;

  constructor(isJoined: boolean) {
    super();
    this.#isJoined = isJoined;
  }

  connect = async (): Promise<void> => undefined;
  subscribe = async (): Promise<void> => undefined;
  disconnect: () => Promise<void> = never;
  async run({ eachBatch }: ConsumerRunConfig): Promise<void> {
    this.#running.resolve(eachBatch!);
    this.emit('request', { payload: { apiName: 'GroupCoordinator' } });
    if (!this.#isJoined) return never();
    this.emit('join');
  }

  /** Gives it one message, once it runs; resolves when it is done with, with the offsets that were to be committed. */
  async message(commit: () => Promise<void>): Promise<void> {
    const batch = { topic: 't', partition: 0, messages: [{ offset: '7', value: Buffer.from('x') }] };
    const payload = {
      batch,
      isRunning: () => true,
      isStale: () => false,
      heartbeat: async () => void this.emit('heartbeat'),
      resolveOffset: () => undefined,
      commitOffsetsIfNecessary: commit,
    };
    const eachBatch = await this.#running.promise;
    await eachBatch(payload as unknown as EachBatchPayload);
  }
}

/** A group in which the consumers made one after the other get an answer, or none. */
function play(answered: readonly boolean[], times: { silentMs: number; stuckMs: number }) {
  const made: Played[] = [];
  const kafka = {
    consumer() {
      const one = new Played(answered[made.length] ?? true);
      made.push(one);
      return one;
    },
  };
  const settings = {
    sessionTimeoutMs: SHORT_MS,
    rebalanceGraceMs: LONG_MS,
    rebalanceTimeoutMs: LONG_MS,
    onNotice: () => undefined,
    ...times,
  };
  const handled: number[] = [];
  const starting = startConsumer(kafka as unknown as Kafka, settings, {
    group: 'g',
    topics: ['t'],
    maxBatchMessages: 1,
    handle: async ({ messages }) => void handled.push(messages.length),
  });
  return { made, handled, starting };
}

test('kafka consumer: a JoinGroup that is never answered is given up, the first one as well', async () => {
  const { made, starting } = play([false, false, true], { silentMs: SHORT_MS, stuckMs: SHORT_MS });
  const subscription = await starting;
  assert.equal(made.length, 3);
  await subscription.abort();
});

test('kafka consumer: a member that waits for the others to join is waited for longer', async () => {
  const { made, starting } = play([true, false], { silentMs: SHORT_MS, stuckMs: LONG_MS });
  const subscription = await starting;
  await until(() => made.length === 2, 'the silent one is replaced');
  await sleep(5 * SHORT_MS);
  assert.equal(made.length, 2);
  await subscription.stop();
  await subscription.done;
});

test('kafka consumer: fetching is no sign of life, for kafkajs goes on fetching when it is in no group', async () => {
  const { made, starting } = play([], { silentMs: SHORT_MS, stuckMs: LONG_MS });
  const subscription = await starting;
  const fetching = setInterval(() => {
    made[0]!.emit('fetch');
    made[0]!.emit('request', { payload: { apiName: 'Fetch' } });
  }, 1);
  try {
    await until(() => made.length > 1, 'it is replaced');
  } finally {
    clearInterval(fetching);
  }
  await subscription.abort();
});

test('kafka consumer: a commit that is never answered holds up neither its replacement nor what that one commits', async () => {
  const { made, handled, starting } = play([], { silentMs: 10 * SHORT_MS, stuckMs: LONG_MS });
  const subscription = await starting;
  void made[0]!.message(never);
  await until(() => made.length === 2, 'the silent one is replaced');
  let committed = 0;
  await made[1]!.message(async () => void committed++);
  assert.deepEqual([handled.length, committed], [2, 1]);
  await subscription.abort();
});

for (const type of ['REBALANCE_IN_PROGRESS', 'ILLEGAL_GENERATION', 'UNKNOWN_MEMBER_ID']) {
  test(`kafka consumer: kafkajs hears of a commit refused with ${type}, for only then does it join again`, async () => {
    const { made, starting } = play([], { silentMs: LONG_MS, stuckMs: LONG_MS });
    const subscription = await starting;
    made[0]!.disconnect = async () => undefined;
    const refused = refusal(type);
    await assert.rejects(
      made[0]!.message(() => Promise.reject(refused)),
      refused,
    );
    await subscription.abort();
  });
}

test('kafka consumer: NOT_COORDINATOR_FOR_GROUP, of a broker that loads its groups still, is waited for', async () => {
  const { made, handled, starting } = play([], { silentMs: LONG_MS, stuckMs: LONG_MS });
  const subscription = await starting;
  made[0]!.disconnect = async () => undefined;
  let asked = 0;
  const commit = async (): Promise<void> => {
    if (++asked < 3) throw refusal('NOT_COORDINATOR_FOR_GROUP');
  };
  await made[0]!.message(commit);
  await made[0]!.message(commit);
  assert.deepEqual([handled.length, asked], [2, 4]);
  await subscription.abort();
});

test('kafka consumer: a member whose work is over and that does not join again is replaced, though it beats', async () => {
  const { made, starting } = play([], { silentMs: SHORT_MS, stuckMs: LONG_MS });
  const subscription = await starting;
  const beating = setInterval(() => made[0]!.emit('heartbeat'), 1);
  try {
    await assert.rejects(made[0]!.message(() => Promise.reject(refusal('ILLEGAL_GENERATION'))));
    await until(() => made.length > 1, 'it is replaced');
  } finally {
    clearInterval(beating);
  }
  await subscription.abort();
});
