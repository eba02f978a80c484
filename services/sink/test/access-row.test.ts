import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock, TransientError } from '@dowser/pipeline';
import { type AccessRow, TWIN_MINUTES } from '@dowser/store';
import { createTelemetry } from '@dowser/telemetry';
import { ACCESS_DAYS, accessRow, marksOf } from '../src/access-row.ts';
import { keepRolledUp } from '../src/keep-rolled-up.ts';
import { mergeInserts } from '../src/merge-inserts.ts';
import { access } from './messages.ts';

const NOW_MS = Date.UTC(2026, 0, 2);

function row(fields: Parameters<typeof access>[0] = {}): AccessRow {
  const outcome = accessRow(access(fields), NOW_MS);
  return outcome.fate === 'emit' ? outcome.values[0]! : assert.fail(JSON.stringify(outcome));
}

test('an event at the age limit is kept, one past it is dropped', () => {
  const limitMs = NOW_MS - ACCESS_DAYS * 86_400_000;
  assert.equal(row({ eventTime: new Date(limitMs).toISOString() }).bucket, 'data');
  assert.deepEqual(accessRow(access({ eventTime: new Date(limitMs - 1).toISOString() }), NOW_MS), {
    fate: 'drop',
    reason: 'too-old',
  });
});

test('of two tellings of a call, the one that names the caller has the higher rank', () => {
  assert.ok(row().rank > row({ principalType: 'account' }).rank);
});

test('marks: the hour, and for CloudTrail the one within reach of an access log', () => {
  const reach = TWIN_MINUTES * 60_000;
  const noon = Date.UTC(2026, 0, 1, 12);
  const hours = (source: 'cloudtrail' | 'server-access-log', ms: number): string[] =>
    marksOf([row({ source, eventTime: new Date(ms).toISOString() })]).map(({ hour }) => hour.slice(11, 13));
  assert.deepEqual(hours('server-access-log', noon), ['12']);
  assert.deepEqual(hours('cloudtrail', noon + reach), ['12']);
  assert.deepEqual(hours('cloudtrail', noon + reach - 1), ['11', '12']);
  assert.deepEqual(hours('cloudtrail', noon + 3_600_000 - reach), ['12', '13']);
  assert.deepEqual(hours('cloudtrail', noon + 3_600_000 - reach - 1), ['12']);
});

test('marks are one for an hour, whatever the number of rows', () => {
  const rows = Array.from({ length: 20 }, (_, i) => row({ requestId: `${i}`, eventTime: '2026-01-01T12:30:00.000Z' }));
  assert.deepEqual(marksOf(rows), [{ hour: '2026-01-01T12:00:00.000Z', marks: 1 }]);
});

test('marks are written after the rows, and not at all when those fail', async () => {
  const inserted: string[] = [];
  let fault: Error | null = new TransientError('away');
  const deliver = mergeInserts(
    {
      insert: async (table) => {
        if (fault !== null) throw fault;
        inserted.push(table);
      },
    },
    () => undefined,
    { lingerMs: 0, clock: systemClock },
  );
  const values = [{ table: 'access_log', row: row({ eventTime: '2026-01-01T12:30:00.000Z' }) }] as const;
  await assert.rejects(deliver(values), TransientError);
  fault = null;
  await deliver(values);
  assert.deepEqual(inserted, ['access_log', 'access_mark_log']);
});

function rolling(rollUpAccess: () => Promise<number>, detectSeconds = 0.001) {
  const telemetry = createTelemetry({ service: 'test', level: 'silent' });
  let looks = 0;
  const detectAnomalies = async () => {
    looks++;
    return { principalDays: 1, changed: 0 };
  };
  const store = { rollUpAccess, detectAnomalies };
  const loop = keepRolledUp({
    store,
    telemetry,
    rollUpSeconds: 0.005,
    reweighSeconds: 60,
    detectSeconds,
    falseAlarmDays: 1_000,
    trustedAccounts: [],
  });
  return { ...loop, looks: () => looks };
}

test('anomalies are looked for at first, after hours that changed, and no more often than asked for', async () => {
  let calls = 0;
  const quiet = rolling(async () => {
    calls++;
    return 0;
  });
  while (calls < 4) await sleep(2);
  await quiet.stop();
  assert.equal(quiet.looks(), 1);
  calls = 0;
  const busy = rolling(async () => {
    calls++;
    return 1;
  }, 3_600);
  while (calls < 4) await sleep(2);
  assert.equal(busy.looks(), 1);
  await busy.stop();
  assert.equal(busy.looks(), 2);
});

test('roll-ups go on while the store is away, and once more at the end', async () => {
  let calls = 0;
  const loop = rolling(async () => {
    calls++;
    if (calls === 1) throw new TransientError('away');
    return 1;
  });
  while (calls < 3) await sleep(2);
  const before = calls;
  await loop.stop();
  assert.ok(calls > before);
  assert.equal(loop.failed.aborted, false);
});

test('a roll-up that no waiting helps ends the sink', async () => {
  const loop = rolling(() => Promise.reject(new Error('refused')));
  while (!loop.failed.aborted) await sleep(2);
  await assert.rejects(loop.stop(), /refused/);
});
