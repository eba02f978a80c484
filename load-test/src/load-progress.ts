import { SingleBar } from 'cli-progress';
import type { RunProgress } from './run-load.ts';

const NON_TTY_EVERY_MS = 5_000;

export interface LoadProgress {
  filled(objects: number, bytes: number): void;
  ran(progress: RunProgress): void;
  stop(): void;
}

/** Bars on stderr for filling a bucket with `objects` and for what is done of a run. */
export function createLoadProgress(what: string, objects: number): LoadProgress {
  let stage = '';
  let bar: SingleBar | null = null;
  const at = (name: string, value: number, more: string): void => {
    if (stage !== name) {
      bar?.stop();
      stage = name;
      bar = new SingleBar({
        format: `${what}: ${name} [{bar}] {value}/{total} objects {more}· {duration_formatted}`,
        stream: process.stderr,
        hideCursor: true,
        noTTYOutput: true,
        notTTYSchedule: NON_TTY_EVERY_MS,
        barsize: 24,
      });
      bar.start(objects, value, { more });
    } else bar?.update(value, { more });
  };
  return {
    filled: (value, bytes) => at('filling', value, `· ${(bytes / 1e6).toFixed(1)} MB `),
    ran: ({ ended, lag }) => at('scanning', ended, `· lag ${lag} `),
    stop: () => bar?.stop(),
  };
}
