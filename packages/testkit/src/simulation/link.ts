import type { Clock } from '@dowser/pipeline';

/** A request to something outside the process. */
export interface Request<T> {
  /** Names it in traces: `bus.produce scan-results.v1`. */
  readonly what: string;
  /** What it does there: at one moment, and whether or not the process lives to hear of it. */
  readonly effect: () => T;
  /** What it may leave behind when it fails half way. */
  readonly partial?: () => void;
}

/** The way from a process to the world outside. Faults happen here: TransientError before, after or half way through an effect. */
export interface Link {
  call<T>(request: Request<T>): Promise<T>;
}

/** A way without faults, for the system's clock: how the simulated parts run the conformance suites of the real ones. */
export function directLink(clock: Clock): Link {
  return {
    async call({ effect }) {
      await clock.sleep(0);
      return effect();
    },
  };
}
