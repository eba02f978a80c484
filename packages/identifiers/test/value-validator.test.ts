import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { identifiers } from '../src/index.ts';

const byBytes = identifiers.filter((row) => row.validate?.ofBytes !== undefined);
const characters = fc.constantFrom(...'0123456789', ...'AaBbXxZ', ' ', '-', '.', '/', '@', 'é', '😀', '\u0000');
const text = fc.oneof(
  fc.array(characters, { maxLength: 40 }).map((list) => list.join('')),
  fc.constantFrom(...byBytes.flatMap((row) => row.examples)),
);

test('a validator says the same of bytes in their place as of the text they hold', () => {
  assert.ok(byBytes.length > 100);
  const property = fc.property(fc.constantFrom(...byBytes), text, text, ({ validate }, before, value) => {
    const bytes = Buffer.from(`${before}${value}9A`);
    const start = Buffer.byteLength(before);
    assert.equal(validate!.ofBytes!(bytes, start, start + Buffer.byteLength(value)), validate!(value));
  });
  fc.assert(property, { numRuns: 10_000 });
});
