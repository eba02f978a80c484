import type { ObjectHead, ObjectRef, ObjectStore } from '@dowser/objects';
import { type RetryOptions, retryTransient } from '@dowser/pipeline';
import { throwIfStopped } from './held-when-stopped.ts';

/** Bytes of one ranged read: what is lost when a connection breaks. */
export const RANGE_BYTES = 8 * 1024 * 1024;

/** An object that is read in ranges, each tried again by itself, all of them of the same content. */
export interface RangedObject {
  readonly size: number;
  /** Half-open; must lie within the object. */
  slice(start: number, end: number): Promise<Uint8Array>;
  stream(): AsyncIterable<Uint8Array>;
}

/** Errors: ObjectError, also when the content changes on the way. TransientError only when `retry.signal` ends the waiting. */
export async function openRanged(objects: ObjectStore, ref: ObjectRef, retry: RetryOptions): Promise<RangedObject> {
  const head: ObjectHead = await retryTransient(() => objects.head(ref), retry);
  const slice = (start: number, end: number): Promise<Uint8Array> =>
    retryTransient(async () => {
      const { body } = await objects.read(ref, { ifMatch: head.etag, range: { start, end } });
      const parts: Uint8Array[] = [];
      for await (const part of body) parts.push(part);
      return Buffer.concat(parts);
    }, retry);
  return {
    size: head.size,
    slice,
    async *stream() {
      for (let start = 0; start < head.size; start += RANGE_BYTES) {
        throwIfStopped(retry.signal);
        yield await slice(start, Math.min(start + RANGE_BYTES, head.size));
      }
    },
  };
}
