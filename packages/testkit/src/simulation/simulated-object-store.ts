import { createHash } from 'node:crypto';
import {
  ObjectError,
  ObjectErrorCode,
  type ObjectHead,
  type ObjectRef,
  type ObjectStore,
  type ObjectSummary,
} from '@dowser/objects';
import type { Link } from './link.ts';

/** One version of one object, as a write left it. */
export interface StoredVersion {
  readonly bucket: string;
  readonly key: string;
  /** '' in a bucket without versioning. */
  readonly versionId: string;
  readonly etag: string;
  readonly bytes: Uint8Array;
  readonly lastModified: Date;
  readonly deleteMarker: boolean;
}

/** The buckets of an object store. Every method is one moment. */
export interface SimulatedBuckets {
  create(bucket: string, versioned: boolean): void;
  put(bucket: string, key: string, bytes: Uint8Array): StoredVersion;
  /** The delete marker of a bucket with versions; in one without, what was removed. */
  remove(bucket: string, key: string): StoredVersion | null;
  /** Throws ObjectError. */
  find(ref: ObjectRef, ifMatch: string): StoredVersion;
  /** The latest versions, in the order of their keys' UTF-8. */
  latest(bucket: string): readonly StoredVersion[];
  /** Every version that can still be read. */
  readable(): readonly StoredVersion[];
}

export function createSimulatedBuckets(now: () => Date): SimulatedBuckets {
  const buckets = new Map<string, { readonly versioned: boolean; readonly keys: Map<string, StoredVersion[]> }>();
  let versions = 0;
  const keysOf = (bucket: string) => {
    const found = buckets.get(bucket);
    if (found === undefined) throw new ObjectError(ObjectErrorCode.NoSuchBucket, `${bucket}: no such bucket`);
    return found;
  };
  const write = (bucket: string, key: string, bytes: Uint8Array, deleteMarker: boolean): StoredVersion => {
    const { versioned, keys } = keysOf(bucket);
    const version: StoredVersion = {
      bucket,
      key,
      versionId: versioned ? `v${String(++versions).padStart(6, '0')}` : '',
      etag: deleteMarker ? '' : createHash('md5').update(bytes).digest('hex'),
      bytes,
      lastModified: now(),
      deleteMarker,
    };
    keys.set(key, versioned ? [...(keys.get(key) ?? []), version] : [version]);
    return version;
  };
  return {
    create: (bucket, versioned) => void buckets.set(bucket, { versioned, keys: new Map() }),
    put: (bucket, key, bytes) => write(bucket, key, bytes, false),
    remove(bucket, key) {
      const { versioned, keys } = keysOf(bucket);
      if (versioned) return write(bucket, key, new Uint8Array(), true);
      const gone = keys.get(key)?.at(-1) ?? null;
      keys.delete(key);
      return gone;
    },
    find({ bucket, key, versionId }, ifMatch) {
      const all = keysOf(bucket).keys.get(key) ?? [];
      const version = versionId === '' ? all.at(-1) : all.find((one) => one.versionId === versionId);
      if (version === undefined || version.deleteMarker) {
        throw new ObjectError(ObjectErrorCode.NoLongerAvailable, `s3://${bucket}/${key}: no such object`);
      }
      if (ifMatch !== '' && version.etag !== ifMatch) {
        throw new ObjectError(ObjectErrorCode.VersionMismatch, `s3://${bucket}/${key}: overwritten since`);
      }
      return version;
    },
    latest: (bucket) =>
      [...keysOf(bucket).keys.values()]
        .map((all) => all.at(-1)!)
        .filter(({ deleteMarker }) => !deleteMarker)
        .sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key))),
    readable: () =>
      [...buckets.values()].flatMap(({ keys }) =>
        [...keys.values()].flat().filter(({ deleteMarker }) => !deleteMarker),
      ),
  };
}

export interface SimulatedObjectStoreOptions {
  readonly buckets: SimulatedBuckets;
  readonly link: Link;
  /** Bytes of a body that come at once; a connection may be cut between two of them. */
  readonly pieceBytes?: number;
}

const PIECE_BYTES = 1024 * 1024;
const LIST_PAGE = 1_000;

/** A process's client of the buckets: the port, as the S3 adapter keeps it. */
export function createSimulatedObjectStore(options: SimulatedObjectStoreOptions): ObjectStore {
  const { buckets, link, pieceBytes = PIECE_BYTES } = options;
  return {
    head: ({ bucket, key, versionId }) =>
      link.call({
        what: `objects.head ${bucket}/${key}`,
        effect: () => headOf(buckets.find({ bucket, key, versionId }, '')),
      }),
    async read(ref, { ifMatch, range, signal }) {
      signal?.throwIfAborted();
      const effect = (): StoredVersion => buckets.find(ref, ifMatch);
      const version = await link.call({ what: `objects.read ${ref.bucket}/${ref.key}`, effect });
      signal?.throwIfAborted();
      const bytes = version.bytes.subarray(range?.start ?? 0, Math.max(range?.start ?? 0, range?.end ?? Infinity));
      return { head: headOf(version), body: pieces(bytes, pieceBytes, link, ref, signal) };
    },
    async *list(bucket, { prefix = '', signal } = {}) {
      signal?.throwIfAborted();
      const effect = (): StoredVersion[] => buckets.latest(bucket).filter(({ key }) => key.startsWith(prefix));
      const all = await link.call({ what: `objects.list ${bucket}`, effect });
      for (const [at, version] of all.entries()) {
        if (at > 0 && at % LIST_PAGE === 0) {
          await link.call({ what: `objects.list ${bucket}`, effect: () => undefined });
        }
        signal?.throwIfAborted();
        yield summaryOf(version);
      }
    },
    tags: (ref) =>
      link.call({
        what: `objects.tags ${ref.bucket}/${ref.key}`,
        effect: () => {
          buckets.find(ref, '');
          return {};
        },
      }),
    close: async () => undefined,
  };
}

async function* pieces(
  bytes: Uint8Array,
  size: number,
  link: Link,
  { bucket, key }: ObjectRef,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) {
    if (at > 0) await link.call({ what: `objects.body ${bucket}/${key}`, effect: () => undefined });
    signal?.throwIfAborted();
    yield bytes.subarray(at, at + size);
  }
}

const headOf = ({ bytes, etag, lastModified }: StoredVersion): ObjectHead => ({
  size: bytes.length,
  etag,
  lastModified,
  storageClass: 'STANDARD',
  encryption: 'SSE-S3',
  contentType: '',
});

const summaryOf = ({ bucket, key, versionId, bytes, etag, lastModified }: StoredVersion): ObjectSummary => ({
  bucket,
  key,
  versionId,
  size: bytes.length,
  etag,
  lastModified,
  storageClass: 'STANDARD',
});
