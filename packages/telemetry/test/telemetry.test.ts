import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTelemetry } from '@dowser/telemetry';

test('a counter is summed by its labels', () => {
  const telemetry = createTelemetry({ service: 'test', level: 'silent' });
  telemetry.count('received', 2, { stage: 'a' });
  telemetry.count('received', 3, { stage: 'a' });
  telemetry.count('received', 1, { stage: 'b' });
  telemetry.count('bytesRead', 7, {});
  assert.deepEqual(telemetry.snapshot(), { 'received{stage="a"}': 5, 'received{stage="b"}': 1, bytesRead: 7 });
});
