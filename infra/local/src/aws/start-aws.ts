import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openBlobs } from './blobs.ts';
import { openObjectDatabase } from './object-database.ts';
import { startQueues } from './queues.ts';
import { serveS3 } from './serve-s3.ts';

export interface AwsOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** Holds the buckets and objects, which outlast the process; made when missing; one process at a time. */
  readonly dataDir: string;
}

export interface AwsStack {
  /** Endpoint of S3 (path style) and SQS for the AWS SDKs; any credentials do. */
  readonly url: string;
  /** S3 requests answered since the start, by operation: `getObject`, `putObject` … */
  requests(): RequestCounts;
  /** From now on each S3 request is taken up so many milliseconds after it came. */
  delay(ms: number): void;
  stop(): Promise<void>;
}

export type RequestCounts = Readonly<Record<string, number>>;

/**
 * S3 and SQS on one local port. Objects are kept on disk; queues are in memory and end with the process.
 * S3 does what `s3-operations.ts` lists and answers NotImplemented to everything else.
 */
export async function startAws({ port, dataDir }: AwsOptions): Promise<AwsStack> {
  await mkdir(dataDir, { recursive: true });
  const db = openLocked(dataDir);
  const blobs = await openBlobs(join(dataDir, 'blobs'));
  await blobs.sweep(db.usedBlobs());
  const queues = await startQueues();
  const onBug = (error: unknown): void => console.error('local S3:', error);

  const running = new Set<Promise<void>>();
  const requests = new Map<string, number>();
  let delayMs = 0;
  const onOperation = (name: string): void => void requests.set(name, (requests.get(name) ?? 0) + 1);
  const server = createServer({ keepAliveTimeout: 60_000, requestTimeout: 0 }, (request, response) => {
    const isQueueCall = request.headers['x-amz-target']?.toString().startsWith('AmazonSQS.') === true;
    if (isQueueCall) queues.handle(request, response);
    else {
      const serve = () => serveS3({ db, blobs, queues }, request, response, { onBug, onOperation });
      const served = delayMs === 0 ? serve() : sleep(delayMs).then(serve);
      running.add(served);
      void served.then(() => running.delete(served));
    }
  });
  const stop = async (): Promise<void> => {
    if (server.listening) {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    }
    await Promise.all(running);
    await queues.stop();
    db.close();
  };
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
  } catch (error) {
    await stop();
    throw error;
  }
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const delay = (ms: number): void => {
    delayMs = ms;
  };
  return { url, requests: () => Object.fromEntries(requests), delay, stop };
}

function openLocked(dataDir: string) {
  try {
    return openObjectDatabase(join(dataDir, 'objects.sqlite'));
  } catch (error) {
    if (error instanceof Error && /locked/.test(error.message)) {
      throw new Error(`${dataDir} is in use by another local S3: stop that one or name another directory`, {
        cause: error,
      });
    }
    throw error;
  }
}
