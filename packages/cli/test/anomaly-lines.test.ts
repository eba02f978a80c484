import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AnomalyLine, anomalyLines } from '../src/anomalies/anomaly-lines.ts';

const anomaly: AnomalyLine = {
  anomaly_id: 'a1',
  state: 'open',
  severity: 'High',
  kind: 'predictive',
  type: 'bulk-read',
  category: 'Information loss',
  first_day: '2026-01-05',
  last_day: '2026-01-05',
  title: 'anna: reads: 1,000, usually 20',
  signals: [
    { name: 'reads', observed: 1_000, usual: 20, surprise: 9.5, names: [] },
    { name: 'new-networks', observed: 4, usual: 0.02, surprise: 2, names: ['a', 'b', 'c', 'd'] },
    { name: 'keys', observed: 3, usual: 2, surprise: 0.9, names: [] },
  ],
  details: [],
  sensitive_objects: 0,
  sensitive_occurrences: 0,
  note: '',
};

test('a deviation: each signal that says something against what is usual, and how rare that is', () => {
  assert.equal(
    anomalyLines(anomaly),
    [
      'High  bulk-read (Information loss)  2026-01-05  no sensitive data known',
      '  anna: reads: 1,000, usually 20',
      '    reads 1,000, usually 20, less than one day in 1,000,000',
      '    new-networks 4, usually 0.02, one day in 100: a, b, c, …',
      '  a1',
      '',
    ].join('\n'),
  );
});

test('an exact rule that someone archived: its details, what the bucket holds, the note', () => {
  const rule = {
    ...anomaly,
    kind: 'basic',
    state: 'archived',
    last_day: '2026-01-06',
    signals: [],
    details: ['111122223333', '444455556666'],
    sensitive_objects: 1_200,
    sensitive_occurrences: 30_000,
    note: 'our partners',
  };
  assert.equal(
    anomalyLines(rule),
    [
      'High  bulk-read (Information loss)  2026-01-05 to 2026-01-06  1,200 sensitive objects, 30,000 occurrences  [archived]',
      '  anna: reads: 1,000, usually 20',
      '    111122223333, 444455556666',
      '  note: our partners',
      '  a1',
      '',
    ].join('\n'),
  );
});
