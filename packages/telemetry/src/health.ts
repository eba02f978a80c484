/** A wait that has not been followed by another one for this long after its end is over. */
export const WAIT_GRACE_MS = 5_000;

/** Whether a service works: what /readyz says. */
export interface Health {
  /** Everything is connected and taken up. */
  started(): void;
  /** No new work is taken. */
  stopping(): void;
  /** Something outside is not ready: the stage tries again in `waitMs`. Over by itself once no more waits follow. */
  waiting(stage: string, why: string, waitMs: number): void;
  state(): { readonly ready: boolean; readonly why: string };
}

export function createHealth(nowMs: () => number = () => performance.now()): Health {
  let phase: 'starting' | 'started' | 'stopping' = 'starting';
  const waits = new Map<string, { readonly why: string; readonly untilMs: number }>();
  return {
    started() {
      if (phase === 'starting') phase = 'started';
    },
    stopping() {
      phase = 'stopping';
    },
    waiting(stage, why, waitMs) {
      waits.set(stage, { why, untilMs: nowMs() + waitMs + WAIT_GRACE_MS });
    },
    state() {
      const now = nowMs();
      const open = [...waits].filter(([, { untilMs }]) => untilMs > now);
      const why = open.map(([stage, wait]) => `${stage} waits: ${wait.why}`).join('; ');
      if (phase !== 'started') return { ready: false, why: why === '' ? phase : `${phase}; ${why}` };
      return { ready: open.length === 0, why: why === '' ? 'ready' : why };
    },
  };
}
