/** The one time of a simulation: it moves only from one due call to the next. */
export interface SimulatedTime {
  /** Milliseconds since the simulation began. */
  nowMs(): number;
  /** Calls once, `ms` later; gives the way to call it off. */
  after(ms: number, call: () => void): () => void;
  /** Runs due calls in order of time until `ended` or past `limitMs`. Gives whether it ended. */
  run(ended: () => boolean, limitMs: number): Promise<boolean>;
}

interface Due {
  readonly atMs: number;
  readonly order: number;
  call: (() => void) | null;
}

const isBefore = (a: Due, b: Due): boolean => a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);

/**
 * Between two calls every promise that can go on does so (see `settle`), so
 * that code under simulation must wait for nothing but what goes through here.
 */
export function createSimulatedTime(): SimulatedTime {
  const heap: Due[] = [];
  let nowMs = 0;
  let order = 0;
  return {
    nowMs: () => nowMs,
    after(ms, call) {
      const due: Due = { atMs: nowMs + Math.max(0, ms), order: order++, call };
      push(heap, due);
      return () => {
        due.call = null;
      };
    },
    async run(ended, limitMs) {
      await settle();
      while (!ended()) {
        const due = pop(heap);
        if (due === undefined || due.atMs > limitMs) return false;
        if (due.call === null) continue;
        nowMs = due.atMs;
        due.call();
        await settle();
      }
      return true;
    },
  };
}

/** The queue of ticks comes after the queue of microtasks, whenever that is empty. */
const settle = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));

function push(heap: Due[], due: Due): void {
  let at = heap.push(due) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!isBefore(due, heap[parent]!)) break;
    heap[at] = heap[parent]!;
    at = parent;
  }
  heap[at] = due;
}

function pop(heap: Due[]): Due | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return first;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++;
    if (!isBefore(heap[child]!, last)) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = last;
  return first;
}
