import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { dateOf, dayOf } from '@dowser/anomaly';
import type { AccessEvent, ActionClass } from '@dowser/contracts';
import { HOURS_PER_PASS, type Store } from '@dowser/store';
import fc from 'fast-check';
import { access, record, verdict } from './messages.ts';
import { openStoreFixture, type StoreFixture, write } from './store-fixture.ts';

/** Hours of yesterday: inside what is kept, whenever this runs. */
const TODAY = dayOf(new Date().toISOString().slice(0, 10));
const YESTERDAY = `${dateOf(TODAY - 1)}T`;
const at = (time: string): string => `${YESTERDAY}${time}Z`;

interface Sums {
  readonly calls: number;
  readonly reads: number;
  readonly bytes: number;
  readonly keys: number;
  readonly networks: number;
  readonly denied: number;
}

const COLUMNS = `toUInt32(sum(calls)) AS calls, toUInt32(sum(reads)) AS reads, toUInt32(sum(bytes_out)) AS bytes,
  toUInt32(sum(distinct_keys)) AS keys, toUInt32(sum(distinct_networks)) AS networks, toUInt32(sum(denied)) AS denied`;

describe('access on the real engine', () => {
  let fixture: StoreFixture;
  before(async () => {
    fixture = await openStoreFixture();
  });
  after(async () => {
    await fixture.close();
  });

  const fresh = (): Promise<Store> => fixture.fresh();
  const rollUp = (store: Store, reweighSeconds = 3_600) => store.rollUpAccess({ reweighSeconds });
  const byHour = (store: Store) =>
    store.query<Sums & { hour: string; bucket: string; principal: string }>(
      `SELECT formatDateTime(hour, '%H') AS hour, bucket, principal, ${COLUMNS}
       FROM access_by_hour GROUP BY hour, bucket, principal ORDER BY hour, bucket, principal`,
    );
  const total = async (store: Store, view = 'access_by_day'): Promise<Sums> =>
    (await store.query<Sums>(`SELECT ${COLUMNS} FROM ${view}`))[0]!;

  test('counts by class, bytes, distinct keys, networks, agents, errors, hours of activity', async () => {
    const store = await fresh();
    const classes: readonly ActionClass[] = ['read', 'list', 'write', 'delete', 'permission', 'control'];
    await write(store, [
      ...classes.map((actionClass, i) => access({ requestId: `c${i}`, actionClass, eventTime: at('03:15:00') })),
      access({
        requestId: 'd',
        key: 'dir/b.csv',
        errorCode: 'AccessDenied',
        bytesOut: 7,
        eventTime: at('23:59:59.999'),
      }),
      access({
        requestId: 'e',
        key: 'dir/c.csv',
        sourceNetwork: '198.51.100.0/24',
        sourceAddress: '198.51.100.1',
        userAgentFamily: 'curl',
        eventTime: at('23:00:00'),
      }),
      access({ requestId: 'f', key: 'gone.csv', actionClass: 'delete', isCall: false, eventTime: at('23:00:00') }),
      access({ requestId: 'g', key: 'gone.csv', actionClass: 'delete', isCall: false, eventTime: at('23:10:00') }),
      access({
        requestId: 'h',
        key: 'kept.csv',
        actionClass: 'delete',
        isCall: false,
        errorCode: 'InternalError',
        eventTime: at('23:00:00'),
      }),
    ]);
    // Those of the requests, and those beyond whose edge the access log may have put two of them.
    assert.equal(await rollUp(store), 4);
    const [day] = await store.query<Record<string, unknown>>('SELECT * EXCEPT (day) FROM access_by_day');
    assert.deepEqual(numbers(day!), {
      bucket: 'data',
      principal: '123456789012:assumed-role:reporting',
      principal_type: 'role',
      account: '123456789012',
      calls: 8,
      reads: 3,
      lists: 1,
      writes: 1,
      deletes: 1,
      deleted_objects: 2,
      permissions: 1,
      controls: 1,
      denied: 1,
      bytes_out: 1_007,
      errors: { AccessDenied: 1, InternalError: 1 },
      active_hours: 2,
      hours: 2 ** 3 + 2 ** 23,
      distinct_keys: 5,
      distinct_prefixes: 2,
      distinct_addresses: 2,
      distinct_networks: 2,
      distinct_agents: 2,
      networks: ['192.0.2.0/24', '198.51.100.0/24'],
      agents: ['boto3', 'curl'],
      sensitive_reads: 0,
      sensitive_objects: 0,
      sensitive_occurrences: 0,
    });
  });

  test('what comes again changes nothing; what comes late is added to its own hour', async () => {
    const store = await fresh();
    const first = Array.from({ length: 50 }, (_, i) =>
      access({ requestId: `r${i}`, key: `k${i % 7}`, eventTime: at('10:30:00') }),
    );
    await write(store, first);
    await rollUp(store);
    const before = await byHour(store);
    assert.deepEqual(
      before.map(({ hour, calls, keys }) => [hour, calls, keys]),
      [['10', 50, 7]],
    );
    await write(store, first.slice(0, 20), first);
    assert.equal(await rollUp(store), 1);
    assert.deepEqual(await byHour(store), before);
    await write(store, [access({ requestId: 'late', key: 'new', eventTime: at('10:45:00') })]);
    await rollUp(store);
    assert.deepEqual(
      (await byHour(store)).map(({ calls, keys }) => [calls, keys]),
      [[51, 8]],
    );
    assert.equal((await total(store)).calls, 51);
    assert.equal(await rollUp(store), 0);
  });

  for (const [name, logged, trail, calls] of [
    ['at the same second', '10:20:00', '10:20:00', 1],
    ['across the hour', '10:59:58', '11:00:01', 1],
    ['across the hour, the other way', '11:00:01', '10:59:58', 1],
    ['at the limit', '10:00:00', '11:14:59', 1],
    ['one second past the limit', '10:59:59', '11:15:00', 2],
  ] as const) {
    test(`a request in both logs, ${name}: ${calls === 1 ? 'counts once' : 'counts twice'}`, async () => {
      const inLog = access({ source: 'server-access-log', principal: '123456789012:user:x', eventTime: at(logged) });
      const inTrail = access({ eventTime: at(trail) });
      for (const order of [
        [inLog, inTrail],
        [inTrail, inLog],
      ]) {
        const store = await fresh();
        for (const event of order) {
          await write(store, [event]);
          await rollUp(store);
        }
        assert.deepEqual(await total(store, 'access_by_hour'), {
          calls,
          reads: calls,
          bytes: 100 * calls,
          keys: calls,
          networks: calls,
          denied: 0,
        });
        const day = await store.query<{ principal: string }>('SELECT principal FROM access_by_day ORDER BY principal');
        assert.deepEqual(
          day.map(({ principal }) => principal),
          [inTrail.principal, inLog.principal].slice(0, calls),
        );
        const events = await store.query(
          `SELECT * FROM access_events(from = '${YESTERDAY.slice(0, -1)} 00:00:00', to = '${YESTERDAY.slice(0, -1)} 23:59:59')`,
        );
        assert.equal(events.length, calls);
      }
    });
  }

  test('a call that CloudTrail tells to both accounts counts once, for the one that names the caller', async () => {
    const store = await fresh();
    await write(store, [
      access({ eventTime: at('10:00:00') }),
      access({ eventTime: at('10:00:00'), principal: '123456789012:AROAX', principalType: 'account' }),
    ]);
    await rollUp(store);
    assert.deepEqual(
      (await byHour(store)).map(({ principal, calls }) => [principal, calls]),
      [['123456789012:assumed-role:reporting', 1]],
    );
  });

  test('whatever the order, the batches, the replays and the roll-ups between: the aggregates of the requests', async () => {
    const event = fc.record({
      request: fc.integer({ min: 0, max: 15 }),
      fromTrail: fc.boolean(),
    });
    const happened = (request: number, fromTrail: boolean): AccessEvent =>
      access({
        requestId: `r${request}`,
        key: `dir-${request % 2}/k${request % 5}`,
        bucket: `b${request % 2}`,
        bytesOut: request,
        source: fromTrail ? 'cloudtrail' : 'server-access-log',
        // Every fourth request lies on both sides of an hour.
        eventTime: at(
          request % 4 === 0 ? (fromTrail ? '10:00:01' : '09:59:59') : `${9 + (request % 3)}:30:00`.padStart(8, '0'),
        ),
        principal: fromTrail ? `p${request % 3}` : `logged-p${request % 3}`,
        errorCode: request % 6 === 0 ? 'AccessDenied' : '',
      });
    const step = fc.record({ events: fc.array(event, { maxLength: 8 }), rollUp: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        const store = await fresh();
        const kept = new Map<number, AccessEvent>();
        for (const { events, rollUp: now } of steps) {
          await write(
            store,
            events.map(({ request, fromTrail }) => happened(request, fromTrail)),
          );
          for (const { request, fromTrail } of events) {
            if (fromTrail || !kept.has(request)) kept.set(request, happened(request, fromTrail));
          }
          if (now) await rollUp(store);
        }
        await rollUp(store);
        const groups = Map.groupBy(kept.values(), ({ eventTime, bucket, principal }) =>
          [eventTime.slice(11, 13), bucket, principal].join(),
        );
        const expected = [...groups]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, events]) => ({
            hour: name.split(',')[0],
            bucket: name.split(',')[1],
            principal: name.split(',')[2],
            calls: events.length,
            reads: events.length,
            bytes: events.reduce((sum, { bytesOut }) => sum + bytesOut, 0),
            keys: new Set(events.map(({ key }) => key)).size,
            networks: 1,
            denied: events.filter(({ errorCode }) => errorCode !== '').length,
          }));
        assert.deepEqual(await byHour(store), expected);
        assert.equal((await total(store)).calls, kept.size);
        assert.equal(
          (await total(store)).bytes,
          expected.reduce((sum, { bytes }) => sum + bytes, 0),
        );
      }),
      { numRuns: 6 },
    );
  });

  test('more hours than one statement takes: all are computed', async () => {
    const store = await fresh();
    const count = HOURS_PER_PASS + 1;
    const firstMs = Math.floor(Date.now() / 3_600_000) * 3_600_000 - count * 3_600_000;
    const eventTime = (i: number) => new Date(firstMs + i * 3_600_000 + 1_800_000).toISOString();
    await write(
      store,
      Array.from({ length: count }, (_, i) => access({ requestId: `${i}`, eventTime: eventTime(i) })),
    );
    assert.equal(await rollUp(store), count);
    assert.equal((await total(store)).calls, count);
    assert.equal(await rollUp(store), 0);
  });

  test('two that roll up at once come to the same', async () => {
    const store = await fresh();
    const other = fixture.another();
    for (let round = 0; round < 5; round++) {
      const batch = Array.from({ length: 20 }, (_, i) =>
        access({ requestId: `${round}-${i}`, eventTime: at('08:00:00') }),
      );
      await Promise.all([write(store, batch), rollUp(store), rollUp(other)]);
    }
    await Promise.all([rollUp(store), rollUp(other)]);
    assert.equal((await total(store)).calls, 100);
    assert.equal((await total(store, 'access_by_hour')).calls, 100);
  });

  test('sensitive data that was read: objects and occurrences, by the latest scan; denied reads and other keys weigh nothing', async () => {
    const store = await fresh();
    const secret = { key: 'secret.csv' };
    await write(store, [
      record(secret),
      verdict({ object: secret, counts: { X_HIGH: 5 }, scannedAt: '2025-12-01T00:00:00.000Z' }),
      verdict({ object: secret, counts: { X_HIGH: 2, X_LOW: 1 }, set: 'set-2', scannedAt: '2025-12-02T00:00:00.000Z' }),
    ]);
    await write(store, [
      access({ requestId: '1', ...secret, eventTime: at('10:00:00') }),
      access({ requestId: '2', ...secret, eventTime: at('11:00:00') }),
      access({ requestId: '3', key: 'plain.txt', eventTime: at('11:00:00') }),
      access({ requestId: '4', ...secret, errorCode: 'AccessDenied', principal: 'denied', eventTime: at('11:00:00') }),
      access({ requestId: '5', ...secret, actionClass: 'list', principal: 'lister', eventTime: at('11:00:00') }),
    ]);
    await rollUp(store);
    const readers = await store.query<Record<string, unknown>>(
      'SELECT principal, sensitive_reads, sensitive_objects, sensitive_occurrences FROM sensitive_readers',
    );
    assert.deepEqual(readers.map(numbers), [
      {
        principal: '123456789012:assumed-role:reporting',
        sensitive_reads: 2,
        sensitive_objects: 1,
        sensitive_occurrences: 3,
      },
    ]);
    const dates = YESTERDAY.slice(0, -1);
    const reads = await store.query<Record<string, unknown>>(
      `SELECT formatDateTime(event_time, '%H') AS hour, principal, key, severity, toUInt32(occurrences) AS occurrences
       FROM sensitive_reads(from = '${dates} 00:00:00', to = '${dates} 11:00:00')`,
    );
    const principal = '123456789012:assumed-role:reporting';
    assert.deepEqual(reads, [{ hour: '10', principal, key: 'secret.csv', severity: 'High', occurrences: 3 }]);
  });

  test('objects that are scanned after they were read weigh as well', async () => {
    const store = await fresh();
    await write(store, [access({ key: 'later.csv', eventTime: at('10:30:00') })]);
    await rollUp(store);
    await write(store, [
      verdict({
        object: { key: 'later.csv' },
        counts: { X_HIGH: 4 },
        scannedAt: new Date(Date.now() + 5_000).toISOString(),
      }),
    ]);
    assert.equal(await rollUp(store, 3_600), 0);
    assert.equal(await rollUp(store, 0), 1);
    const [day] = await store.query<{ weight: number }>(
      'SELECT toUInt32(sensitive_occurrences) AS weight FROM access_by_day',
    );
    assert.equal(day?.weight, 4);
  });

  test('days, weeks and months merge from their hours: a key touched on many days is one', async () => {
    const store = await fresh();
    const hours = [1, 2, 3].flatMap((daysAgo) =>
      ['08', '09'].map((hour) => `${dateOf(TODAY - daysAgo)}T${hour}:00:00.000Z`),
    );
    await write(
      store,
      hours.map((eventTime, i) =>
        access({ requestId: `${i}`, key: `dir-${i % 2}/k${i % 4}`, sourceAddress: `192.0.2.${i % 3}`, eventTime }),
      ),
    );
    await rollUp(store);
    for (const table of ['access_hour_log', 'access_day_log']) {
      const [month] = await store.query(
        `SELECT toUInt32(uniqCombined64Merge(14)(keys)) AS keys, toUInt32(uniqCombined64Merge(12)(prefixes)) AS prefixes,
           toUInt32(uniqCombined64Merge(12)(addresses)) AS addresses, toUInt32(uniqCombined64Merge(12)(network_count)) AS networks,
           toUInt32(uniqCombined64Merge(12)(agent_count)) AS agents, toUInt32(sum(calls)) AS calls
         FROM ${table} FINAL WHERE events > 0`,
      );
      assert.deepEqual(month, { keys: 4, prefixes: 2, addresses: 3, networks: 1, agents: 1, calls: 6 }, table);
    }
  });

  test('what is older than it is to be kept goes, by itself', async () => {
    const store = await fresh();
    for (const [table, time, column, days] of [
      ['access_log', 'event_time', 'bucket', 92],
      ['access_mark_log', 'hour', 'marks', 400],
      ['access_rollup_log', 'hour', 'marks', 400],
      ['access_hour_log', 'hour', 'bucket', 400],
      ['access_day_log', 'day', 'bucket', 1_100],
      ['access_principal_day_log', 'day', 'principal', 1_100],
    ] as const) {
      for (const age of [days + 1, days - 1]) {
        await store.raw(
          `INSERT INTO ${table} (${time}, ${column}) SELECT now() - INTERVAL ${age} DAY, '${age}'`,
          'Null',
        );
      }
      await store.raw(`OPTIMIZE TABLE ${table} FINAL`, 'Null');
      const rows = await store.query<{ kept: string }>(`SELECT toString(${column}) AS kept FROM ${table}`);
      assert.deepEqual(rows, [{ kept: String(days - 1) }], table);
    }
  });

  test('what a principal was seen with, and how familiar it is', async () => {
    const store = await fresh();
    const day = (ago: number) => dateOf(TODAY - ago);
    await write(store, [
      access({ requestId: '1', eventTime: `${day(14)}T10:00:00.000Z` }),
      access({ requestId: '2', eventTime: `${day(28)}T10:00:00.000Z`, sourceNetwork: '198.51.100.0/24' }),
    ]);
    await rollUp(store);
    const seen = await store.query<{ kind: string; value: string; familiarity: number }>(
      'SELECT kind, value, familiarity FROM access_seen',
    );
    assert.deepEqual(
      seen.map(({ kind, value, familiarity }) => [kind, value, familiarity]),
      [
        ['agent', 'boto3', 0.75],
        ['bucket', 'data', 0.75],
        ['network', '192.0.2.0/24', 0.5],
        ['network', '198.51.100.0/24', 0.25],
      ],
    );
  });
});

/** UInt64 comes as text: numbers where it is one. */
function numbers(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'string' && /^\d{1,11}$/.test(value) ? Number(value) : value,
    ]),
  );
}
