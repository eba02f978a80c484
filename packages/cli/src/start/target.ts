import { existsSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UsageError } from '../usage-error.ts';

/** What `dowser start` scans. */
export type Target =
  | { readonly kind: 'sample' }
  | { readonly kind: 'directory'; readonly bucket: string; readonly objectsUrl: string; readonly listing: string }
  | { readonly kind: 's3'; readonly bucket: string; readonly listing: string; readonly endpoint: string | undefined };

/**
 * The target that the words of the command line name: nothing is the sample bucket, `s3://bucket/prefix` a bucket,
 * anything else a directory, relative to `from`. Throws UsageError.
 */
export function parseTarget(word: string | undefined, endpoint: string | undefined, from: string): Target {
  if (word === undefined) {
    if (endpoint !== undefined)
      throw new UsageError('--endpoint needs a bucket: dowser start s3://bucket/prefix --endpoint URL');
    return { kind: 'sample' };
  }
  if (word.startsWith('s3://')) {
    const bucket = word.slice('s3://'.length).split('/')[0] ?? '';
    if (bucket === '') throw new UsageError(`${word}: no bucket; give s3://bucket or s3://bucket/prefix`);
    return { kind: 's3', bucket, listing: word, endpoint };
  }
  if (endpoint !== undefined) throw new UsageError('--endpoint goes with s3://bucket/prefix, not with a directory');
  const path = resolve(from, word);
  if (!existsSync(path)) throw new UsageError(`${path}: no such directory`);
  if (!statSync(path).isDirectory())
    throw new UsageError(`${path}: not a directory; to look at one file use: dowser scan ${word}`);
  const bucket = basename(path) || 'root';
  return { kind: 'directory', bucket, objectsUrl: pathToFileURL(path).href, listing: `s3://${bucket}/` };
}
