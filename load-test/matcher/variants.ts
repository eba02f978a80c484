import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { openBus } from '@dowser/bus';
import { ConsumerGroup, objectVersionId, topics } from '@dowser/contracts';
import { type IdentifierSelection, selectIdentifiers } from '@dowser/identifiers';
import {
  DEFAULT_BATCH_MESSAGES as batchMessages,
  DEFAULT_PART_BYTES as partBytes,
  DEFAULT_PARTITIONS_CONCURRENT as partitionsConcurrent,
  runMatcher,
} from '@dowser/matcher';
import { createS3Client, openObjectStore } from '@dowser/objects';
import { decode, encode } from '@dowser/pipeline';
import { createScanner, DEFAULT_OBJECTS_IN_FLIGHT } from '@dowser/scanner';
import { createTelemetry } from '@dowser/telemetry';
import { type Body, type CorpusName, keyOf } from './corpus.ts';
import type { EngineTask } from './engine-thread.ts';

/** One round of one variant. */
export interface Load {
  readonly corpus: CorpusName;
  readonly objectBytes: number;
  readonly objects: number;
  readonly bodies: readonly Body[];
}

/** What a round came to. */
export interface Round {
  readonly seconds: number;
  readonly objects: number;
  /** Null where nothing is looked for. */
  readonly occurrences: number | null;
}

export interface Variant {
  run(load: Load): Promise<Round>;
  close(): Promise<void>;
}

const CREDENTIALS = { accessKeyId: 'load', secretAccessKey: 'test' };
/** Asking takes the matcher's own thread some 100 us. */
const DRAIN_POLL_MS = 20;

/** The S3 client's GET alone, as many at a time as the matcher has objects in flight; the bytes are thrown away. */
export function bareGet(endpoint: string): Variant {
  const client = createS3Client({ endpoint, region: 'us-east-1', pathStyle: true, credentials: CREDENTIALS });
  return {
    async run({ corpus, objectBytes, objects, bodies }) {
      let next = 0;
      const loop = async (): Promise<void> => {
        for (let i = next++; i < objects; i = next++) {
          const Key = keyOf(objectBytes, i, bodies[i % bodies.length]!);
          const answer = await client.send(new GetObjectCommand({ Bucket: corpus, Key }));
          let received = 0;
          for await (const piece of answer.Body as Readable) received += (piece as Uint8Array).length;
          if (received !== objectBytes) throw new Error(`${Key}: ${received} of ${objectBytes} bytes`);
        }
      };
      const began = performance.now();
      await Promise.all(Array.from({ length: DEFAULT_OBJECTS_IN_FLIGHT }, loop));
      return { seconds: (performance.now() - began) / 1_000, objects, occurrences: null };
    },
    close: async () => client.destroy(),
  };
}

/** Threads that scan from shared memory: no reading, no pool, nothing sent but the count. */
export function engine(workers: number, identifiers: IdentifierSelection): Variant {
  const url = new URL('./engine-thread.ts', import.meta.url);
  const threads = Array.from({ length: workers }, () => new Worker(url, { workerData: identifiers }));
  return {
    async run({ objects, bodies }) {
      const began = performance.now();
      const found = await Promise.all(
        threads.map((thread, from) => {
          const task: EngineTask = { bodies, from, to: objects, step: workers };
          return new Promise<number>((resolve, reject) => {
            thread.once('message', resolve).once('error', reject);
            thread.postMessage(task);
          });
        }),
      );
      const seconds = (performance.now() - began) / 1_000;
      return { seconds, objects, occurrences: found.reduce((sum, count) => sum + count, 0) };
    },
    async close() {
      await Promise.all(threads.map((thread) => thread.terminate()));
    },
  };
}

