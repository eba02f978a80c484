import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { link, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** One file of payload; an object is a list of them, one for each part it was uploaded in. */
export interface Blob {
  readonly id: string;
  readonly size: number;
}

/** Bytes of one read of a file: large enough that the event loop is not the limit of a download. */
const READ_BYTES = 512 * 1024;

export interface Blobs {
  /** Writes the payload to a new blob; nothing stays when it breaks off. */
  save(body: AsyncIterable<Uint8Array>): Promise<{ readonly blob: Blob; readonly md5: string }>;
  /** A second name for the same bytes. */
  copy(blob: Blob): Promise<Blob>;
  /** Bytes `start` to `end` (half-open) of the blobs laid end to end. */
  read(blobs: readonly Blob[], start: number, end: number): Readable;
  remove(blobs: readonly Blob[]): Promise<void>;
  /** Removes what `used` does not name: left by a process that was killed. */
  sweep(used: ReadonlySet<string>): Promise<void>;
}

export async function openBlobs(directory: string): Promise<Blobs> {
  await mkdir(directory, { recursive: true });
  const path = (id: string): string => join(directory, id);
  const remove = async (ids: readonly string[]): Promise<void> => {
    for (const id of ids) await rm(path(id), { force: true });
  };
  return {
    async save(body) {
      const id = randomUUID();
      const md5 = createHash('md5');
      let size = 0;
      const measured = async function* (): AsyncGenerator<Uint8Array> {
        for await (const bytes of body) {
          md5.update(bytes);
          size += bytes.length;
          yield bytes;
        }
      };
      try {
        await pipeline(measured, createWriteStream(path(id), { flags: 'wx' }));
      } catch (error) {
        await remove([id]);
        throw error;
      }
      return { blob: { id, size }, md5: md5.digest('hex') };
    },
    async copy(blob) {
      const id = randomUUID();
      await link(path(blob.id), path(id));
      return { id, size: blob.size };
    },
    read(blobs, start, end) {
      const spans = spansOf(blobs, start, end);
      const open = ({ id, start, end }: Span): Readable =>
        createReadStream(path(id), { start, end: end - 1, highWaterMark: READ_BYTES });
      const [only] = spans;
      if (only === undefined) return Readable.from([]);
      if (spans.length === 1) return open(only);
      return Readable.from(
        (async function* () {
          for (const span of spans) yield* open(span);
        })(),
        { objectMode: false },
      );
    },
    remove: (blobs) => remove(blobs.map((blob) => blob.id)),
    async sweep(used) {
      await remove((await readdir(directory)).filter((id) => !used.has(id)));
    },
  };
}

interface Span {
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

function spansOf(blobs: readonly Blob[], start: number, end: number): Span[] {
  const spans: Span[] = [];
  let offset = 0;
  for (const { id, size } of blobs) {
    const from = Math.max(start - offset, 0);
    const to = Math.min(end - offset, size);
    if (from < to) spans.push({ id, start: from, end: to });
    offset += size;
  }
  return spans;
}
