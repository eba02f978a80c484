import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TransientError } from '@dowser/pipeline';
import { createStoreHealth } from '../src/store-health.ts';

const busy = new TransientError('503');

test('store health: a store that served no other object since this one began to fail is down', () => {
  const health = createStoreHealth();
  const [other, object] = [health.watch(), health.watch()];
  other.served();
  object.failing();
  assert.equal(object.isDown(busy), true);
  object.served();
  assert.equal(object.isDown(busy), true, 'its own answers, each cut short, say nothing of the store');
  other.served();
  assert.equal(object.isDown(busy), false);
  object.failing();
  assert.equal(object.isDown(busy), true);
});

test('store health: a store that cannot be reached is down, however deep the cause', () => {
  const health = createStoreHealth();
  const object = health.watch();
  health.watch().served();
  const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
  const wrapped = new TransientError('GET', { cause: new Error('SDK', { cause: refused }) });
  assert.equal(object.isDown(wrapped), true);
  const reset = Object.assign(new Error('read'), { code: 'ECONNRESET' });
  assert.equal(object.isDown(new TransientError('GET', { cause: reset })), false);
});
