import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MANIFESTS_AT_ONCE, oncePerManifest } from '../src/once-per-manifest.ts';

const { signal } = new AbortController();

test('a manifest is read once, unless it failed; the oldest is forgotten beyond the limit', async () => {
  const read: string[] = [];
  let fails = true;
  const once = oncePerManifest(async (manifest) => {
    read.push(manifest);
    if (manifest === 'c' && fails) throw new Error('away');
  }, 3);
  for (const manifest of ['a', 'b', 'a', 'b']) await once(manifest, signal);
  await assert.rejects(once('c', signal), /away/);
  fails = false;
  await once('c', signal);
  assert.deepEqual(read, ['a', 'b', 'c', 'c']);
  await once('a', signal);
  assert.equal(read.length, 4, 'three are remembered');
  await once('d', signal);
  await once('b', signal);
  await once('a', signal);
  assert.deepEqual(read.slice(4), ['d', 'a']);
});

test('a few at the same time', async () => {
  let running = 0;
  let most = 0;
  const once = oncePerManifest(async () => {
    most = Math.max(most, ++running);
    await new Promise(setImmediate);
    running--;
  });
  await Promise.all(Array.from({ length: MANIFESTS_AT_ONCE + 1 }, (_, at) => once(`m${at}`, signal)));
  assert.equal(most, MANIFESTS_AT_ONCE);
});
