import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ObjectError, type ObjectErrorCode, type ObjectStore, type ReadOptions } from '@dowser/objects';

/** A store under test and a way to change what is in it behind its back. */
export interface ObjectStoreHarness {
  readonly store: ObjectStore;
  /** An empty bucket. */
  readonly bucket: string;
  put(key: string, bytes: Uint8Array): Promise<void>;
  remove(key: string): Promise<void>;
  close(): Promise<void>;
}

const MIB = 1024 * 1024;

const withCode = (code: ObjectErrorCode) => (error: unknown) => error instanceof ObjectError && error.code === code;

/** Registers the tests that every object store passes. */
export function objectStoreConformance(name: string, open: () => Promise<ObjectStoreHarness>): void {
  describe(`object store conformance: ${name}`, () => {
    let harness: ObjectStoreHarness;
    before(async () => {
      harness = await open();
    });
    after(() => harness.close());

    const ref = (key: string) => ({ bucket: harness.bucket, key, versionId: '' });
    const read = async (key: string, options: ReadOptions = { ifMatch: '' }) => {
      const { head, body } = await harness.store.read(ref(key), options);
      const chunks: Uint8Array[] = [];
      for await (const chunk of body) chunks.push(chunk);
      return { head, bytes: Buffer.concat(chunks) };
    };
    const listed = async (prefix?: string) => {
      const rows = [];
      for await (const row of harness.store.list(harness.bucket, prefix === undefined ? {} : { prefix }))
        rows.push(row);
      return rows;
    };

    it('lists nothing in an empty bucket', async () => assert.deepEqual(await listed(), []));

    it('tells the same of an object by head, read and list', async () => {
      await harness.put('told/a.txt', Buffer.from('hello'));
      const head = await harness.store.head(ref('told/a.txt'));
      assert.deepEqual((await read('told/a.txt')).head, head);
      assert.equal(head.size, 5);
      assert.match(head.etag, /^[0-9a-f]{32}$/);
      assert.equal(head.storageClass, 'STANDARD');
      const [row, ...rest] = await listed('told/');
      assert.deepEqual(rest, []);
      assert.deepEqual(row, {
        ...ref('told/a.txt'),
        size: 5,
        etag: head.etag,
        lastModified: head.lastModified,
        storageClass: 'STANDARD',
      });
      assert.ok(Math.abs(Date.now() - (head.lastModified?.getTime() ?? 0)) < 60_000);
      assert.deepEqual(await harness.store.tags(ref('told/a.txt')), {});
    });

    it('gives the bytes of empty, small and large objects', async () => {
      const large = Buffer.alloc(9 * MIB + 1, 'abcdefg');
      await harness.put('bytes/empty', new Uint8Array());
      await harness.put('bytes/small', Buffer.from([0, 255, 10]));
      await harness.put('bytes/large', large);
      assert.equal((await read('bytes/empty')).bytes.length, 0);
      assert.deepEqual([...(await read('bytes/small')).bytes], [0, 255, 10]);
      assert.ok((await read('bytes/large')).bytes.equals(large));
    });

    it('gives ranges, also over and past the end, with the head of the whole object', async () => {
      await harness.put('range/ten', Buffer.from('0123456789'));
      await harness.put('range/empty', new Uint8Array());
      const range = async (key: string, start: number, end: number) => {
        const { head, bytes } = await read(key, { ifMatch: '', range: { start, end } });
        return [head.size, bytes.toString()];
      };
      assert.deepEqual(await range('range/ten', 0, 10), [10, '0123456789']);
      assert.deepEqual(await range('range/ten', 2, 5), [10, '234']);
      assert.deepEqual(await range('range/ten', 9, 10), [10, '9']);
      assert.deepEqual(await range('range/ten', 8, 99), [10, '89']);
      assert.deepEqual(await range('range/ten', 10, 20), [10, '']);
      assert.deepEqual(await range('range/ten', 3, 3), [10, '']);
      assert.deepEqual(await range('range/empty', 0, 5), [0, '']);
    });

    it('reads only the version asked for by its etag', async () => {
      await harness.put('match/k', Buffer.from('one'));
      const { etag } = await harness.store.head(ref('match/k'));
      assert.equal((await read('match/k', { ifMatch: etag })).bytes.toString(), 'one');
      await harness.put('match/k', Buffer.from('number two'));
      const stale: ReadOptions = { ifMatch: etag, range: { start: 0, end: 3 } };
      await assert.rejects(read('match/k', stale), withCode('OBJECT_VERSION_MISMATCH'));
      await assert.rejects(
        read('match/k', { ...stale, range: { start: 90, end: 99 } }),
        withCode('OBJECT_VERSION_MISMATCH'),
      );
      assert.equal((await read('match/k')).bytes.toString(), 'number two');
    });

    it('says what is missing: the object or its bucket', async () => {
      const { store } = harness;
      await harness.put('gone/k', Buffer.from('here'));
      await harness.remove('gone/k');
      const gone = withCode('SOURCE_OBJECT_NO_LONGER_AVAILABLE');
      for (const key of ['gone/k', 'never', 'a/../never', '../never', '/never', 'never/', '', '.']) {
        await assert.rejects(store.head(ref(key)), gone, `head ${key}`);
        await assert.rejects(read(key), gone, `read ${key}`);
      }
      await assert.rejects(store.tags(ref('gone/k')), gone);
      const other = { bucket: 'absent-bucket', key: 'k', versionId: '' };
      const noBucket = withCode('NO_SUCH_BUCKET_AVAILABLE');
      await assert.rejects(store.head(other), noBucket);
      await assert.rejects(store.read(other, { ifMatch: '' }), noBucket);
      await assert.rejects(store.tags(other), noBucket);
      await assert.rejects(async () => {
        for await (const _row of store.list('absent-bucket')) assert.fail('a row of an absent bucket');
      }, noBucket);
    });

    it('lists keys in UTF-8 order, by any prefix, over many pages', async () => {
      const names = ['a', 'a-b', 'a/b', 'a/b c+d', 'a/é😀', 'a/\uFF5E', 'a0', 'b/c/d/e', 'B', "q?#%41&<'"];
      const keys = [...names, ...Array.from({ length: 1100 }, (_, i) => `many/${i}`)].map((key) => `list/${key}`);
      const possible = keys.filter((key) => key !== 'list/a');
      for (const key of possible) await harness.put(key, Buffer.from('1'));
      const inOrder = (prefix: string) =>
        possible.filter((key) => key.startsWith(prefix)).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
      for (const prefix of ['list/', 'list/a', 'list/a/', 'list/a/b', 'list/many/10', 'list/zzz']) {
        assert.deepEqual(
          (await listed(prefix)).map((row) => row.key),
          inOrder(prefix),
          prefix,
        );
      }
      assert.equal((await read("list/q?#%41&<'")).bytes.toString(), '1');
    });

    it('lets a reader leave early, and go on elsewhere', async () => {
      await harness.put('early/k', Buffer.alloc(4 * MIB, 'x'));
      for (let i = 0; i < 3; i++) {
        const { body } = await harness.store.read(ref('early/k'), { ifMatch: '' });
        for await (const chunk of body) {
          assert.ok(chunk.length > 0);
          break;
        }
      }
      assert.equal((await read('early/k')).bytes.length, 4 * MIB);
    });

    it('ends with the reason of its signal', async () => {
      await harness.put('abort/k', Buffer.alloc(4 * MIB, 'x'));
      const reason = new Error('enough');
      const isReason = (error: unknown) => error === reason;
      await assert.rejects(read('abort/k', { ifMatch: '', signal: AbortSignal.abort(reason) }), isReason);
      const midway = new AbortController();
      const { body } = await harness.store.read(ref('abort/k'), { ifMatch: '', signal: midway.signal });
      await assert.rejects(async () => {
        for await (const _chunk of body) midway.abort(reason);
      }, isReason);
      await assert.rejects(async () => {
        for await (const _row of harness.store.list(harness.bucket, { signal: AbortSignal.abort(reason) })) {
          assert.fail('a row after the abort');
        }
      }, isReason);
    });
  });
}
