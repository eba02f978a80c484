import assert from 'node:assert/strict';
import { createHmac, createSecretKey } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { createFingerprints, fingerprint } from '../src/fingerprint.ts';
import { MOST_MESSAGE_BYTES, MOST_MESSAGES } from '../src/hmac-lanes.ts';

const KEY = 'a key of the test';

test('fingerprint: is the one computed by other means', () => {
  // printf 078051120 | openssl dgst -sha256 -hmac 'a key of the test'
  assert.equal(fingerprint(KEY, '078051120'), 'eee1d64b833fcdb9060b88273922245b');
});

test('fingerprint: ways of writing one value have one, under the key as text or as an object', () => {
  const one = fingerprint(KEY, '078-05-1120');
  for (const written of ['078 05 1120', '078.05.1120', '078/05/1120', '０７８-05-1120', ' 078\t05\n1120']) {
    assert.equal(fingerprint(createSecretKey(KEY, 'utf8'), written), one);
  }
  assert.equal(fingerprint(KEY, 'gb82 west'), fingerprint(KEY, 'GB82WEST'));
});

test('fingerprint: other values and other keys have others', () => {
  assert.notEqual(fingerprint(KEY, '078-05-1120'), fingerprint(KEY, '078-05-1121'));
  assert.notEqual(fingerprint(KEY, '078-05-1120'), fingerprint(`${KEY}.`, '078-05-1120'));
});

test('fingerprint: always 32 hex characters', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (value) => /^[0-9a-f]{32}$/.test(fingerprint(KEY, value))));
});

test('fingerprint: HMAC-SHA-256 of the value as written, whatever the lengths of key and value; of bytes as of text', () => {
  const ascii = fc.string({ unit: 'binary-ascii', maxLength: 300 });
  const value = fc.oneof(
    ascii,
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom('é 1-2', 'x'.repeat(256), 'x'.repeat(257)),
  );
  const key = fc.oneof(fc.string(), fc.constantFrom('', 'k'.repeat(64), 'k'.repeat(65)));
  fc.assert(
    fc.property(key, value, (secret, text) => {
      const written = text
        .normalize('NFKC')
        .replace(/[\s./-]+/g, '')
        .toUpperCase();
      const expected = createHmac('sha256', secret).update(written).digest('hex').slice(0, 32);
      const fingerprints = createFingerprints(secret);
      const bytes = Buffer.from(`9${text}9`);
      assert.equal(fingerprints.ofText(text), expected);
      assert.equal(fingerprints.ofBytes(bytes, 1, bytes.length - 1), expected);
      const found = { count: 1, starts: Int32Array.of(1), ends: Int32Array.of(bytes.length - 1) };
      assert.deepEqual(fingerprints.ofMatches(bytes, found), [expected]);
    }),
    { numRuns: 500 },
  );
});

test('fingerprint: of many matches as of each, at the most that one block holds and past it, more than are named at once, under two keys', () => {
  const values = Array.from({ length: 2 * MOST_MESSAGES + 3 }, (_, i) => {
    const length = i % (MOST_MESSAGE_BYTES + 3);
    return i % 50 === 49 ? `é${i}` : `${i} `.padEnd(length, 'x-').slice(0, length);
  });
  const bytes = Buffer.from(values.join(''));
  const ends = Int32Array.from(values, (_, i) => Buffer.byteLength(values.slice(0, i + 1).join('')));
  const found = { count: values.length, starts: Int32Array.of(0, ...ends.slice(0, -1)), ends };
  const [one, other] = [createFingerprints(KEY), createFingerprints(`${KEY}.`)];
  const withoutSimd = createFingerprints(KEY, () => undefined);
  for (const fingerprints of [one, other, one, withoutSimd]) {
    assert.deepEqual(
      fingerprints.ofMatches(bytes, found),
      values.map((value) => fingerprints.ofText(value)),
    );
  }
  assert.deepEqual(one.ofMatches(bytes, { ...found, count: 0 }), []);
});
