import { TransientError } from '@dowser/pipeline';

/** kafkajs did not answer in time; it may never do. */
export class SilentError extends TransientError {}

/** Rejects with SilentError when the work has not settled in time. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new SilentError(`Kafka: no answer within ${ms} ms`)), ms);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
