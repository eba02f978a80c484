import { createReadStream, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type ObjectStore, openObjectStore } from '@dowser/objects';
import { objectSource, type ScanSource } from '@dowser/scanner';
import { UsageError } from '../usage-error.ts';

/** One object to scan. */
export interface ScanInput {
  /** As the user named it: a path, or s3://bucket/key; `-` for stdin. */
  readonly object: string;
  readonly source: ScanSource;
}

export interface ScanInputs {
  objects(): AsyncIterable<ScanInput>;
  close(): Promise<void>;
}

export const STDIN = '-';
const S3 = 's3://';

interface Place {
  objects(): AsyncIterable<ScanInput>;
  readonly store?: ObjectStore;
}

/**
 * The objects that the words of the command line name, in their order; listings are fetched as they are consumed.
 * Throws one UsageError that lists every word that names nothing.
 */
export function openScanInputs(words: readonly string[], endpoint: string | undefined): ScanInputs {
  const problems: string[] = [];
  const places: Place[] = [];
  for (const word of words) {
    try {
      places.push(word.startsWith(S3) ? s3Place(word, endpoint) : localPlace(word));
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      problems.push(error.message);
    }
  }
  if (endpoint !== undefined && !words.some((word) => word.startsWith(S3))) {
    problems.push('--endpoint goes with s3://bucket/prefix, and none is given');
  }
  if (words.filter((word) => word === STDIN).length > 1) problems.push('- (stdin) can be given once');
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  return {
    async *objects() {
      for (const place of places) yield* place.objects();
    },
    close: async () => {
      for (const { store } of places) await store?.close();
    },
  };
}

function s3Place(word: string, endpoint: string | undefined): Place {
  const [bucket = '', ...rest] = word.slice(S3.length).split('/');
  if (bucket === '') throw new UsageError(`${word}: no bucket; give s3://bucket or s3://bucket/prefix`);
  const store = openObjectStore('s3:', endpoint === undefined ? {} : { endpoint });
  return { store, objects: () => listed(store, bucket, rest.join('/'), (key) => `${S3}${bucket}/${key}`) };
}

function localPlace(word: string): Place {
  if (word === STDIN) return streamPlace(STDIN, () => process.stdin);
  const stats = statOf(word);
  if (stats.isDirectory()) {
    const root = realpathSync(word);
    const store = openObjectStore(pathToFileURL(root).href);
    return {
      store,
      objects: () => listed(store, basename(root), '', (key) => (word.endsWith('/') ? word + key : `${word}/${key}`)),
    };
  }
  if (stats.isFile()) {
    const path = realpathSync(word);
    const store = openObjectStore(pathToFileURL(dirname(path)).href);
    const ref = { bucket: basename(dirname(path)), key: basename(path), versionId: '' };
    return { store, objects: () => one({ object: word, source: objectSource(store, ref, { ifMatch: '' }) }) };
  }
  // A named pipe or device: `dowser scan <(zcat dump.gz)`.
  return streamPlace(word, () => createReadStream(word));
}

function statOf(path: string): Stats {
  try {
    return statSync(path);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new UsageError(`${path}: no such file or directory`);
    throw new UsageError(`${path}: cannot be looked at (${code || String(error)})`);
  }
}

async function* listed(
  store: ObjectStore,
  bucket: string,
  prefix: string,
  name: (key: string) => string,
): AsyncGenerator<ScanInput> {
  for await (const { key, versionId, etag } of store.list(bucket, { prefix })) {
    yield { object: name(key), source: objectSource(store, { bucket, key, versionId }, { ifMatch: etag }) };
  }
}

async function* one(input: ScanInput): AsyncGenerator<ScanInput> {
  yield input;
}

const streamPlace = (word: string, open: () => AsyncIterable<Uint8Array>): Place => ({
  objects: () => one({ object: word, source: { name: word, open: async () => ({ size: -1, bytes: open() }) } }),
});
