import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { RejectCode } from '@dowser/contracts';
import { RejectError } from '@dowser/pipeline';

/**
 * What a gzip stream holds. Throws RejectError with this code, the message beginning with `what`, where the stream is broken;
 * errors of `stored` pass through as what they are.
 */
export async function* gunzipped(
  stored: AsyncIterable<Uint8Array>,
  code: RejectCode,
  what: string,
): AsyncGenerator<Uint8Array> {
  let storeError: unknown;
  const source = Readable.from(stored, { objectMode: false });
  const gunzip = createGunzip();
  source.on('error', (error) => {
    storeError = error;
    gunzip.destroy(error);
  });
  source.pipe(gunzip);
  try {
    for await (const chunk of gunzip) yield chunk as Uint8Array;
  } catch (error) {
    if (storeError !== undefined) throw storeError;
    throw new RejectError(code, `${what}not a whole gzip stream (${(error as Error).message})`, { cause: error });
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}
