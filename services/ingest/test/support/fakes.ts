import { createHash } from 'node:crypto';
import type { Bus, BusRecord } from '@dowser/bus';
import {
  type AccessEvent,
  type DeadLetter,
  type ObjectRecord,
  type ObjectTask,
  topics,
  type VerdictMessage,
  verdictMessageSchema,
} from '@dowser/contracts';
import { ObjectError, ObjectErrorCode, type ObjectHead, type ObjectStore, type ObjectSummary } from '@dowser/objects';
import { decode } from '@dowser/pipeline';
import { createTelemetry } from '@dowser/telemetry';
import type { Policy } from '../../src/core.ts';

export const quiet = () => createTelemetry({ service: 'test', level: 'silent' });

/** What ingest sends, decoded by its topics' schemas: a value that does not fit fails the test that reads it. */
export interface RecordingBus extends Bus {
  readonly sent: { readonly topic: string; readonly record: BusRecord }[];
  /** Errors for the next produce calls, first to last. */
  readonly faults: unknown[];
  records(): ObjectRecord[];
  live(): ObjectTask[];
  bulk(): ObjectTask[];
  verdicts(): VerdictMessage[];
  accesses(): AccessEvent[];
  deadLetters(): DeadLetter[];
}

export function recordingBus(): RecordingBus {
  const sent: { topic: string; record: BusRecord }[] = [];
  const faults: unknown[] = [];
  const of = <T>(topic: Parameters<typeof decode<T>>[0]): T[] =>
    sent.filter((one) => one.topic === topic.name).map(({ record }) => decode(topic, record.value));
  return {
    sent,
    faults,
    records: () => of(topics.objectRecords),
    live: () => of(topics.liveObjectTasks),
    bulk: () => of(topics.bulkObjectTasks),
    verdicts: () => of(topics.scanResults).map((result) => verdictMessageSchema.parse(result)),
    accesses: () => of(topics.accessEvents),
    deadLetters: () => of(topics.deadLetters),
    async produce(topic, records) {
      const fault = faults.shift();
      if (fault !== undefined) throw fault;
      for (const record of records) sent.push({ topic, record });
    },
    ensureTopics: async () => undefined,
    consume: () => Promise.reject(new Error('ingest does not consume')),
    lag: async () => 0,
    close: async () => undefined,
  };
}

export interface FakeObject {
  readonly body: Uint8Array | string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly storageClass?: string;
  readonly encryption?: string;
  readonly lastModified?: Date;
  readonly error?: ObjectErrorCode;
}

/** Objects by `bucket/key`; counts what is asked. */
export function objectMap(objects: Map<string, FakeObject>): ObjectStore & { readonly asked: string[] } {
  const asked: string[] = [];
  const find = ({ bucket, key }: { bucket: string; key: string }): FakeObject => {
    const object = objects.get(`${bucket}/${key}`);
    if (object === undefined)
      throw new ObjectError(ObjectErrorCode.NoLongerAvailable, `${bucket}/${key}: no such object`);
    if (object.error !== undefined) throw new ObjectError(object.error, `${bucket}/${key}: refused`);
    return object;
  };
  return {
    asked,
    async head(ref) {
      asked.push(`head ${ref.key}`);
      return headOf(find(ref));
    },
    async read(ref, { range }) {
      asked.push(`read ${ref.key}`);
      const object = find(ref);
      const bytes = Buffer.from(object.body as string);
      const part = range === undefined ? bytes : bytes.subarray(range.start, range.end);
      return {
        head: headOf(object),
        body: (async function* () {
          yield part;
        })(),
      };
    },
    async *list(bucket, { prefix = '' } = {}) {
      for (const [name, object] of [...objects].sort(([a], [b]) => (a < b ? -1 : 1))) {
        const key = name.slice(bucket.length + 1);
        if (!name.startsWith(`${bucket}/`) || !key.startsWith(prefix)) continue;
        if (object.error !== undefined) throw new ObjectError(object.error, `${name}: refused`);
        const { size, etag, lastModified, storageClass } = headOf(object);
        yield { bucket, key, versionId: '', size, etag, lastModified, storageClass } satisfies ObjectSummary;
      }
    },
    async tags(ref) {
      asked.push(`tags ${ref.key}`);
      return find(ref).tags ?? {};
    },
    close: async () => undefined,
  };
}

function headOf({ body, storageClass, encryption, lastModified }: FakeObject): ObjectHead {
  const bytes = Buffer.from(body as string);
  return {
    size: bytes.length,
    etag: createHash('md5').update(bytes).digest('hex'),
    lastModified: lastModified ?? new Date('2025-01-01T00:00:00.000Z'),
    storageClass: storageClass ?? 'STANDARD',
    encryption: encryption ?? 'SSE-S3',
    contentType: '',
  };
}

/** Takes everything. */
export const openPolicy: Policy = {
  buckets: [],
  allVersions: false,
  readAnyExtension: false,
  filter: {
    prefixes: [],
    excludePrefixes: [],
    suffixes: [],
    excludeSuffixes: [],
    minBytes: null,
    maxBytes: null,
    storageClasses: [],
    modifiedAfter: null,
    modifiedBefore: null,
    tags: [],
    excludeTags: [],
  },
};
