import type { DatabaseSync } from 'node:sqlite';
import type { BusRecord } from '../port.ts';
import { inTransaction } from './database.ts';
import type { MessageLog } from './message-log.ts';

/** Records after which a transaction takes no further call, so that it blocks the event loop for tens of milliseconds at most. */
const TRANSACTION_RECORDS = 2_000;

interface Call {
  readonly topic: string;
  readonly records: readonly BusRecord[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Appends in the order of the calls. Calls that wait at the same time share a transaction, and so one flush of the disk;
 * each call is whole in one transaction.
 */
export function messageWriter(db: DatabaseSync, log: MessageLog, onWritten: () => void) {
  const waiting: Call[] = [];
  let draining: Promise<void> | null = null;

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const calls: Call[] = [];
      for (let records = 0; waiting.length > 0 && records < TRANSACTION_RECORDS; ) {
        const call = waiting.shift()!;
        calls.push(call);
        records += call.records.length;
      }
      try {
        await inTransaction(db, () => {
          for (const call of calls) log.append(call.topic, call.records, Date.now());
        });
        for (const call of calls) call.resolve();
        onWritten();
      } catch (error) {
        for (const call of calls) call.reject(error);
      }
      await new Promise(setImmediate);
    }
    draining = null;
  }

  return {
    /** Resolves when the records are on disk. */
    write(topic: string, records: readonly BusRecord[]): Promise<void> {
      return new Promise((resolve, reject) => {
        waiting.push({ topic, records, resolve, reject });
        draining ??= new Promise(setImmediate).then(drain);
      });
    },

    /** Waits for the calls made so far. */
    async idle(): Promise<void> {
      await draining;
    },
  };
}
