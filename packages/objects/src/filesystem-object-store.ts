import { createHash } from 'node:crypto';
import { type BigIntStats, constants } from 'node:fs';
import { type FileHandle, lstat, open, readdir, realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { TransientError } from '@dowser/pipeline';
import { ObjectError, ObjectErrorCode } from './object-error.ts';
import type { ObjectHead, ObjectRef, ObjectStore } from './port.ts';
import { walkDirectory } from './walk-directory.ts';

const READ_BYTES = 256 * 1024;

export interface FilesystemObjectStoreOptions {
  /** The directory whose regular files are the objects. Symbolic links are not followed. */
  readonly root: string;
  /** Name of the one bucket; default the directory's base name. */
  readonly bucket?: string;
}

/**
 * A directory as one bucket: a key is a path below it, with '/'. The etag stands for size, modification time and inode.
 * A file that changes while it is read ends with OBJECT_VERSION_MISMATCH.
 */
export function createFilesystemObjectStore(options: FilesystemObjectStoreOptions): ObjectStore {
  const root = resolve(options.root);
  const bucket = options.bucket ?? basename(root);

  const checkBucket = (name: string): void => {
    if (name === bucket) return;
    throw new ObjectError(
      ObjectErrorCode.NoSuchBucket,
      `bucket ${JSON.stringify(name)}: ${root} is ${JSON.stringify(bucket)}`,
    );
  };

  const openFile = async (ref: ObjectRef): Promise<{ file: FileHandle; stats: BigIntStats }> => {
    checkBucket(ref.bucket);
    const file = await mapped(ref, async () => {
      const path = pathOf(root, ref);
      await refuseLinks(root, path, ref);
      // Without O_NONBLOCK, opening a named pipe waits for its writer.
      return open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    });
    try {
      const stats = await file.stat({ bigint: true });
      if (!stats.isFile()) throw noSuchKey(ref, 'not a regular file');
      return { file, stats };
    } catch (error) {
      await file.close();
      throw error;
    }
  };

  return {
    async head(ref) {
      const { file, stats } = await openFile(ref);
      await file.close();
      return headOf(stats);
    },
    async read(ref, { ifMatch, range, signal }) {
      const { file, stats } = await openFile(ref);
      const head = headOf(stats);
      await file.close();
      if (ifMatch !== '' && ifMatch !== head.etag) throw changed(ref);
      const start = Math.min(range?.start ?? 0, head.size);
      const end = Math.max(start, Math.min(range?.end ?? head.size, head.size));
      // Opened again when iterated: a body that nobody reads holds no file open.
      const reopen = async () => (await openFile(ref)).file;
      return { head, body: readRange(ref, reopen, head.etag, start, end, signal) };
    },
    async *list(name, { prefix = '', signal } = {}) {
      checkBucket(name);
      for await (const { key, stats } of walkDirectory(root, prefix, signal)) {
        if (stats === undefined) {
          yield { bucket, key, versionId: '', size: 0, etag: '', lastModified: null, storageClass: 'STANDARD' };
        } else {
          const { size, etag, lastModified, storageClass } = headOf(stats);
          yield { bucket, key, versionId: '', size, etag, lastModified, storageClass };
        }
      }
    },
    async tags(ref) {
      const { file } = await openFile(ref);
      await file.close();
      return {};
    },
    close: async () => {},
  };
}

async function* readRange(
  ref: ObjectRef,
  reopen: () => Promise<FileHandle>,
  etag: string,
  start: number,
  end: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  if (start === end) return;
  const file = await reopen();
  const unchanged = async (): Promise<boolean> => etagOf(await file.stat({ bigint: true })) === etag;
  try {
    if (!(await unchanged())) throw changed(ref);
    for (let position = start; position < end; ) {
      signal?.throwIfAborted();
      const chunk = new Uint8Array(Math.min(READ_BYTES, end - position));
      const { bytesRead } = await mapped(ref, () => file.read(chunk, 0, chunk.length, position));
      if (bytesRead === 0) throw changed(ref);
      position += bytesRead;
      // Checked before the last bytes are handed on: a reader never ends well on a mixture of two states.
      if (position === end && !(await unchanged())) throw changed(ref);
      yield chunk.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

function pathOf(root: string, ref: ObjectRef): string {
  const segments = ref.key.split('/');
  const strange = segments.some((segment) => segment === '' || segment === '.' || segment === '..');
  if (strange && !isDirectoryKey(ref.key)) throw noSuchKey(ref, 'not a relative path');
  return join(root, ...segments);
}

/** The key of a directory that could not be listed: it ends with '/'. */
const isDirectoryKey = (key: string): boolean => /^([^/]+\/)+$/.test(key) && !/(^|\/)\.{1,2}\//.test(key);

/** A link anywhere on the way would lead out of the bucket. */
async function refuseLinks(root: string, path: string, ref: ObjectRef): Promise<void> {
  const directory = dirname(path);
  if ((await realpath(directory)) !== join(await realpath(root), directory.slice(root.length))) {
    throw noSuchKey(ref, 'a symbolic link is on its way');
  }
  if ((await lstat(path)).isDirectory()) await readdir(path);
}

function headOf(stats: BigIntStats): ObjectHead {
  return {
    size: Number(stats.size),
    etag: etagOf(stats),
    lastModified: stats.mtime,
    storageClass: 'STANDARD',
    encryption: '',
    contentType: '',
  };
}

function etagOf(stats: BigIntStats): string {
  return createHash('sha256').update(`${stats.size}-${stats.mtimeNs}-${stats.ino}`).digest('hex').slice(0, 32);
}

const noSuchKey = (ref: ObjectRef, why: string): ObjectError =>
  new ObjectError(ObjectErrorCode.NoLongerAvailable, `${ref.bucket}/${ref.key}: ${why}`);

const changed = (ref: ObjectRef): ObjectError =>
  new ObjectError(ObjectErrorCode.VersionMismatch, `${ref.bucket}/${ref.key}: the file has changed`);

const GONE = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'EISDIR', 'ENAMETOOLONG', 'ENXIO', 'ERR_INVALID_ARG_VALUE']);
const DENIED = new Set(['EACCES', 'EPERM']);
const NOT_NOW = new Set(['EMFILE', 'ENFILE', 'EIO', 'EBUSY', 'ESTALE', 'ETIMEDOUT', 'EAGAIN', 'ENOMEM']);

async function mapped<T>(ref: ObjectRef, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (GONE.has(code)) throw noSuchKey(ref, `no such file (${code})`);
    if (DENIED.has(code)) {
      throw new ObjectError(ObjectErrorCode.PermissionDenied, `${ref.bucket}/${ref.key}: not readable (${code})`);
    }
    if (NOT_NOW.has(code)) throw new TransientError(`${ref.bucket}/${ref.key}: ${code}`, { cause: error });
    throw error;
  }
}
