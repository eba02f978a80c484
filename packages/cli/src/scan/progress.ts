import { clearLine, cursorTo } from 'node:readline';
import type { Tally } from './tally.ts';

const EVERY_MS = 250;

/** A status line on stderr, where that is a terminal. Returns what takes it away. */
export function showProgress(tally: Tally): () => void {
  const { stderr } = process;
  if (!stderr.isTTY) return () => {};
  const startedAt = performance.now();
  const clear = (): void => {
    clearLine(stderr, 0);
    cursorTo(stderr, 0);
  };
  const timer = setInterval(() => {
    const seconds = (performance.now() - startedAt) / 1000;
    const megabytes = tally.bytesRead / 1e6;
    clear();
    stderr.write(
      `${tally.objectsTotal} objects, ${megabytes.toFixed(1)} MB, ${(megabytes / seconds).toFixed(1)} MB/s, ${tally.occurrencesTotal} occurrences`,
    );
  }, EVERY_MS);
  return () => {
    clearInterval(timer);
    clear();
  };
}
