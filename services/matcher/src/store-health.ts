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
  /** An object was dealt with: the store serves. */
  served(): void;
  /** Objects dealt with so far: remember it when an object's read begins to fail. */
  mark(): number;
  /**
   * For an object whose tries are used up: true when nothing was served since `mark` or the store cannot be reached. Then
   * the object is no worse than the others and its task must wait.
   */
  isDown(error: TransientError, mark: number): boolean;
}

export function createStoreHealth(): StoreHealth {
  let served = 0;
  return {
    served: () => void served++,
    mark: () => served,
    isDown: (error, mark) => isUnreachable(error) || served === mark,
  };
}

function isUnreachable(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (UNREACHABLE.has((cause as NodeJS.ErrnoException).code ?? '')) return true;
  }
  return false;
}
