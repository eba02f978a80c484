import assert from 'node:assert/strict';
import { test } from 'node:test';
import { base58, base58xrp } from '@scure/base';
import fc from 'fast-check';
import { decodeBase58, decodeRippleBase58 } from '../src/validators/base58.ts';

test('base 58 is decoded as by an independent implementation', () => {
  const property = fc.property(fc.uint8Array({ maxLength: 80 }), fc.nat(4), (bytes, zeros) => {
    const whole = Uint8Array.from([...new Uint8Array(zeros), ...bytes]);
    assert.deepEqual(decodeBase58(base58.encode(whole)), whole);
    assert.deepEqual(decodeRippleBase58(base58xrp.encode(whole)), whole);
  });
  fc.assert(property, { numRuns: 500 });
});

test('what is no digit is refused', () => {
  for (const text of ['0', 'O', 'I', 'l', '1 1', 'é', '11_']) assert.equal(decodeBase58(text), null);
});

test('any text of digits is decoded as by an independent implementation', () => {
  const digits = fc.array(fc.constantFrom(...'123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'), {
    maxLength: 140,
  });
  fc.assert(
    fc.property(digits, (list) => {
      const text = list.join('');
      assert.deepEqual(decodeBase58(text), base58.decode(text));
    }),
    { numRuns: 500 },
  );
});
