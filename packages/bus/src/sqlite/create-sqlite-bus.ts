import { resolve } from 'node:path';
import type { BusOptions } from '../bus-options.ts';
import { checkRecords } from '../check-records.ts';
import { REBALANCE_GRACE_MS } from '../limits.ts';
import type { Bus } from '../port.ts';
import { type AbortableSubscription, startConsumer } from './consumer.ts';
import { inTransaction, openDatabase } from './database.ts';
import { expireMessages, RETENTION_EVERY_MS, retentionIsDue } from './expire-messages.ts';
import { messageLog } from './message-log.ts';
import { changed } from './wake.ts';
import { messageWriter } from './writer.ts';

const SESSION_TIMEOUT_MS = 10_000;

export interface SqliteBusOptions extends BusOptions {
  /** The file; every process of the machine that opens it shares the bus. */
  readonly path: string;
}

/** The bus in one SQLite file, for the processes of one machine. Durable against killed processes and power cuts. */
export async function createSqliteBus(options: SqliteBusOptions): Promise<Bus> {
  const { sessionTimeoutMs = SESSION_TIMEOUT_MS, rebalanceGraceMs = REBALANCE_GRACE_MS, onNotice = () => {} } = options;
  const path = resolve(options.path);
  const db = await openDatabase(path);
  const log = messageLog(db);
  const writer = messageWriter(db, log, () => changed(path));
  const subscriptions = new Set<AbortableSubscription>();
  const upkeep = keepRetention();

  function keepRetention(): { stop(): Promise<void> } {
    let work = Promise.resolve();
    const clear = async (): Promise<void> => {
      if (await retentionIsDue(db, Date.now())) await expireMessages(db, Date.now());
    };
    const timer = setInterval(() => {
      work = work.then(clear).catch((error: unknown) => onNotice(`old messages could not be deleted: ${error}`));
    }, RETENTION_EVERY_MS).unref();
    return {
      stop() {
        clearInterval(timer);
        return work;
      },
    };
  }

  let closing: Promise<void> | null = null;
  async function close(): Promise<void> {
    await Promise.all([...subscriptions].map((subscription) => subscription.abort()));
    await writer.idle();
    await upkeep.stop();
    db.close();
  }

  return {
    ensureTopics: (topics) => inTransaction(db, () => log.addTopics(topics)),
    async produce(topic, records) {
      checkRecords(topic, records);
      log.partitions(topic);
      if (records.length > 0) await writer.write(topic, records);
    },
    async consume(consumeOptions) {
      const context = { db, path, log, sessionTimeoutMs, rebalanceGraceMs, onNotice };
      const subscription = await startConsumer(context, consumeOptions);
      subscriptions.add(subscription);
      const forget = (): boolean => subscriptions.delete(subscription);
      subscription.done.then(forget, forget);
      return subscription;
    },
    lag: async (group, topics) => log.lag(group, topics),
    close: () => (closing ??= close()),
  };
}
