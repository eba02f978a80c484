import { type BusOptions, openBus } from '@dowser/bus';

/** What the process is told, as JSON in its first argument. */
export interface CrashChildOrders {
  readonly url: string;
  readonly options: BusOptions;
  readonly topic: string;
  readonly group: string;
  readonly maxBatchMessages: number;
  /** Batches to finish before one is begun and never ended. */
  readonly batches: number;
}

/** Said on stdout when the batch that never ends has begun. */
export const STUCK = 'in the middle of a batch';

if (import.meta.main) {
  const orders = JSON.parse(process.argv[2]!) as CrashChildOrders;
  const bus = await openBus(orders.url, orders.options);
  let begun = 0;
  await bus.consume({
    group: orders.group,
    topics: [orders.topic],
    maxBatchMessages: orders.maxBatchMessages,
    handle: async () => {
      if (++begun <= orders.batches) return;
      console.log(STUCK);
      await new Promise(() => {});
    },
  });
}
