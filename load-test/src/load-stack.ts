import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { type AwsProcess, type FrontProcess, startAwsProcess, startClickHouse } from '@dowser/local';
import { createS3Client } from '@dowser/objects';

/** What outlasts single runs: the object store with what lies in it, the queue, the analytics engine. */
export interface LoadStack {
  /** Removed at the end. */
  readonly folder: string;
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly clickhouse: FrontProcess;
  /** Queues, and objects unless `endpoint` names another store. */
  readonly aws: AwsProcess;
  /** How the services reach both. */
  readonly env: NodeJS.ProcessEnv;
  /** False where the objects lie elsewhere: their requests are not counted. */
  readonly embeddedStore: boolean;
  close(): Promise<void>;
}

export interface LoadStackOptions {
  /** An S3-compatible store with the usual AWS credentials; absent: the embedded one. */
  readonly endpoint?: string | undefined;
  /** Default: the system's folder for temporary files. */
  readonly parentFolder?: string;
}

const REGION = 'us-east-1';
const EMBEDDED_KEYS = { accessKeyId: 'embedded', secretAccessKey: 'embedded' };

/** Starts the embedded ClickHouse, S3 and SQS on a folder of their own. */
export async function startLoadStack({ endpoint, parentFolder = tmpdir() }: LoadStackOptions): Promise<LoadStack> {
  const folder = mkdtempSync(join(parentFolder, 'dowser-load-'));
  const clickhouse = await startClickHouse({ port: 0, dataDir: join(folder, 'clickhouse') });
  const aws = await startAwsProcess({ port: 0, dataDir: join(folder, 'aws') });
  const embeddedStore = endpoint === undefined;
  const env = {
    AWS_REGION: process.env.AWS_REGION ?? REGION,
    AWS_ENDPOINT_URL_SQS: aws.url,
    AWS_ENDPOINT_URL_S3: endpoint ?? aws.url,
    ...(embeddedStore
      ? { AWS_ACCESS_KEY_ID: EMBEDDED_KEYS.accessKeyId, AWS_SECRET_ACCESS_KEY: EMBEDDED_KEYS.secretAccessKey }
      : {}),
  };
  const s3 = createS3Client({
    endpoint: env.AWS_ENDPOINT_URL_S3,
    region: env.AWS_REGION,
    pathStyle: true,
    ...(embeddedStore ? { credentials: EMBEDDED_KEYS } : {}),
  });
  const sqs = new SQSClient({ endpoint: aws.url, region: env.AWS_REGION, credentials: EMBEDDED_KEYS });
  return {
    folder,
    s3,
    sqs,
    clickhouse,
    aws,
    env,
    embeddedStore,
    async close() {
      s3.destroy();
      sqs.destroy();
      await aws.stop();
      await clickhouse.stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
