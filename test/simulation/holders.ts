import type { QueuedMessage, SimulatedProcess, SimulatedQueue } from '@dowser/testkit';

/** Who holds which message, so that a visibility that runs out under a healthy holder is noticed. */
export interface Holders {
  /** Something befell the process that excuses a renewal that was missed. */
  disturb(process: string): void;
  /** The queue as this process sees it. */
  watched(queue: SimulatedQueue, process: SimulatedProcess): SimulatedQueue;
  ranOut(message: QueuedMessage): void;
}

/** A disturbance this long before the receive still excuses: what was lost then comes late. */
const EXCUSED_MS = 10_000;

export function createHolders(violated: (what: string) => void, nowMs: () => number): Holders {
  const byReceipt = new Map<string, { readonly process: SimulatedProcess; readonly sinceMs: number }>();
  const disturbedAtMs = new Map<string, number>();
  return {
    disturb: (process) => void disturbedAtMs.set(process, nowMs()),
    watched: (queue, process) => ({
      ...queue,
      receive(max, visibilitySeconds) {
        const messages = queue.receive(max, visibilitySeconds);
        for (const { receipt } of messages) byReceipt.set(receipt, { process, sinceMs: nowMs() });
        return messages;
      },
    }),
    ranOut({ id, receipt }) {
      const { process, sinceMs } = byReceipt.get(receipt)!;
      if (!process.alive() || (disturbedAtMs.get(process.name) ?? -EXCUSED_MS) >= sinceMs - EXCUSED_MS) return;
      violated(`message ${id} came again while ${process.name} worked on it: its visibility was not renewed`);
    },
  };
}
