import { type Clock, logRetry, systemClock, TransientError } from '@dowser/pipeline';
import type { Store } from '@dowser/store';
import type { Telemetry } from '@dowser/telemetry';

export interface RollUpLoop {
  /** Aborted when a roll-up failed in a way that waiting does not help. */
  readonly failed: AbortSignal;
  /** Rolls up once more what is still to be done, and ends. Throws what made it fail. */
  stop(): Promise<void>;
}

export interface KeepRolledUpOptions {
  readonly store: Pick<Store, 'rollUpAccess' | 'detectAnomalies'>;
  readonly telemetry: Telemetry;
  readonly rollUpSeconds: number;
  readonly reweighSeconds: number;
  readonly detectSeconds: number;
  readonly falseAlarmDays: number;
  readonly trustedAccounts: readonly string[];
  readonly clock?: Clock;
}

/**
 * Computes the aggregates of access every `rollUpSeconds`, and from them the anomalies, where something has changed, no more
 * often than every `detectSeconds`. It reads marks that the rows' own insert left in the store, so
 * nothing is lost when a sink dies between an insert and a roll-up: the next one of any sink does it. Away stores are waited
 * for.
 */
export function keepRolledUp({
  store,
  telemetry,
  rollUpSeconds,
  reweighSeconds,
  detectSeconds,
  falseAlarmDays,
  trustedAccounts,
  clock = systemClock,
}: KeepRolledUpOptions): RollUpLoop {
  const stopping = new AbortController();
  const failed = new AbortController();
  const waitMs = rollUpSeconds * 1_000;
  const retried = logRetry(telemetry, 'sink');
  // What another sink rolled up before it died may not have been looked at.
  let changed = true;
  let detectFromMs = 0;
  const once = async (): Promise<void> => {
    try {
      const hours = await store.rollUpAccess({ reweighSeconds });
      if (hours > 0) telemetry.log.debug({ hours }, 'access rolled up');
      changed ||= hours > 0;
      const now = clock.now();
      if (!changed || (now.getTime() < detectFromMs && !stopping.signal.aborted)) return;
      const detected = await store.detectAnomalies({ now, falseAlarmDays, trustedAccounts });
      changed = false;
      detectFromMs = now.getTime() + detectSeconds * 1_000;
      if (detected.changed > 0) telemetry.log.info(detected, 'anomalies of access are new or have changed');
    } catch (error) {
      if (!(error instanceof TransientError)) throw error;
      retried(error, 1, waitMs);
    }
  };
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await clock.sleep(waitMs, stopping.signal).catch(() => undefined);
      if (!stopping.signal.aborted) await once();
    }
    await once();
  };
  const running = loop().catch((error: unknown) => failed.abort(error));
  return {
    failed: failed.signal,
    async stop() {
      stopping.abort();
      await running;
      if (failed.signal.aborted) throw failed.signal.reason;
    },
  };
}