/** The service: tasks on a SQLite bus in, scan results on it out. What arrived is counted after the clock has stopped. */
export async function matcher(workers: number, identifiers: IdentifierSelection, endpoint: string): Promise<Variant> {
  process.env.AWS_ACCESS_KEY_ID = CREDENTIALS.accessKeyId;
  process.env.AWS_SECRET_ACCESS_KEY = CREDENTIALS.secretAccessKey;
  const objects = openObjectStore('s3:', { endpoint });
  const scanner = await createScanner({ identifiers, workers, fingerprintKey: 'a key of the load test' });
  const rows = selectIdentifiers(identifiers);
  const telemetry = createTelemetry({ service: 'load-test', level: 'warn' });
  const folder = mkdtempSync(join(tmpdir(), 'dowser-load-'));
  let rounds = 0;

  return {
    async run(load) {
      const bus = await openBus(`sqlite:${join(folder, `${rounds++}.db`)}`);
      try {
        await bus.ensureTopics(Object.values(topics));
        await bus.produce(topics.bulkObjectTasks.name, tasksOf(load));
        const stop = new AbortController().signal;
        const began = performance.now();
        const options = {
          bus,
          objects,
          scanner,
          rows,
          telemetry,
          stop,
          batchMessages,
          partitionsConcurrent,
          partBytes,
        };
        const subscription = await runMatcher(options);
        const failed = subscription.done.then(() => 0);
        const left = async (): Promise<number> =>
          (await bus.lag(ConsumerGroup.MatcherBulk, [topics.bulkObjectTasks.name])) +
          (await bus.lag(ConsumerGroup.MatcherParts, [topics.objectParts.name]));
        const tick = (): Promise<number> => new Promise((resolve) => setTimeout(resolve, DRAIN_POLL_MS, -1));
        while ((await left()) > 0) await Promise.race([tick(), failed]);
        const seconds = (performance.now() - began) / 1_000;
        await subscription.stop();
        return { seconds, ...(await resultsOn(bus)) };
      } finally {
        await bus.close();
      }
    },
    async close() {
      await scanner.close();
      await objects.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function tasksOf({ corpus, objectBytes, objects, bodies }: Load) {
  return Array.from({ length: objects }, (_, i) => {
    const body = bodies[i % bodies.length]!;
    const object = {
      bucket: corpus,
      key: keyOf(objectBytes, i, body),
      versionId: '',
      etag: body.etag,
      size: objectBytes,
      lastModified: null,
      storageClass: 'STANDARD',
      encryption: '',
      sequencer: '',
      source: 'listing',
      observedAt: '2026-03-01T00:00:00Z',
    } as const;
    const task = { schemaVersion: 1, objectVersionId: objectVersionId(object), object, restored: false } as const;
    return { key: `${object.bucket}/${object.key}`, value: encode(topics.bulkObjectTasks, task) };
  });
}

/** Counts what is on the topic of results: objects with the verdict `scanned`, and occurrences. Any other verdict throws. */
async function resultsOn(bus: Awaited<ReturnType<typeof openBus>>): Promise<{ objects: number; occurrences: number }> {
  const scanned = new Set<string>();
  let occurrences = 0;
  const subscription = await bus.consume({
    group: ConsumerGroup.Sink,
    topics: [topics.scanResults.name],
    maxBatchMessages: 1_000,
    partitionsConcurrent: 4,
    async handle({ messages }) {
      for (const { value } of messages) {
        const result = decode(topics.scanResults, value);
        if (result.kind === 'occurrences') occurrences += result.occurrences.length;
        else if (result.verdict === 'scanned') scanned.add(result.objectVersionId);
        else throw new Error(`${result.key}: ${result.verdict} ${result.reason} ${result.detail}`);
      }
    },
  });
  const failed = subscription.done.then(() => 0);
  const tick = (): Promise<number> => new Promise((resolve) => setTimeout(resolve, DRAIN_POLL_MS, -1));
  while ((await bus.lag(ConsumerGroup.Sink, [topics.scanResults.name])) > 0) await Promise.race([tick(), failed]);
  await subscription.stop();
  return { objects: scanned.size, occurrences };
}
