import type { TransientError } from '@dowser/pipeline';

/** Errors of a store that nobody reaches, as against one that fails on an object. */
const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
]);

/** Tells a store that is down from one that serves other objects. */
export interface StoreHealth {
  /** For one object, from the beginning of its scan. */
  watch(): ObjectWatch;
}

export interface ObjectWatch {
  /** The store answered about this object. Said when it does, not when the answer has been worked off: by then it may be down. */
  served(): void;
  /** Reading this object begins to fail. */
  failing(): void;
  /**
   * Once its tries are used up: true when no other object was served since they began to fail, or the store cannot be
   * reached. Then the object is no worse than the others and its task must wait.
   */
  isDown(error: TransientError): boolean;
}

export function createStoreHealth(): StoreHealth {
  let served = 0;
  return {
    watch() {
      let own = 0;
      let mark = served;
      return {
        served() {
          served++;
          own++;
        },
        failing() {
          mark = served - own;
        },
        isDown: (error) => isUnreachable(error) || served - own === mark,
      };
    },
  };
}

function isUnreachable(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (UNREACHABLE.has((cause as NodeJS.ErrnoException).code ?? '')) return true;
  }
  return false;
}
