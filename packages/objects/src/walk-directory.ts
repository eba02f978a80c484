import type { BigIntStats, Dirent } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ObjectError, ObjectErrorCode } from './object-error.ts';

export interface WalkedFile {
  /** Path below the root, with '/'. Ends with '/' for a directory that cannot be listed. */
  readonly key: string;
  /** Absent for what is there but cannot be looked at: reading it says why. */
  readonly stats: BigIntStats | undefined;
}

/**
 * The regular files below `root` whose key starts with `prefix`, in the byte order of their keys, as S3 lists them.
 * Links and special files are left out. One directory's names are in memory at a time for each level.
 */
export async function* walkDirectory(root: string, prefix: string, signal?: AbortSignal): AsyncGenerator<WalkedFile> {
  yield* walk(root, '', prefix, signal);
}

async function* walk(
  root: string,
  directory: string,
  prefix: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<WalkedFile> {
  const entries = await entriesOf(root, directory);
  if (entries === undefined) {
    if (directory.startsWith(prefix)) yield { key: directory, stats: undefined };
    return;
  }
  for (const { key, isDirectory } of entries) {
    signal?.throwIfAborted();
    if (isDirectory) {
      if (key.startsWith(prefix) || prefix.startsWith(key)) yield* walk(root, key, prefix, signal);
    } else if (key.startsWith(prefix)) {
      const stats = await lookAt(join(root, key));
      if (stats !== 'gone') yield { key, stats };
    }
  }
}

/** Undefined when the directory may not be read. */
async function entriesOf(root: string, directory: string) {
  let entries: Dirent[];
  try {
    entries = await readdir(join(root, directory), { withFileTypes: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      if (directory === '') throw new ObjectError(ObjectErrorCode.NoSuchBucket, `${root}: no such directory`);
      return [];
    }
    if (code !== 'EACCES' && code !== 'EPERM') throw error;
    if (directory === '') throw new ObjectError(ObjectErrorCode.PermissionDenied, `${root}: not readable (${code})`);
    return undefined;
  }
  return entries
    .filter((entry) => entry.isFile() || entry.isDirectory())
    .map((entry) => {
      const isDirectory = entry.isDirectory();
      const key = `${directory}${entry.name}${isDirectory ? '/' : ''}`;
      return { key, isDirectory, bytes: Buffer.from(key) };
    })
    .sort((a, b) => Buffer.compare(a.bytes, b.bytes));
}

async function lookAt(path: string): Promise<BigIntStats | undefined | 'gone'> {
  try {
    return await lstat(path, { bigint: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A name that is not UTF-8 comes with U+FFFD in it and cannot be opened by it: listed all the same, never missing.
    if (code === 'ENOENT' && !path.includes('\uFFFD')) return 'gone';
    if (code === 'ENOENT' || code === 'EACCES' || code === 'EPERM') return undefined;
    throw error;
  }
}
