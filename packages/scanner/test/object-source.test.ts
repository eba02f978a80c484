import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ObjectError, type ObjectHead, type ObjectStore, type ReadOptions } from '@dowser/objects';
import { TransientError } from '@dowser/pipeline';
import { objectSource, READ_ATTEMPTS } from '../src/object-source.ts';
import { WHOLE } from '../src/scan-source.ts';

const ref = { bucket: 'b', key: 'dir/k.txt', versionId: '' };
const headOf = (size: number): ObjectHead => ({
  size,
  etag: 'e1',
  lastModified: null,
  storageClass: 'STANDARD',
  encryption: '',
  contentType: '',
});

interface Fault {
  /** Thrown instead of answering read number `at` (0-based), or after `afterBytes` of its body. */
  readonly at: (read: number) => boolean;
  readonly afterBytes?: number;
  readonly error: Error;
}

/** A store of one object, in pieces of 3 bytes, with faults. */
function oneObject(content: Buffer, faults: readonly Fault[] = []) {
  const reads: ReadOptions[] = [];
  const bodies = { opened: 0, heardToEnd: 0, left: 0 };
  const store = {
    async read(_ref: unknown, options: ReadOptions) {
      const number = reads.push(options) - 1;
      const fault = faults.find(({ at }) => at(number));
      if (fault !== undefined && fault.afterBytes === undefined) throw fault.error;
      async function* body() {
        bodies.opened++;
        try {
          const bytes = content.subarray(options.range?.start, options.range?.end);
          for (let i = 0; i < bytes.length; i += 3) {
            if (fault?.afterBytes !== undefined && i >= fault.afterBytes) throw fault.error;
            yield bytes.subarray(i, i + 3);
          }
          bodies.heardToEnd++;
        } finally {
          bodies.left++;
        }
      }
      return { head: headOf(content.length), body: body() };
    },
  } as unknown as ObjectStore;
  return { store, reads, bodies };
}

const content = Buffer.from('0123456789abcdefghijklmnopqrstuvwxyz');
const never = new AbortController().signal;

async function readAll(store: ObjectStore, rangeBytes: number, ifMatch = 'e1'): Promise<string> {
  const source = objectSource(store, ref, { ifMatch, rangeBytes, minWaitMs: 1 });
  const { bytes, size } = await source.open(never, WHOLE);
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes) pieces.push(piece);
  assert.equal(size, content.length);
  return Buffer.concat(pieces).toString();
}

test('object source: reads by ranges, each once, under the etag first seen', async () => {
  for (const rangeBytes of [1, 7, 12, 36, 100]) {
    const { store, reads, bodies } = oneObject(content);
    assert.equal(await readAll(store, rangeBytes, ''), content.toString());
    assert.deepEqual(
      reads.map(({ range, ifMatch }) => [range?.start, ifMatch]),
      Array.from({ length: Math.ceil(36 / rangeBytes) }, (_, i) => [i * rangeBytes, i === 0 ? '' : 'e1']),
    );
    assert.equal(bodies.left, bodies.opened);
  }
});

test('object source: every body is heard to its end and no request aborted, so that connections are used again', async () => {
  for (const rangeBytes of [12, 36, 100]) {
    const { store, reads, bodies } = oneObject(content);
    await readAll(store, rangeBytes);
    assert.equal(bodies.heardToEnd, bodies.opened);
    assert.ok(reads.every(({ signal }) => signal?.aborted === false));
  }
});

test('object source: goes on where a connection was cut', async () => {
  const error = new TransientError('cut');
  for (const afterBytes of [0, 3, 9]) {
    const { store, reads } = oneObject(content, [{ at: (n) => n === 1, afterBytes, error }]);
    assert.equal(await readAll(store, 12), content.toString());
    assert.ok(reads.some(({ range }) => range?.start === 12 + afterBytes));
  }
});

test('object source: as many tries as the limit at one place, and no more', async () => {
  const error = new TransientError('busy');
  const lucky = oneObject(content, [{ at: (n) => n < READ_ATTEMPTS - 1, error }]);
  assert.equal(await readAll(lucky.store, 36), content.toString());
  const unlucky = oneObject(content, [{ at: (n) => n < READ_ATTEMPTS, error }]);
  await assert.rejects(readAll(unlucky.store, 36), TransientError);
  assert.equal(unlucky.reads.length, READ_ATTEMPTS);
});

test('object source: a body that keeps breaking without a byte is given up; with bytes it goes on', async () => {
  const error = new TransientError('cut');
  const stuck = oneObject(content, [{ at: (n) => n > 0, afterBytes: 0, error }]);
  await assert.rejects(readAll(stuck.store, 12), TransientError);
  const slow = oneObject(content, [{ at: () => true, afterBytes: 3, error }]);
  assert.equal(await readAll(slow.store, 12), content.toString());
});

test('object source: what is wrong with the object passes through at once', async () => {
  const error = new ObjectError('OBJECT_VERSION_MISMATCH', 'changed');
  const { store, reads } = oneObject(content, [{ at: (n) => n === 1, error }]);
  await assert.rejects(readAll(store, 12), error);
  assert.equal(reads.length, 2);
});

test('object source: an empty object has no bytes, and its head is known', async () => {
  const { store } = oneObject(Buffer.alloc(0));
  const source = objectSource(store, ref, { ifMatch: '' });
  assert.equal(source.head(), null);
  const { bytes, size } = await source.open(never, WHOLE);
  assert.equal(size, 0);
  for await (const _ of bytes) assert.fail('no bytes expected');
  assert.equal(source.head()?.storageClass, 'STANDARD');
});

test('object source: left half way, it lets go of the range in hand and of the one asked for ahead', async () => {
  const { store, reads, bodies } = oneObject(content);
  const { bytes } = await objectSource(store, ref, { ifMatch: '', rangeBytes: 12 }).open(never, WHOLE);
  for await (const _ of bytes) break;
  assert.equal(reads.length, 2);
  assert.deepEqual(bodies, { opened: 2, heardToEnd: 0, left: 2 });
  assert.equal(reads[1]?.signal?.aborted, true);
});

test('object source: an aborted signal ends the waiting', async () => {
  const { store } = oneObject(content, [
    { at: () => true, error: new TransientError('busy', { retryAfterMs: 60_000 }) },
  ]);
  const stop = new AbortController();
  const opening = objectSource(store, ref, { ifMatch: '' }).open(stop.signal, WHOLE);
  stop.abort();
  await assert.rejects(opening);
});
