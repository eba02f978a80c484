import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { topics } from '@dowser/contracts';
import { type FrontProcess, startClickHouse } from '@dowser/local';
import { systemClock } from '@dowser/pipeline';
import { openStore, type Store } from '@dowser/store';
import { type SinkMessage, toRows } from '../src/core.ts';
import { mergeInserts } from '../src/merge-inserts.ts';

/** The embedded ClickHouse in a folder of its own. */
export interface StoreFixture {
  readonly folder: string;
  readonly clickhouse: FrontProcess;
  /** On the database `dowser`. */
  readonly store: Store;
  /** One on a database of its own. */
  fresh(): Promise<Store>;
  /** Another on the database of the last fresh one: another process. */
  another(): Store;
  close(): Promise<void>;
}

export async function openStoreFixture(): Promise<StoreFixture> {
  const folder = mkdtempSync(join(tmpdir(), 'dowser-sink-'));
  const clickhouse = await startClickHouse({ port: 0, dataDir: join(folder, 'clickhouse') });
  const stores: Store[] = [];
  let databases = 0;
  const open = (database: string): Store => {
    const store = openStore({ url: clickhouse.url, database });
    stores.push(store);
    return store;
  };
  const store = open('dowser');
  await store.migrate();
  return {
    folder,
    clickhouse,
    store,
    fresh: async () => {
      const own = open(`fresh_${++databases}`);
      await own.migrate();
      return own;
    },
    another: () => open(`fresh_${databases}`),
    close: async () => {
      for (const one of stores) await one.close();
      await clickhouse.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function topicOf(value: SinkMessage): string {
  if ('kind' in value) return topics.scanResults.name;
  if ('eventId' in value) return topics.accessEvents.name;
  return 'origin' in value ? topics.deadLetters.name : topics.objectRecords.name;
}

/** Writes messages as the sink does, one batch for each argument. */
export async function write(store: Store, ...batches: readonly (readonly SinkMessage[])[]): Promise<void> {
  const deliver = mergeInserts(store, () => undefined, { lingerMs: 0, clock: systemClock });
  for (const batch of batches) {
    const outcomes = toRows(
      batch.map((value) => ({ topic: topicOf(value), value })),
      Date.now(),
    );
    await deliver(
      outcomes.flatMap((outcome) => {
        assert.equal(outcome.fate, 'emit');
        return outcome.fate === 'emit' ? outcome.values : [];
      }),
    );
  }
}
