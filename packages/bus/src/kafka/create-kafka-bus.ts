import { type Admin, Kafka, logLevel, type Message, Partitioners, type Producer, type SASLOptions } from 'kafkajs';
import type { BusOptions } from '../bus-options.ts';
import { checkRecords, recordBytes } from '../check-records.ts';
import { REBALANCE_GRACE_MS } from '../limits.ts';
import type { Bus, BusRecord } from '../port.ts';
import { type AbortableSubscription, startConsumer } from './consumer.ts';
import { createKafkaClient } from './kafka-client.ts';
import { fromKafka } from './kafka-error.ts';
import { createMissingTopics, groupLag, topicGuard } from './kafka-topics.ts';
import type { KafkaServer } from './parse-kafka-url.ts';

/** A killed member's partitions wait this long for another. Heartbeats do not wait for scans, which run in threads. */
const SESSION_TIMEOUT_MS = 10_000;
/** Beyond the grace of running handlers: what members need to join again before the broker goes on without them. */
const REJOIN_MS = 10_000;
/** Beyond a rebalance's timeout: what the broker needs to answer. */
const ANSWER_MS = 5_000;
/** A request, a connection or a consumer that is not heard of for this long is given up. */
const SILENT_MS = 15_000;
const CONNECTION_TIMEOUT_MS = 5_000;
/** kafkajs tries this often, about 6 s in all, before the caller hears of it as a TransientError. */
const RETRY = { retries: 5, initialRetryTime: 200, maxRetryTime: 2_000 };
/** One request's records: under a broker's default message.max.bytes (1 MiB) even when all go to one partition. */
const REQUEST_BYTES = 900_000;
/** What a record costs in a batch beside its key and value. */
const RECORD_OVERHEAD_BYTES = 32;
const ALL_REPLICAS = -1;

export type KafkaBusOptions = KafkaServer & BusOptions;

/**
 * The bus on Apache Kafka. The producer waits for all replicas and repeats what was not acknowledged, so a fault of the
 * network can double a record but not lose one. It is not Kafka's idempotent producer: kafkajs reuses the sequence numbers
 * of a request whose acknowledgement was lost, and the broker then drops the next request's records as duplicates.
 */
export function createKafkaBus(options: KafkaBusOptions): Bus {
  const kafka = new Kafka({
    brokers: [...options.brokers],
    clientId: options.clientId ?? 'dowser',
    ssl: options.tls ?? false,
    ...(options.sasl === undefined ? {} : { sasl: options.sasl as SASLOptions }),
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    retry: RETRY,
    logLevel: logLevel.NOTHING,
  });
  const { rebalanceGraceMs = REBALANCE_GRACE_MS } = options;
  const settings = {
    sessionTimeoutMs: options.sessionTimeoutMs ?? SESSION_TIMEOUT_MS,
    rebalanceGraceMs,
    rebalanceTimeoutMs: rebalanceGraceMs + REJOIN_MS,
    silentMs: SILENT_MS,
    stuckMs: rebalanceGraceMs + REJOIN_MS + ANSWER_MS,
    onNotice: options.onNotice ?? (() => {}),
  };
  const admin = createKafkaClient<Admin>(() => kafka.admin(), SILENT_MS);
  const producer = createKafkaClient<Producer>(
    () => kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner, allowAutoTopicCreation: false }),
    SILENT_MS,
  );
  const requireTopics = topicGuard();
  const subscriptions = new Set<AbortableSubscription>();

  return {
    ensureTopics: (topics) =>
      translated('creating topics', () => admin.use((client) => createMissingTopics(client, topics))),
    produce: (topic, records) =>
      translated(`sending to ${topic}`, async () => {
        checkRecords(topic, records);
        await requireTopics(admin, [topic]);
        for (const messages of requests(records)) {
          await producer.use((client) => client.send({ topic, acks: ALL_REPLICAS, messages }));
        }
      }),
    consume: (consumeOptions) =>
      translated(`consuming ${consumeOptions.topics.join(', ')}`, async () => {
        await requireTopics(admin, consumeOptions.topics);
        const subscription = await startConsumer(kafka, settings, consumeOptions);
        subscriptions.add(subscription);
        const forget = (): boolean => subscriptions.delete(subscription);
        subscription.done.then(forget, forget);
        return subscription;
      }),
    lag: (group, topics) =>
      translated(`reading the lag of ${group}`, async () => {
        await requireTopics(admin, topics);
        return admin.use((client) => groupLag(client, group, topics));
      }),
    async close() {
      await Promise.all([...subscriptions].map((subscription) => subscription.abort()));
      await Promise.all([producer.close(), admin.close()]);
    },
  };
}

async function translated<T>(doing: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw fromKafka(error, doing);
  }
}

/** In order, cut so that no request is over REQUEST_BYTES unless one record alone is. */
function* requests(records: readonly BusRecord[]): Generator<Message[]> {
  let messages: Message[] = [];
  let bytes = 0;
  for (const record of records) {
    const size = recordBytes(record) + RECORD_OVERHEAD_BYTES;
    if (messages.length > 0 && bytes + size > REQUEST_BYTES) {
      yield messages;
      messages = [];
      bytes = 0;
    }
    const { buffer, byteOffset, byteLength } = record.value;
    const value = Buffer.from(buffer, byteOffset, byteLength);
    // A copy: instrumentation of kafkajs adds to it.
    const headers = record.headers === undefined ? {} : { headers: { ...record.headers } };
    messages.push({ key: record.key, value, ...headers });
    bytes += size;
  }
  if (messages.length > 0) yield messages;
}
