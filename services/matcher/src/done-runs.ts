import type { Work } from './match-object.ts';

/** Runs of scans that are remembered; a forgotten one costs work that is done twice, and no more. */
export const RUNS_REMEMBERED = 10_000;

/** How far the run of a scan has come. */
export interface Progress extends Pick<Work, 'task' | 'run'> {
  /** Parts that are scanned, with what they led to durable on the bus; Infinity: all. */
  readonly parts: number;
}

/** What this process has done of the latest runs. */
export interface DoneRuns {
  done(progress: Progress | undefined): void;
  /** True when what this work leads to is durable already: a commit was lost, and to do it again would begin a second run beside the first. */
  has(work: Work): boolean;
}

export function createDoneRuns(): DoneRuns {
  const partsOf = new Map<string, number>();
  const nameOf = ({ task, run }: Pick<Work, 'task' | 'run'>): string => `${task.objectVersionId} ${run}`;
  return {
    done(progress) {
      if (progress === undefined) return;
      const name = nameOf(progress);
      const parts = Math.max(progress.parts, partsOf.get(name) ?? 0);
      partsOf.delete(name);
      partsOf.set(name, parts);
      if (partsOf.size <= RUNS_REMEMBERED) return;
      const [oldest] = partsOf.keys();
      partsOf.delete(oldest!);
    },
    has: (work) => (partsOf.get(nameOf(work)) ?? 0) > (work.rest?.part ?? 0),
  };
}
