import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TransientError } from '@dowser/pipeline';
import { createStoreHealth } from '../src/store-health.ts';

const busy = new TransientError('503');

test('store health: a store that served nobody meanwhile is down', () => {
  const health = createStoreHealth();
  health.served();
  const mark = health.mark();
  assert.equal(health.isDown(busy, mark), true);
  health.served();
  assert.equal(health.isDown(busy, mark), false);
});

test('store health: a store that cannot be reached is down, however deep the cause', () => {
  const health = createStoreHealth();
  const mark = health.mark();
  health.served();
  const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
  const wrapped = new TransientError('GET', { cause: new Error('SDK', { cause: refused }) });
  assert.equal(health.isDown(wrapped, mark), true);
  const reset = Object.assign(new Error('read'), { code: 'ECONNRESET' });
  assert.equal(health.isDown(new TransientError('GET', { cause: reset }), mark), false);
});
