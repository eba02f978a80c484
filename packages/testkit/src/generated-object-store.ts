import { ObjectError, type ObjectHead, type ObjectStore } from '@dowser/objects';

/** Text put over the generated one. */
export interface Planted {
  /** Byte offset in the object. */
  readonly at: number;
  readonly text: string;
}

export interface GeneratedObject {
  readonly size: number;
  /** In order of `at`, not overlapping. */
  readonly planted: readonly Planted[];
}

const PIECE_BYTES = 64 * 1024;

/** About 1 MiB of log lines in which no identifier occurs. */
const block = Buffer.from(
  Array.from({ length: 10_000 }, (_, i) => {
    const level = ['INFO', 'DEBUG', 'WARN'][i % 3];
    return `2026-03-01T12:00:00Z ${level} worker-${i % 17} request ${(i * 2_654_435_761) % 9_973} took ${(i * 7) % 991} ms\n`;
  }).join(''),
);

/** A store of one object of any size, whose bytes are made when they are read and held nowhere. Every key names it. */
export function createGeneratedObjectStore(object: GeneratedObject): ObjectStore {
  const head: ObjectHead = {
    size: object.size,
    etag: 'generated',
    lastModified: null,
    storageClass: 'STANDARD',
    encryption: 'SSE-S3',
    contentType: 'text/plain',
  };
  return {
    head: async () => head,
    async read(_ref, { ifMatch, range }) {
      if (ifMatch !== '' && ifMatch !== head.etag) throw new ObjectError('OBJECT_VERSION_MISMATCH', `etag ${ifMatch}`);
      return { head, body: bytesOf(object, range?.start ?? 0, Math.min(object.size, range?.end ?? object.size)) };
    },
    async *list() {},
    tags: async () => ({}),
    close: async () => {},
  };
}

async function* bytesOf({ planted }: GeneratedObject, start: number, end: number): AsyncGenerator<Uint8Array> {
  for (let at = start; at < end; ) {
    const inBlock = at % block.length;
    const length = Math.min(PIECE_BYTES, end - at, block.length - inBlock);
    const piece = Buffer.from(block.subarray(inBlock, inBlock + length));
    for (const { at: place, text } of planted) {
      const skip = Math.max(0, at - place);
      if (place < at + length && skip < text.length) piece.write(text.slice(skip), place + skip - at, 'latin1');
    }
    yield piece;
    at += length;
  }
}
