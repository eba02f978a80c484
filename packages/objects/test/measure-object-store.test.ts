import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measureObjectStore, ObjectError, ObjectErrorCode, type ObjectStore } from '@dowser/objects';
import { TransientError } from '@dowser/pipeline';

const ref = { bucket: 'b', key: 'k', versionId: '' };
const head = {
  size: 0,
  etag: '',
  lastModified: null,
  storageClass: 'STANDARD',
  encryption: '',
  contentType: '',
};

function measured(store: Partial<ObjectStore>) {
  const calls: string[] = [];
  let nowMs = 0;
  const subject = measureObjectStore(
    store as ObjectStore,
    (operation, outcome, seconds) => calls.push(`${operation} ${outcome} ${seconds}`),
    () => (nowMs += 500),
  );
  return { subject, calls };
}

test('every call is told with its outcome and its time, and answers as before', async () => {
  const failing = (error: Error) => ({ tags: () => Promise.reject(error) });
  const fine = measured({ head: async () => head, read: async () => ({ head, body: (async function* () {})() }) });
  assert.equal(await fine.subject.head(ref), head);
  assert.equal((await fine.subject.read(ref, { ifMatch: '' })).head, head);
  assert.deepEqual(fine.calls, ['head ok 0.5', 'read ok 0.5']);
  for (const [error, outcome] of [
    [new ObjectError(ObjectErrorCode.PermissionDenied, 'no'), 'refused'],
    [new TransientError('slow down'), 'not-ready'],
    [new TypeError('a bug'), 'other'],
  ] as const) {
    const { subject, calls } = measured(failing(error));
    await assert.rejects(subject.tags(ref), error);
    assert.deepEqual(calls, [`tags ${outcome} 0.5`]);
  }
});

test('a listing is one call, and who leaves it half way lets go of it', async () => {
  let closed = false;
  const { subject, calls } = measured({
    async *list() {
      try {
        for (const key of ['1', '2', '3']) yield { ...ref, ...head, key };
      } finally {
        closed = true;
      }
    },
  });
  const keys: string[] = [];
  for await (const { key } of subject.list('b')) {
    keys.push(key);
    if (key === '2') break;
  }
  assert.deepEqual(keys, ['1', '2']);
  assert.deepEqual(calls, ['list ok 0.5']);
  assert.ok(closed);
});
