import assert from 'node:assert/strict';
import { appendFile, chmod, mkdir, mkdtemp, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { createFilesystemObjectStore, ObjectError, type ObjectStore } from '@dowser/objects';
import { objectStoreConformance } from '@dowser/testkit';

objectStoreConformance('filesystem', async () => {
  const root = await mkdtemp(join(tmpdir(), 'dowser-objects-'));
  return {
    store: createFilesystemObjectStore({ root, bucket: 'files' }),
    bucket: 'files',
    put: async (key, bytes) => {
      await mkdir(dirname(join(root, key)), { recursive: true });
      await writeFile(join(root, key), bytes);
    },
    remove: (key) => rm(join(root, key)),
    close: () => rm(root, { recursive: true }),
  };
});

describe('filesystem object store', () => {
  const setUp = async (t: TestContext) => {
    const root = await mkdtemp(join(tmpdir(), 'dowser-objects-'));
    t.after(() => rm(root, { recursive: true }));
    const store = createFilesystemObjectStore({ root });
    const ref = (key: string) => ({ bucket: basename(root), key, versionId: '' });
    return { root, store, ref };
  };
  const keysOf = async (store: ObjectStore, bucket: string) => {
    const keys: string[] = [];
    for await (const { key } of store.list(bucket)) keys.push(key);
    return keys;
  };
  const withCode = (code: string) => (error: unknown) => error instanceof ObjectError && error.code === code;

  it('names its bucket by the directory', async (t) => {
    const { root, store, ref } = await setUp(t);
    await writeFile(join(root, 'f'), 'x');
    assert.equal((await store.head(ref('f'))).size, 1);
    assert.deepEqual(await keysOf(store, basename(root)), ['f']);
  });

  it('follows no symbolic link, out of the directory or within it', async (t) => {
    const { root, store, ref } = await setUp(t);
    await mkdir(join(root, 'real'));
    await writeFile(join(root, 'real', 'f'), 'x');
    await symlink(join(root, 'real', 'f'), join(root, 'link-to-file'));
    await symlink(join(root, 'real'), join(root, 'link-to-directory'));
    await symlink(tmpdir(), join(root, 'link-out'));
    assert.deepEqual(await keysOf(store, basename(root)), ['real/f']);
    for (const key of ['link-to-file', 'link-to-directory/f', `link-out/${basename(root)}/real/f`]) {
      await assert.rejects(store.head(ref(key)), withCode('SOURCE_OBJECT_NO_LONGER_AVAILABLE'), key);
    }
  });

  it('works below a root that is itself reached by a link', async (t) => {
    const { root } = await setUp(t);
    await mkdir(join(root, 'real'));
    await writeFile(join(root, 'real', 'f'), 'x');
    await symlink(join(root, 'real'), join(root, 'alias'));
    const store = createFilesystemObjectStore({ root: join(root, 'alias'), bucket: 'b' });
    assert.equal((await store.head({ bucket: 'b', key: 'f', versionId: '' })).size, 1);
  });

  it('gives a file another etag when its size, time or inode changes', async (t) => {
    const { root, store, ref } = await setUp(t);
    const path = join(root, 'f');
    const etags = new Set<string>();
    const look = async () => etags.add((await store.head(ref('f'))).etag);
    await writeFile(path, 'one');
    await utimes(path, 1000, 1000);
    await look();
    await look();
    assert.equal(etags.size, 1);
    await writeFile(path, 'four');
    await utimes(path, 1000, 1000);
    await look();
    await utimes(path, 1000, 1001);
    await look();
    await writeFile(join(root, 'g'), 'five');
    await utimes(join(root, 'g'), 1000, 1001);
    await rename(join(root, 'g'), path);
    await look();
    assert.equal(etags.size, 4);
  });

  it('ends with OBJECT_VERSION_MISMATCH when the file changes while it is read', async (t) => {
    const { root, store, ref } = await setUp(t);
    const change: Record<string, (path: string) => Promise<void>> = {
      grown: (path) => appendFile(path, 'more'),
      shortened: (path) => writeFile(path, 'short'),
      replaced: async (path) => {
        await writeFile(`${path}.new`, Buffer.alloc(1024 * 1024, 'b'));
        await rename(`${path}.new`, path);
      },
    };
    for (const [name, act] of Object.entries(change)) {
      const path = join(root, name);
      await writeFile(path, Buffer.alloc(1024 * 1024, 'a'));
      const early = await store.read(ref(name), { ifMatch: '' });
      await act(path);
      await assert.rejects(consume(early.body), withCode('OBJECT_VERSION_MISMATCH'), `${name} before the first byte`);
    }
    for (const name of ['grown', 'shortened']) {
      const path = join(root, name);
      await writeFile(path, Buffer.alloc(1024 * 1024, 'a'));
      const { body } = await store.read(ref(name), { ifMatch: '' });
      await assert.rejects(
        consume(body, () => change[name]!(path)),
        withCode('OBJECT_VERSION_MISMATCH'),
        `${name} after the first bytes`,
      );
    }
  });

  it('says that its directory is missing', async (t) => {
    const { root } = await setUp(t);
    const store = createFilesystemObjectStore({ root: join(root, 'absent'), bucket: 'b' });
    await assert.rejects(keysOf(store, 'b'), withCode('NO_SUCH_BUCKET_AVAILABLE'));
  });

  it('lists what it may not read, and says so when it is read', async (t) => {
    const { root, store, ref } = await setUp(t);
    await mkdir(join(root, 'closed'));
    for (const name of ['a', 'closed/hidden', 'z']) await writeFile(join(root, name), 'x');
    await chmod(join(root, 'a'), 0);
    await chmod(join(root, 'closed'), 0);
    await asOrdinaryUser(root, async () => {
      assert.deepEqual(await keysOf(store, basename(root)), ['a', 'closed/', 'z']);
      for (const key of ['a', 'closed/', 'closed/hidden']) {
        await assert.rejects(store.read(ref(key), { ifMatch: '' }), withCode('PERMISSION_DENIED'), key);
      }
      assert.equal((await store.head(ref('z'))).size, 1);
    });
    await chmod(join(root, 'closed'), 0o700);
  });

  it('lists a name that is not UTF-8, so that it ends with a verdict', async (t) => {
    const { root, store, ref } = await setUp(t);
    await writeFile(Buffer.concat([Buffer.from(`${root}/caf`), Buffer.from([0xe9])]), 'x');
    assert.deepEqual(await keysOf(store, basename(root)), ['caf\uFFFD']);
    await assert.rejects(store.read(ref('caf\uFFFD'), { ifMatch: '' }), withCode('SOURCE_OBJECT_NO_LONGER_AVAILABLE'));
  });
});

/** Root may read everything: as root, the work is done as a user without rights. */
async function asOrdinaryUser(root: string, work: () => Promise<void>): Promise<void> {
  if (process.geteuid?.() !== 0) return work();
  const nobody = 65_534;
  await chmod(root, 0o755);
  process.seteuid?.(nobody);
  try {
    await work();
  } finally {
    process.seteuid?.(0);
  }
}

async function consume(body: AsyncIterable<Uint8Array>, afterFirst?: () => Promise<void>): Promise<void> {
  let first = true;
  for await (const _chunk of body) {
    if (first) await afterFirst?.();
    first = false;
  }
}
