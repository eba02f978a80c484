/** A blow that has fallen; times in ms. */
export interface Fallen {
  readonly fellAt: number;
  /** When the fault ended; 0 while it lasts. A kill ends when the process is gone. */
  readonly overAt: number;
  readonly recoveredAt: number;
}

/**
 * Seconds from the end of the fault until the pipeline has recovered from it, without those in which another fault lasted: while the
 * broker is away nothing can recover from anything.
 */
export function recoverySeconds(blow: Fallen, all: readonly Fallen[]): number {
  let seconds = 0;
  let from = blow.overAt;
  for (const { fellAt, overAt } of all.toSorted((a, b) => a.fellAt - b.fellAt)) {
    if (overAt <= from || fellAt >= blow.recoveredAt) continue;
    seconds += Math.max(0, fellAt - from) / 1_000;
    from = overAt;
  }
  return seconds + Math.max(0, blow.recoveredAt - from) / 1_000;
}
