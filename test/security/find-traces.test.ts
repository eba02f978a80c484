/** The search that the canaries rely on finds what is there. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { makeCanaries } from './canaries.ts';
import { createSearch, formsOf } from './find-traces.ts';

const values = makeCanaries(40).map(({ value }) => value);
const search = createSearch(values);

test('every form of a value is found, wherever it stands', () => {
  for (const value of values) {
    for (const [form, bytes] of formsOf(value)) {
      const hay = Buffer.concat([Buffer.from('xy: '), bytes, Buffer.from(' z')]);
      assert.notDeepEqual(search(hay), [], `${form} of a value in the middle`);
      assert.notDeepEqual(search(bytes), [], `${form} of a value alone`);
    }
  }
});

test('base64 and hex of a text around the value are found too', () => {
  for (const before of ['', 'a', 'ab', 'abc']) {
    const text = Buffer.from(`${before}${values[0]}, and more`);
    for (const encoding of ['base64', 'base64url', 'hex'] as const) {
      assert.notDeepEqual(search(Buffer.from(text.toString(encoding))), [], `${encoding} after ${before.length}`);
    }
  }
});

test('what is not there is not found', () => {
  assert.deepEqual(search(randomBytes(200_000)), []);
  assert.deepEqual(
    search(
      Buffer.from(
        values
          .map((value) => value.slice(1))
          .join(' ')
          .slice(0, 20),
      ),
    ),
    [],
  );
  assert.deepEqual(search(new Uint8Array(0)), []);
});
