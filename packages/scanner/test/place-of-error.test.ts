import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeOfError } from '../src/place-of-error.ts';

const secret = ['536-22', '8726'].join('-');

const thrownBy = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

test('what an error quotes of the content is not told; its kind and place are', () => {
  const quoting = [
    thrownBy(() => BigInt(secret)),
    thrownBy(() => JSON.parse(`x${secret}`)),
    thrownBy(() => {
      throw new RangeError(`${secret}\n    at ${secret} (place-${secret}.ts:1:1)`);
    }),
  ];
  for (const error of quoting) {
    assert.ok(String(error).includes('536'), 'the message quotes it');
    const told = placeOfError(error);
    assert.ok(!told.includes('536') && !told.includes('8726'), told);
    assert.match(told, /^(SyntaxError|RangeError) at place-of-error\.test\.ts:\d+ at /);
  }
  assert.equal(placeOfError(secret), 'a thrown value that is no error');
});
