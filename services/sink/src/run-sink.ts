import type { Bus, Subscription } from '@dowser/bus';
import { ConsumerGroup, type Topic, topics } from '@dowser/contracts';
import { runStage, TransientError } from '@dowser/pipeline';
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
  /** Once aborted, a batch that ClickHouse cannot take is given up instead of waited for: it comes again. */
  readonly stop: AbortSignal;
}

/** Stopped with a batch in hand that ClickHouse could not take. Nothing is lost: its offsets are not committed. */
export class StoppedWhileAway extends Error {
  override readonly name = 'StoppedWhileAway';
}

/** Reads what the others found out and writes it to ClickHouse, until stopped. The tables must be there. */
export function runSink(options: SinkOptions): Promise<Subscription> {
  const { bus, store, telemetry } = options;
  const deliver = mergeInserts(store, (table, rows) => telemetry.count('rowsInserted', rows, { table }));
  const read: readonly Topic<SinkMessage>[] = [topics.objectRecords, topics.scanResults, topics.deadLetters];
  return runStage<SinkMessage, SinkRow>({
    name: 'sink',
    bus,
    telemetry,
    group: ConsumerGroup.Sink,
    topics: read,
    maxBatchMessages: options.batchMessages,
    partitionsConcurrent: options.partitionsConcurrent,
    work: (batch) => toRows(batch.map(({ value, message }) => ({ topic: message.topic, value }))),
    deliver: async (rows) => {
      try {
        await deliver(rows);
      } catch (error) {
        if (!(error instanceof TransientError) || !options.stop.aborted) throw error;
        throw new StoppedWhileAway(`sink: stopped while waiting: ${error.message}`);
      }
    },
  });
}
