import { TransientError } from '@dowser/pipeline';

/** The work's result, or null when it was given up because stopping ended the wait for something that was not ready. */
export async function heldWhenStopped<T>(work: Promise<T>, stop: AbortSignal): Promise<{ readonly value: T } | null> {
  try {
    return { value: await work };
  } catch (error) {
    if (stop.aborted && error instanceof TransientError) return null;
    throw error;
  }
}

/** Ends work that could go on for hours, in the way that `heldWhenStopped` knows. */
export function throwIfStopped(stop: AbortSignal): void {
  if (stop.aborted) throw new TransientError('stopped');
}
