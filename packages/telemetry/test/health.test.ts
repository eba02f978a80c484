import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHealth, WAIT_GRACE_MS } from '@dowser/telemetry';

test('a service is ready from its start to its stop', () => {
  const health = createHealth(() => 0);
  assert.deepEqual(health.state(), { ready: false, why: 'starting' });
  health.started();
  assert.deepEqual(health.state(), { ready: true, why: 'ready' });
  health.stopping();
  assert.deepEqual(health.state(), { ready: false, why: 'stopping' });
  health.started();
  assert.equal(health.state().ready, false, 'a stop is not taken back');
});

test('while it waits it is not ready and says for what; the wait ends by itself', () => {
  let nowMs = 0;
  const health = createHealth(() => nowMs);
  health.waiting('sink', 'ClickHouse is away', 1_000);
  assert.deepEqual(health.state(), { ready: false, why: 'starting; sink waits: ClickHouse is away' });
  health.started();
  nowMs = 1_000 + WAIT_GRACE_MS - 1;
  assert.deepEqual(health.state(), { ready: false, why: 'sink waits: ClickHouse is away' });
  nowMs++;
  assert.deepEqual(health.state(), { ready: true, why: 'ready' });
});

test('each stage waits for itself', () => {
  let nowMs = 0;
  const health = createHealth(() => nowMs);
  health.started();
  health.waiting('a', 'the bus', 0);
  nowMs = WAIT_GRACE_MS - 1;
  health.waiting('b', 'the store', 0);
  assert.equal(health.state().why, 'a waits: the bus; b waits: the store');
  nowMs = WAIT_GRACE_MS;
  assert.equal(health.state().why, 'b waits: the store');
});
