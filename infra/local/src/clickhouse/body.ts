import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';
import { HttpProblem } from './problem.ts';

/** Within this much of a request its SQL must end and its rows begin; the size of ClickHouse's own max_query_size. */
export const HEAD_BYTES = 262_144;
/** Longest query that is not an INSERT with rows. */
export const QUERY_BYTES_MAX = 16_777_216;

/** The request's body, uncompressed. */
export function openBody(request: IncomingMessage): Readable {
  const encoding = request.headers['content-encoding'];
  const unpack = {
    gzip: createGunzip,
    deflate: createInflate,
    br: createBrotliDecompress,
    zstd: createZstdDecompress,
  }[encoding ?? ''];
  if (unpack === undefined) {
    if (encoding === undefined || encoding === 'identity') return request;
    throw new HttpProblem(
      48,
      'NOT_IMPLEMENTED',
      `Content-Encoding ${encoding} is not served: use gzip, deflate, br or zstd`,
    );
  }
  const unpacked = unpack();
  // `pipe` passes no errors on: an upload that breaks off must end the reading, not leave it waiting.
  request.on('error', (error) => unpacked.destroy(error)).on('aborted', () => unpacked.destroy(new Error('aborted')));
  return request.pipe(unpacked);
}

/** A body read as far as its SQL may reach. */
export interface BodyHead {
  readonly head: Buffer;
  /** What follows `head`. */
  readonly rest: AsyncIterator<Buffer>;
  readonly ended: boolean;
}

/** Reads up to `limit` bytes, or a chunk beyond. */
export async function readHead(body: Readable, limit: number): Promise<BodyHead> {
  const rest: AsyncIterator<Buffer> = body[Symbol.asyncIterator]();
  const chunks: Buffer[] = [];
  for (let size = 0; size < limit; ) {
    const next = await rest.next();
    if (next.done) return { head: Buffer.concat(chunks), rest, ended: true };
    chunks.push(next.value);
    size += next.value.length;
  }
  return { head: Buffer.concat(chunks), rest, ended: false };
}

/** The whole of a body that was begun. Throws HttpProblem past QUERY_BYTES_MAX. */
export async function readRest({ head, rest, ended }: BodyHead): Promise<Buffer> {
  const chunks = [head];
  let size = head.length;
  for (let done = ended; ; ) {
    if (size > QUERY_BYTES_MAX) {
      throw new HttpProblem(229, 'QUERY_IS_TOO_LARGE', `The query is longer than ${QUERY_BYTES_MAX} bytes`);
    }
    if (done) break;
    const next = await rest.next();
    done = next.done === true;
    if (next.done) continue;
    chunks.push(next.value);
    size += next.value.length;
  }
  return Buffer.concat(chunks);
}

/**
 * Puts rows into a file for as long as `use` runs. The engine reads a file in any format, at any size, in constant memory;
 * and nothing is inserted from an upload that broke off.
 */
export async function withSpooled<T>(
  folder: string,
  first: Buffer,
  rest: AsyncIterator<Buffer>,
  use: (path: string) => Promise<T>,
): Promise<T> {
  const path = join(folder, randomUUID());
  try {
    await pipeline(Readable.from(joined(first, rest)), createWriteStream(path));
    return await use(path);
  } finally {
    await rm(path, { force: true });
  }
}

async function* joined(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  if (first.length > 0) yield first;
  for (;;) {
    const next = await rest.next();
    if (next.done) return;
    yield next.value;
  }
}
