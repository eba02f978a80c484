import type { DatabaseSync } from 'node:sqlite';
import { TransientError } from '@dowser/pipeline';
import { recordBytes } from '../check-records.ts';
import { MAX_BATCH_BYTES } from '../limits.ts';
import type { BusMessage, BusRecord, TopicSpec } from '../port.ts';
import { partitionOf } from './partition-of.ts';

/**
 * A message's row id is its partition's id and its offset in one integer, so that a partition's messages lie together
 * in offset order. 2^40 offsets for each of 8191 partitions stay exact in a JavaScript number.
 */
const OFFSETS_PER_PARTITION = 2 ** 40;
export const MAX_PARTITIONS = 8191;

export interface PartitionPlace {
  readonly id: number;
  readonly topic: string;
  readonly number: number;
}

/** The row id of a message. */
export const placeOf = (partitionId: number, offset: number): number => partitionId * OFFSETS_PER_PARTITION + offset;

/** The tables of topics, partitions and messages. Every write is meant to run inside a transaction. */
export function messageLog(db: DatabaseSync) {
  const statements = {
    topicExists: db.prepare('SELECT 1 FROM topics WHERE name = ?'),
    addTopic: db.prepare('INSERT INTO topics VALUES (?, ?)'),
    addPartition: db.prepare('INSERT INTO partitions (topic, number) VALUES (?, ?) RETURNING id'),
    partitions: db.prepare('SELECT id, topic, number FROM partitions WHERE topic = ? ORDER BY number'),
    nextOffset: db.prepare('SELECT next_offset FROM partitions WHERE id = ?'),
    advance: db.prepare('UPDATE partitions SET next_offset = ? WHERE id = ?'),
    insert: db.prepare('INSERT INTO messages (place, key, value, sent_at_ms, headers) VALUES (?, ?, ?, ?, ?)'),
    read: db.prepare(
      'SELECT place, key, value, headers FROM messages WHERE place >= ? AND place < ? ORDER BY place LIMIT ?',
    ),
    lag: db.prepare(`
      SELECT coalesce(sum(p.next_offset - max(p.first_offset, coalesce(c.committed, 0))), 0) AS messages
      FROM partitions p LEFT JOIN claims c ON c.partition_id = p.id AND c.group_name = ?
      WHERE p.topic = ?`),
  };
  const known = new Map<string, readonly PartitionPlace[]>();

  const log = {
    addTopics(topics: readonly TopicSpec[]): void {
      for (const { name, partitions, retentionMs } of topics) {
        if (statements.topicExists.get(name) !== undefined) continue;
        statements.addTopic.run(name, retentionMs);
        for (let number = 0; number < partitions; number++) {
          const { id } = statements.addPartition.get(name, number) as { id: number };
          if (id > MAX_PARTITIONS) throw new Error(`bus: more than ${MAX_PARTITIONS} partitions in one SQLite file`);
        }
      }
    },

    /** In partition order. Throws TransientError while nobody has created the topic. */
    partitions(topic: string): readonly PartitionPlace[] {
      const cached = known.get(topic);
      if (cached !== undefined) return cached;
      const rows = statements.partitions.all(topic) as unknown as PartitionPlace[];
      if (rows.length === 0)
        throw new TransientError(`bus: topic ${topic} does not exist: create it with ensureTopics`);
      known.set(topic, rows);
      return rows;
    },

    append(topic: string, records: readonly BusRecord[], nowMs: number): void {
      const partitions = log.partitions(topic);
      const next = new Map<number, number>();
      for (const { key, value, headers } of records) {
        const { id } = partitions[partitionOf(key, partitions.length)]!;
        const offset = next.get(id) ?? (statements.nextOffset.get(id)!.next_offset as number);
        statements.insert.run(
          placeOf(id, offset),
          key,
          value,
          nowMs,
          headers === undefined ? null : JSON.stringify(headers),
        );
        next.set(id, offset + 1);
      }
      for (const [id, offset] of next) statements.advance.run(offset, id);
    },

    /** Messages from `offset` on: up to `maxMessages`, and up to MAX_BATCH_BYTES but always the first. */
    read(partition: PartitionPlace, offset: number, maxMessages: number): BusMessage[] {
      const messages: BusMessage[] = [];
      let bytes = 0;
      const end = placeOf(partition.id + 1, 0);
      for (const row of statements.read.iterate(placeOf(partition.id, offset), end, maxMessages)) {
        const record = recordOf(row);
        bytes += recordBytes(record);
        if (messages.length > 0 && bytes > MAX_BATCH_BYTES) break;
        const place = row.place as number;
        messages.push({
          ...record,
          topic: partition.topic,
          partition: partition.number,
          offset: BigInt(place - placeOf(partition.id, 0)),
        });
      }
      return messages;
    },

    lag(group: string, topics: readonly string[]): number {
      let messages = 0;
      for (const topic of topics) {
        log.partitions(topic);
        messages += statements.lag.get(group, topic)!.messages as number;
      }
      return messages;
    },
  };
  return log;
}

function recordOf({ key, value, headers }: Record<string, unknown>): BusRecord {
  const record = { key: key as string, value: value as Uint8Array };
  return headers === null ? record : { ...record, headers: JSON.parse(headers as string) as Record<string, string> };
}

export type MessageLog = ReturnType<typeof messageLog>;
