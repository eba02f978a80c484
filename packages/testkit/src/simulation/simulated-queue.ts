import type { Clock } from '@dowser/pipeline';
import type { Link } from './link.ts';
import type { Random } from './random.ts';

export interface QueuedMessage {
  readonly id: string;
  readonly receipt: string;
  readonly body: string;
}

/** What the world outside the queue may want to know, and how far the queue misbehaves within SQS's promises. */
export interface SimulatedQueueOptions {
  readonly nowMs: () => number;
  readonly random: Random;
  /** Chance that a received message stays visible, or a deleted one comes back once: SQS delivers at least once. */
  readonly duplicates?: () => number;
  readonly onRemoved?: (message: QueuedMessage) => void;
  /** A message comes again although it was received before and not given back. */
  readonly onRunOut?: (message: QueuedMessage) => void;
}

interface Entry {
  readonly id: string;
  readonly body: string;
  receipt: string;
  visibleAtMs: number;
  givenBack: boolean;
}

/** A queue's state, as SQS keeps it: visibility, receipts, no order, at least once. Every method is one moment. */
export interface SimulatedQueue {
  /** Gives the message's id. */
  send(body: string): string;
  receive(max: number, visibilitySeconds: number): QueuedMessage[];
  extend(messages: readonly QueuedMessage[], visibilitySeconds: number): void;
  remove(messages: readonly QueuedMessage[]): void;
  backlog(): number;
  /** Until the next message can be received; infinite when nothing is on its way. */
  nextVisibleInMs(): number;
  onSent(listener: () => void): () => void;
}

export function createSimulatedQueue(options: SimulatedQueueOptions): SimulatedQueue {
  const { nowMs, random, duplicates = () => 0, onRemoved = () => {}, onRunOut = () => {} } = options;
  const entries = new Map<string, Entry>();
  const listeners = new Set<() => void>();
  let sent = 0;
  let deliveries = 0;
  const find = ({ id, receipt }: QueuedMessage): Entry | undefined => {
    const entry = entries.get(id);
    return entry?.receipt === receipt ? entry : undefined;
  };
  return {
    send(body) {
      const id = `m${++sent}`;
      entries.set(id, { id, body, receipt: '', visibleAtMs: 0, givenBack: true });
      for (const listener of [...listeners]) listener();
      return id;
    },
    receive(max, visibilitySeconds) {
      const visible = [...entries.values()].filter(({ visibleAtMs }) => visibleAtMs <= nowMs());
      return random
        .shuffle(visible)
        .slice(0, max)
        .map((entry) => {
          if (!entry.givenBack) onRunOut({ id: entry.id, receipt: entry.receipt, body: entry.body });
          entry.receipt = `${entry.id}/${++deliveries}`;
          const again = random.chance(duplicates());
          entry.givenBack = again;
          entry.visibleAtMs = nowMs() + (again ? 0 : visibilitySeconds * 1_000);
          return { id: entry.id, receipt: entry.receipt, body: entry.body };
        });
    },
    extend(messages, visibilitySeconds) {
      for (const message of messages) {
        const entry = find(message);
        if (entry === undefined) continue;
        entry.visibleAtMs = nowMs() + visibilitySeconds * 1_000;
        entry.givenBack = visibilitySeconds === 0;
      }
      if (visibilitySeconds === 0) for (const listener of [...listeners]) listener();
    },
    remove(messages) {
      for (const message of messages) {
        const entry = find(message);
        if (entry === undefined) continue;
        onRemoved(message);
        if (random.chance(duplicates())) entry.givenBack = true;
        else entries.delete(message.id);
      }
    },
    backlog: () => entries.size,
    nextVisibleInMs: () =>
      Math.max(0, Math.min(...[...entries.values()].map(({ visibleAtMs }) => visibleAtMs - nowMs()))),
    onSent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Most messages that one receive gives. Source: Amazon SQS, ReceiveMessage. */
const RECEIVE_MAX = 10;

/** Why an inner wait ends: made once, since an abort without a reason makes an error with a stack each time. */
const OVER = new Error('over');

/** A process's client of the queue: ingest's port, as the SQS adapter keeps it. */
export function createQueueClient(queue: SimulatedQueue, link: Link, clock: Clock, random: Random) {
  return {
    url: 'simulated:queue',
    async receive(options: { waitSeconds: number; visibilitySeconds: number; signal: AbortSignal }) {
      const { waitSeconds, visibilitySeconds, signal } = options;
      const endMs = clock.elapsedMs() + waitSeconds * 1_000;
      while (!signal.aborted) {
        const max = random.int(1, RECEIVE_MAX);
        const effect = (): QueuedMessage[] => queue.receive(max, visibilitySeconds);
        const messages = await link.call({ what: 'queue.receive', effect });
        const leftMs = endMs - clock.elapsedMs();
        if (messages.length > 0 || leftMs <= 0) return messages;
        await sentOrSlept(queue, clock, Math.min(leftMs, queue.nextVisibleInMs() + 1), signal);
      }
      return [];
    },
    extend(messages: readonly QueuedMessage[], visibilitySeconds: number): Promise<void> {
      const effect = (): void => queue.extend(messages, visibilitySeconds);
      return link.call({ what: 'queue.extend', effect });
    },
    /** Half done: some are removed, the others are given back as not removed. */
    async remove(messages: readonly QueuedMessage[]): Promise<readonly QueuedMessage[]> {
      const effect = (): readonly QueuedMessage[] => {
        queue.remove(messages);
        return [];
      };
      const some = messages.filter(() => random.chance(0.5));
      return link.call({ what: 'queue.remove', effect, partial: () => queue.remove(some) });
    },
    backlog: (): Promise<number> => link.call({ what: 'queue.backlog', effect: () => queue.backlog() }),
    close: (): void => undefined,
  };
}

async function sentOrSlept(queue: SimulatedQueue, clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  const over = new AbortController();
  let unsubscribe = (): void => undefined;
  const sent = new Promise<void>((resolve) => {
    unsubscribe = queue.onSent(resolve);
  });
  const slept = clock.sleep(ms, AbortSignal.any([signal, over.signal])).catch(() => undefined);
  await Promise.race([sent, slept]);
  unsubscribe();
  over.abort(OVER);
}
