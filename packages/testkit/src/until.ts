import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY_MS = 10;

/** Waits for a condition; fails with `what` when it does not come true in time. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  what: string,
  patienceMs = 30_000,
  lookEveryMs = LOOK_EVERY_MS,
): Promise<void> {
  const giveUpAt = Date.now() + patienceMs;
  while (!(await condition())) {
    if (Date.now() >= giveUpAt) throw new Error(`not within ${patienceMs} ms: ${what}`);
    await sleep(lookEveryMs);
  }
}

/** A door that opens once. */
export function gate(): { readonly opened: Promise<void>; open(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: resolve };
}
