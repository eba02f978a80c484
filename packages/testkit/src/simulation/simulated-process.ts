import { type Clock, TransientError } from '@dowser/pipeline';
import type { Link, Request } from './link.ts';
import type { Random } from './random.ts';
import type { SimulatedTime } from './simulated-time.ts';

/** What becomes of a request. */
export const Fate = {
  Done: 'done',
  /** It never arrives, or is turned away (SlowDown): no effect, TransientError. */
  Refused: 'refused',
  /** It is done, its answer is lost: TransientError. */
  AnswerLost: 'answer-lost',
  /** A part of it is done: TransientError. */
  HalfDone: 'half-done',
} as const;
export type Fate = (typeof Fate)[keyof typeof Fate];

export interface World {
  readonly time: SimulatedTime;
  /** Decides latencies and jitter. */
  readonly random: Random;
  /** Decides what becomes of a request of a process. */
  readonly fateOf: (process: string, what: string) => Fate;
  /** Told of everything that happens. */
  readonly trace: (event: string) => void;
  /** When the simulation begins, in milliseconds since the epoch. */
  readonly epochMs: number;
}

/** A process: its clock and its link to the world. Once killed, nothing that it waits for ever comes. */
export interface SimulatedProcess {
  readonly name: string;
  readonly clock: Clock;
  readonly link: Link;
  readonly alive: () => boolean;
  /** In the middle of whatever it waits for. What it has already asked for happens all the same. */
  kill(): void;
  /** Holds it up, as a stopped or starved machine does: timers and answers come afterwards. */
  pause(ms: number): void;
  /** Moves its wall clock; timers do not mind. */
  jumpClock(ms: number): void;
}

const LATENCY_MIN_MS = 1;
const LATENCY_SPREAD_MS = 40;

export function createSimulatedProcess(name: string, world: World): SimulatedProcess {
  const { time, random, trace } = world;
  let alive = true;
  let heldUntilMs = 0;
  let clockOffsetMs = 0;
  const latencyMs = (): number => LATENCY_MIN_MS + LATENCY_SPREAD_MS * random.next() ** 3;

  /** A call within the process: not in a dead one, and later in a paused one. */
  const after = (ms: number, call: () => void): (() => void) => {
    let cancel = (): void => undefined;
    const due = (): void => {
      if (!alive) return;
      if (heldUntilMs > time.nowMs()) cancel = time.after(heldUntilMs - time.nowMs() + random.next(), due);
      else call();
    };
    cancel = time.after(ms, due);
    return () => cancel();
  };

  const clock: Clock = {
    now: () => new Date(Math.floor(world.epochMs + time.nowMs() + clockOffsetMs)),
    elapsedMs: () => time.nowMs(),
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) {
          reject(signal.reason);
          return;
        }
        const cancel = after(ms, () => {
          signal?.removeEventListener('abort', aborted);
          resolve();
        });
        const aborted = (): void => {
          cancel();
          reject(signal!.reason);
        };
        signal?.addEventListener('abort', aborted, { once: true });
      }),
    every(ms, call) {
      let cancel = (): void => undefined;
      const again = (): void => {
        cancel = after(ms, () => {
          again();
          call();
        });
      };
      again();
      return () => cancel();
    },
    random: () => random.next(),
  };

  const call = <T>(request: Request<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      const send = (): void => {
        const fate = world.fateOf(name, request.what);
        time.after(latencyMs(), () => {
          const answer = arrive(request, fate);
          trace(`${name} ${request.what} ${fate}${answer.ok ? '' : ' failed'}`);
          after(latencyMs(), () => (answer.ok ? resolve(answer.value) : reject(answer.error)));
        });
      };
      if (!alive) return;
      if (heldUntilMs > time.nowMs()) after(0, send);
      else send();
    });

  return {
    name,
    clock,
    link: { call },
    alive: () => alive,
    kill() {
      alive = false;
      trace(`${name} killed`);
    },
    pause(ms) {
      heldUntilMs = Math.max(heldUntilMs, time.nowMs() + ms);
      trace(`${name} paused for ${ms}`);
    },
    jumpClock(ms) {
      clockOffsetMs += ms;
      trace(`${name} clock jumps by ${ms}`);
    },
  };
}

type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown };

function arrive<T>({ what, effect, partial }: Request<T>, fate: Fate): Answer<T> {
  const lost = (how: string): Answer<T> => ({ ok: false, error: new TransientError(`${what}: ${how} (injected)`) });
  if (fate === Fate.Refused) return lost('refused');
  if (fate === Fate.HalfDone) {
    partial?.();
    return lost('half done');
  }
  try {
    const value = effect();
    return fate === Fate.AnswerLost ? lost('answer lost') : { ok: true, value };
  } catch (error) {
    return { ok: false, error };
  }
}
