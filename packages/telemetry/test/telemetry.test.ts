import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTelemetry, type MetricSpec, metrics } from '@dowser/telemetry';

const quiet = () => createTelemetry({ service: 'test', level: 'silent' });

test('a counter is summed by its labels, a gauge shows what was last set', () => {
  const telemetry = quiet();
  telemetry.count('received', 2, { stage: 'a' });
  telemetry.count('received', 3, { stage: 'a' });
  telemetry.count('received', 1, { stage: 'b' });
  telemetry.count('bytesRead', 7, {});
  telemetry.set('objectsInFlight', 5, { lane: 'live' });
  telemetry.set('objectsInFlight', 4, { lane: 'live' });
  assert.deepEqual(telemetry.snapshot(), {
    'received{stage="a"}': 5,
    'received{stage="b"}': 1,
    bytesRead: 7,
    'objectsInFlight{lane="live"}': 4,
  });
});

test('Prometheus reads what was counted, every time the same', async () => {
  const telemetry = quiet();
  telemetry.count('received', 2, { stage: 'a"\n' });
  telemetry.count('bytesRead', 7, {});
  telemetry.set('lag', 12, { group: 'sink', topic: 't' });
  telemetry.observe('batchSeconds', 0.3, { stage: 'a' });
  const first = await telemetry.registry.metrics();
  for (const line of [
    'dowser_inputs_received_total{stage="a\\"\\n"} 2',
    'dowser_object_read_bytes_total 7',
    'dowser_lag_messages{group="sink",topic="t"} 12',
    'dowser_batch_seconds_bucket{le="0.25",stage="a"} 0',
    'dowser_batch_seconds_bucket{le="0.5",stage="a"} 1',
    'dowser_batch_seconds_count{stage="a"} 1',
    'dowser_ready{service="test"} 0',
  ]) {
    assert.ok(first.split('\n').includes(line), `${line} in\n${first}`);
  }
  assert.equal(await telemetry.registry.metrics(), first, 'reading changes nothing');
  telemetry.health.started();
  assert.match(await telemetry.registry.metrics(), /^dowser_ready\{service="test"\} 1$/m);
});

test('every metric is named as Prometheus has it, and its help says what to do', async () => {
  const names = new Set<string>();
  for (const spec of Object.values<MetricSpec>(metrics)) {
    assert.match(spec.name, /^dowser_[a-z]+(_[a-z]+)*$/);
    assert.ok(!names.has(spec.name), spec.name);
    names.add(spec.name);
    assert.equal(spec.name.endsWith('_total'), spec.type === 'counter', spec.name);
    if (['bytes', 'seconds'].includes(spec.unit)) assert.match(spec.name, new RegExp(`_${spec.unit}(_total)?$`));
    assert.equal(spec.buckets !== undefined, spec.type === 'histogram', spec.name);
    for (const label of spec.labels) assert.match(label, /^[a-z]+$/);
    assert.match(spec.help, /^[A-Z0-9].*\.( \S.*\.)?$/, `${spec.name}: one sentence on what, one on what to do`);
  }
  const exposed = new Set([...(await quiet().registry.metrics()).matchAll(/^# TYPE (\S+) (\S+)$/gm)].map((m) => m[1]));
  assert.deepEqual(exposed, names);
});
