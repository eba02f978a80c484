import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { readText, type ScanSource } from '@dowser/scanner';

const never = new AbortController().signal;

const sourceOf = (name: string, bytes: Uint8Array): ScanSource => ({
  name,
  open: async () => ({
    size: bytes.length,
    bytes: (async function* () {
      for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
    })(),
  }),
});

const TABLE = 'name,ssn\nA,536-90-4399\n';

test('the text comes unwrapped, decoded and with its layout', async () => {
  const utf16 = Buffer.from(`\ufeff${TABLE}`, 'utf16le');
  for (const [name, bytes] of [
    ['a.csv', Buffer.from(TABLE)],
    ['a.csv.gz', gzipSync(TABLE)],
    ['a.csv', utf16],
  ] as const) {
    const text = await readText(sourceOf(name, bytes), 1000, never);
    assert.equal(Buffer.from(text?.bytes ?? []).toString(), TABLE);
    assert.deepEqual(text?.layout, { kind: 'delimited', delimiter: ',' });
    assert.equal(text?.more, false);
    assert.equal(text?.bytesRead, bytes.length);
  }
});

test('exactly the most bytes is the whole object, one past it is not', async () => {
  const whole = await readText(sourceOf('a.csv', Buffer.from(TABLE)), TABLE.length, never);
  assert.deepEqual([whole?.bytes.length, whole?.more], [TABLE.length, false]);
  const start = await readText(sourceOf('a.csv', Buffer.from(TABLE)), TABLE.length - 1, never);
  assert.deepEqual([start?.bytes.length, start?.more], [TABLE.length - 1, true]);
});

test('a cut archive gives what came before, and says that there was more', async () => {
  const cut = gzipSync(TABLE).subarray(0, -8);
  const text = await readText(sourceOf('a.csv.gz', cut), 1000, never);
  assert.equal(text?.more, true);
});

test('what is not text gives null, an empty object an empty text', async () => {
  assert.equal(await readText(sourceOf('a.png', Buffer.from('89504e470d0a1a0a', 'hex')), 1000, never), null);
  const empty = await readText(sourceOf('a.txt', new Uint8Array()), 1000, never);
  assert.deepEqual([empty?.bytes.length, empty?.more], [0, false]);
});
