import type { Bus, Subscription } from '@dowser/bus';
import { ConsumerGroup, type Topic, topics } from '@dowser/contracts';
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

/** Reads what the others found out and writes it to ClickHouse, until stopped. The tables must be there. */
export function runSink(options: SinkOptions): Promise<Subscription> {
  const { bus, store, telemetry, clock = systemClock } = options;
  const read: readonly Topic<SinkMessage>[] = [
    topics.objectRecords,
    topics.scanResults,
    topics.accessEvents,
    topics.deadLetters,
  ];
  return runStage<SinkMessage, SinkRow>({
    name: 'sink',
    bus,
    telemetry,
    group: ConsumerGroup.Sink,
    topics: read,
    maxBatchMessages: options.batchMessages,
    partitionsConcurrent: options.partitionsConcurrent,
    clock,
    work: (batch) =>
      toRows(
        batch.map(({ value, message }) => ({ topic: message.topic, value })),
        clock.now().getTime(),
      ),
    deliver: mergeInserts(store, (table, rows) => telemetry.count('rowsInserted', rows, { table }), {
      lingerMs: options.lingerMs,
      clock,
    }),
  });
}
