import { setTimeout as sleep } from 'node:timers/promises';
import { QUEUE_BATCH_MAX, type Queue, type QueueMessage } from '../../src/sources/queue.ts';

interface Entry {
  readonly id: string;
  readonly body: string;
  receipt: string;
  deliveries: number;
  visibleAtMs: number;
}

/** A queue in memory that keeps SQS's promises, with a faster clock where a test wants it. */
export interface MemoryQueue extends Queue {
  send(body: string): void;
  readonly calls: string[];
  /** Errors for the next calls of one kind, first to last. */
  readonly faults: Record<'receive' | 'extend' | 'remove' | 'backlog', unknown[]>;
  /** Deletes that fail for single messages. */
  removeFailures: number;
}

/** `secondMs`: real milliseconds that a second of waiting or invisibility takes. */
export function memoryQueue(secondMs = 10): MemoryQueue {
  const entries: Entry[] = [];
  const calls: string[] = [];
  const faults: MemoryQueue['faults'] = { receive: [], extend: [], remove: [], backlog: [] };
  let sent = 0;
  const call = (kind: keyof typeof faults, what: string): void => {
    calls.push(`${kind} ${what}`.trim());
    const fault = faults[kind].shift();
    if (fault !== undefined) throw fault;
  };
  const find = ({ receipt }: QueueMessage): Entry | undefined => entries.find((entry) => entry.receipt === receipt);
  const queue: MemoryQueue = {
    url: 'memory:queue',
    calls,
    faults,
    removeFailures: 0,
    send: (body) => {
      sent++;
      entries.push({ id: `m${sent}`, body, receipt: '', deliveries: 0, visibleAtMs: 0 });
    },
    async receive({ waitSeconds, visibilitySeconds, signal }) {
      call('receive', `${waitSeconds}`);
      const untilMs = Date.now() + waitSeconds * secondMs;
      for (;;) {
        if (signal.aborted) return [];
        const visible = entries.filter(({ visibleAtMs }) => visibleAtMs <= Date.now()).slice(0, QUEUE_BATCH_MAX);
        if (visible.length > 0 || Date.now() >= untilMs) {
          return visible.map((entry) => {
            entry.deliveries++;
            entry.receipt = `${entry.id}/${entry.deliveries}`;
            entry.visibleAtMs = Date.now() + visibilitySeconds * secondMs;
            return { id: entry.id, receipt: entry.receipt, body: entry.body };
          });
        }
        await sleep(5, undefined, { signal }).catch(() => undefined);
      }
    },
    async extend(messages, visibilitySeconds) {
      call('extend', `${messages.map(({ id }) => id).join()} ${visibilitySeconds}`);
      for (const message of messages) {
        const entry = find(message);
        if (entry !== undefined) entry.visibleAtMs = Date.now() + visibilitySeconds * secondMs;
      }
    },
    async remove(messages) {
      call('remove', messages.map(({ id }) => id).join());
      return messages.filter((message) => {
        if (queue.removeFailures > 0) {
          queue.removeFailures--;
          return true;
        }
        const entry = find(message);
        if (entry !== undefined) entries.splice(entries.indexOf(entry), 1);
        return false;
      });
    },
    async backlog() {
      call('backlog', '');
      return entries.length;
    },
    close: () => undefined,
  };
  return queue;
}
