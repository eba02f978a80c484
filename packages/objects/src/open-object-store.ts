import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ConfigError } from '@dowser/pipeline';
import { createFilesystemObjectStore } from './filesystem-object-store.ts';
import type { ObjectStore } from './port.ts';
import { createS3ObjectStore } from './s3-object-store.ts';

export interface OpenObjectStoreOptions {
  /** S3 endpoint; wins over AWS_ENDPOINT_URL_S3 and AWS_ENDPOINT_URL. */
  readonly endpoint?: string;
  /** Default process.env. */
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * The object store that a URL names: `s3:` (credentials, region and endpoint by the AWS environment and profile) or
 * `file:///absolute/directory` (one bucket, named by the directory's base name). Throws ConfigError; connects to nothing.
 */
export function openObjectStore(url: string, options: OpenObjectStoreOptions = {}): ObjectStore {
  if (url === 's3:' || url === 's3://') return openS3(options);
  if (url.startsWith('file:')) return createFilesystemObjectStore({ root: directoryOf(url) });
  throw new ConfigError([`object store ${JSON.stringify(url)}: neither s3: nor file:///absolute/directory`]);
}

function openS3({ endpoint, env = process.env }: OpenObjectStoreOptions): ObjectStore {
  const custom = endpoint ?? nonEmpty(env.AWS_ENDPOINT_URL_S3) ?? nonEmpty(env.AWS_ENDPOINT_URL);
  if (custom === undefined) return createS3ObjectStore({});
  if (!URL.canParse(custom) || !/^https?:/.test(custom)) {
    throw new ConfigError([`S3 endpoint ${JSON.stringify(custom)}: not an http:// or https:// URL`]);
  }
  // Few S3-compatible stores have a name for each bucket, and they do not mind which region signs.
  const region = nonEmpty(env.AWS_REGION) ?? nonEmpty(env.AWS_DEFAULT_REGION) ?? 'us-east-1';
  return createS3ObjectStore({ endpoint: custom, pathStyle: true, region });
}

const nonEmpty = (value: string | undefined): string | undefined => (value === '' ? undefined : value);

function directoryOf(url: string): string {
  try {
    const path = fileURLToPath(url);
    if (statSync(path).isDirectory()) return path;
  } catch (error) {
    throw new ConfigError([`object store ${url}: ${error instanceof Error ? error.message : String(error)}`]);
  }
  throw new ConfigError([`object store ${url}: not a directory`]);
}
