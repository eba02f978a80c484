import type { Bus, Subscription } from '@dowser/bus';
import { ConsumerGroup, ObjectSource, type Topic, topics } from '@dowser/contracts';
import { type Clock, runStage, systemClock } from '@dowser/pipeline';
import type { Store } from '@dowser/store';
import type { Telemetry } from '@dowser/telemetry';
import { type SinkMessage, type SinkRow, toRows } from './core.ts';
import { mergeInserts } from './merge-inserts.ts';

export interface SinkOptions {
  readonly bus: Bus;
  readonly store: Pick<Store, 'insert'>;
  readonly telemetry: Telemetry;
  readonly batchMessages: number;
  readonly partitionsConcurrent: number;
  /** How long a batch waits for others before they are inserted together. */
  readonly lingerMs: number;
  readonly clock?: Clock;
}

/** What it reads. */
export const SINK_TOPICS: readonly Topic<SinkMessage>[] = [
  topics.objectRecords,
  topics.scanResults,
  topics.accessEvents,
  topics.deadLetters,
];

/** Reads what the others found out and writes it to ClickHouse, until stopped. The tables must be there. */
export function runSink(options: SinkOptions): Promise<Subscription> {
  const { bus, store, telemetry, clock = systemClock } = options;
  return runStage<SinkMessage, SinkRow>({
    name: 'sink',
    bus,
    telemetry,
    group: ConsumerGroup.Sink,
    topics: SINK_TOPICS,
    maxBatchMessages: options.batchMessages,
    partitionsConcurrent: options.partitionsConcurrent,
    clock,
    work: (batch) =>
      toRows(
        batch.map(({ value, message }) => ({ topic: message.topic, value })),
        clock.now().getTime(),
      ),
    onDelivered: (batch) => {
      for (const { value } of batch) {
        if ('verdict' in value && value.object.source === ObjectSource.Event) {
          const waitedMs = clock.now().getTime() - Date.parse(value.object.observedAt);
          telemetry.observe('eventToRowSeconds', Math.max(0, waitedMs) / 1_000, {});
        }
      }
    },
    deliver: mergeInserts(store, (table, rows) => telemetry.count('rowsInserted', rows, { table }), {
      lingerMs: options.lingerMs,
      clock,
    }),
  });
}
