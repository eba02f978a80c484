import { randomUUID } from 'node:crypto';
import type { Bus, BusMessage, BusOptions, ConsumeOptions, Subscription } from '@dowser/bus';
import type { CrashChildOrders } from '../bus-crash-child.ts';

/** A bus that a URL names: it is killed with a process. */
interface NamedBus {
  readonly url: string;
  /** Short times, so that the suite need not wait for the defaults. */
  readonly options: BusOptions;
  tearDown(): Promise<void>;
}

/** A bus of the suite's own process. */
interface BusInProcess {
  /** A client of the one bus, as another process would have. */
  open(): Promise<Bus>;
  /** Consumes, and ends as a killed process does in the batch after `batches`: nothing more is heard of it. */
  killedInBatch(orders: Omit<CrashChildOrders, 'url' | 'options'>): Promise<void>;
  tearDown(): Promise<void>;
}

export type BusUnderTest = NamedBus | BusInProcess;

export const DAY_MS = 86_400_000;

/** A topic of its own, and a group of its own. */
export interface Rig {
  readonly bus: Bus;
  readonly topic: string;
  readonly group: string;
  /** Sends texts: `key=value`. */
  send(...texts: string[]): Promise<void>;
  consume(handle: ConsumeOptions['handle'], options?: Partial<ConsumeOptions>, on?: Bus): Promise<Subscription>;
  lag(group?: string): Promise<number>;
}

export async function createRig(bus: Bus, partitions: number): Promise<Rig> {
  const topic = `conformance-${randomUUID()}`;
  const group = `group-${randomUUID()}`;
  await bus.ensureTopics([{ name: topic, partitions, retentionMs: DAY_MS }]);
  return {
    bus,
    topic,
    group,
    send: (...texts) => bus.produce(topic, texts.map(record)),
    consume: (handle, options = {}, on = bus) =>
      on.consume({ group, topics: [topic], maxBatchMessages: 100, handle, ...options }),
    lag: (of = group) => bus.lag(of, [topic]),
  };
}

export const record = (text: string) => ({ key: text.slice(0, text.indexOf('=')), value: Buffer.from(text) });
export const textOf = (message: BusMessage): string => Buffer.from(message.value).toString();
export const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);
export const numbered = (from: number, to: number, keys = 1): string[] =>
  range(from, to).map((i) => `k${i % keys}=${i}`);

export type MakeRig = (partitions: number) => Promise<Rig>;
