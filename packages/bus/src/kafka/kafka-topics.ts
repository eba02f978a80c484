import { retryTransient, TransientError } from '@dowser/pipeline';
import type { Admin } from 'kafkajs';
import { MAX_RECORD_BYTES } from '../limits.ts';
import type { TopicSpec } from '../port.ts';
import type { KafkaClient } from './kafka-client.ts';
import { fromKafka } from './kafka-error.ts';

/** Room for the record batch around a record of MAX_RECORD_BYTES. */
const BATCH_OVERHEAD_BYTES = 64 * 1024;

const READY_ATTEMPTS = 20;
const READY_AGAIN_MS = 500;

/**
 * Creates the missing topics with the broker's default replication, and waits until each of their partitions answers: of a
 * request to several, of which one does not yet, kafkajs repeats the records for all. Another process may be doing the same.
 */
export async function createMissingTopics(admin: Admin, specs: readonly TopicSpec[]): Promise<void> {
  const missing = await missingOf(admin, specs);
  if (missing.length === 0) return;
  const topics = missing.map(({ name, partitions, retentionMs }) => ({
    topic: name,
    numPartitions: partitions,
    configEntries: [
      { name: 'cleanup.policy', value: 'delete' },
      { name: 'retention.ms', value: String(retentionMs) },
      { name: 'max.message.bytes', value: String(MAX_RECORD_BYTES + BATCH_OVERHEAD_BYTES) },
    ],
  }));
  try {
    await admin.createTopics({ topics, waitForLeaders: true });
  } catch (error) {
    if ((await missingOf(admin, specs)).length > 0) throw error;
  }
  for (const { name } of missing) await partitionsAnswer(admin, name);
}

async function partitionsAnswer(admin: Admin, topic: string): Promise<void> {
  const ask = async (): Promise<void> => {
    try {
      await admin.fetchTopicOffsets(topic);
    } catch (error) {
      throw fromKafka(error, `asking the partitions of the new topic ${topic}`);
    }
  };
  await retryTransient(ask, {
    signal: new AbortController().signal,
    maxWaitMs: READY_AGAIN_MS,
    attempts: READY_ATTEMPTS,
  });
}

async function missingOf(admin: Admin, specs: readonly TopicSpec[]): Promise<TopicSpec[]> {
  const existing = new Set(await admin.listTopics());
  return specs.filter((spec) => !existing.has(spec.name));
}

/** Throws TransientError while one of the topics does not exist. Each is looked up until it has been seen once. */
export function topicGuard() {
  const seen = new Set<string>();
  return async (admin: KafkaClient<Admin>, topics: readonly string[]): Promise<void> => {
    if (topics.every((topic) => seen.has(topic))) return;
    for (const topic of await admin.use((client) => client.listTopics())) seen.add(topic);
    const missing = topics.filter((topic) => !seen.has(topic));
    if (missing.length === 0) return;
    throw new TransientError(`bus: topic ${missing.join(', ')} does not exist: create it with ensureTopics`);
  };
}

/** Messages after the group's committed offsets; all of them where it has committed nothing. */
export async function groupLag(admin: Admin, group: string, topics: readonly string[]): Promise<number> {
  let lag = 0n;
  const committed = await admin.fetchOffsets({ groupId: group, topics: [...topics] });
  for (const { topic, partitions } of committed) {
    const offsets = new Map(partitions.map(({ partition, offset }) => [partition, BigInt(offset)]));
    for (const { partition, high, low } of await admin.fetchTopicOffsets(topic)) {
      const next = offsets.get(partition) ?? -1n;
      lag += BigInt(high) - (next > BigInt(low) ? next : BigInt(low));
    }
  }
  return Number(lag);
}
