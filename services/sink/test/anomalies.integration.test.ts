import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { areaOf, dateOf, dayOf } from '@dowser/anomaly';
import type { AccessEvent } from '@dowser/contracts';
import type { Store } from '@dowser/store';
import { ACCESS_DAYS } from '../src/access-row.ts';
import { access, verdict } from './messages.ts';
import { openStoreFixture, type StoreFixture, write } from './store-fixture.ts';

const LOOK = { now: new Date(), falseAlarmDays: 1_000, trustedAccounts: [] };
const TODAY = dayOf(new Date().toISOString().slice(0, 10));
/** A moment of a day, so many days ago. */
const at = (daysAgo: number, time: string): string => `${dateOf(TODAY - daysAgo)}T${time}.000Z`;

describe('anomalies on the real engine', () => {
  let fixture: StoreFixture;
  before(async () => {
    fixture = await openStoreFixture();
  });
  after(async () => {
    await fixture.close();
  });

  const fresh = (): Promise<Store> => fixture.fresh();

  test('a principal-day: hours, buckets, names, areas as areaOf has them, what is sensitive, facts', async () => {
    const store = await fresh();
    const keys = [
      'a.csv',
      'logs/2026/11/x.gz',
      'team7/raw/deep/er/k',
      `${'é'.repeat(32)}/x`,
      `${'é'.repeat(33)}/x`,
      'a1b2c3d/x',
      'a1b2c3d4/x',
    ];
    await write(store, [
      verdict({ object: { key: 'a.csv' }, counts: { X_HIGH: 5 }, scannedAt: '2025-12-01T00:00:00.000Z' }),
      verdict({ object: { key: 'team7/raw/deep/er/k' }, counts: { X_LOW: 2 }, scannedAt: '2025-12-01T00:00:00.000Z' }),
    ]);
    await write(store, [
      ...keys.map((key, i) => access({ requestId: `k${i}`, key, eventTime: at(1, '09:00:00') })),
      access({ requestId: 'again', key: 'a.csv', eventTime: at(1, '10:59:59') }),
      access({
        requestId: 'gone',
        bucket: 'other',
        key: 'x/y/z',
        actionClass: 'delete',
        action: 'DeleteObject',
        eventTime: at(1, '23:00:00'),
        sourceNetwork: '198.51.100.0/24',
        userAgentFamily: 'curl',
      }),
      access({
        requestId: 'part',
        bucket: 'other',
        key: 'x/2',
        actionClass: 'delete',
        isCall: false,
        eventTime: at(1, '23:00:00'),
      }),
      ...[1, 2].map((i) =>
        access({
          requestId: `p${i}`,
          key: '',
          actionClass: 'permission',
          eventTime: at(1, '23:00:00'),
          facts: [
            { kind: 'cross-account-policy', detail: '210987654321' },
            { kind: 'public-policy', detail: '' },
          ],
        }),
      ),
      access({
        requestId: 'denied',
        key: 'b.csv',
        errorCode: 'AccessDenied',
        principal: 'elsewhere',
        eventTime: at(1, '09:00:00'),
      }),
    ]);
    await store.rollUpAccess({ reweighSeconds: 3_600 });
    const rows = await store.query<Record<string, unknown>>(
      'SELECT * EXCEPT (day) FROM principal_days ORDER BY principal SETTINGS output_format_json_quote_64bit_integers = 0',
    );
    const hour = { hour: 9, calls: 7, reads: 7, lists: 0, writes: 0, deletes: 0, denied: 0, bytes_out: 700 };
    const none = { lists: 0, writes: 0, denied: 0 };
    assert.deepEqual(rows[0], {
      principal: '123456789012:assumed-role:reporting',
      principal_type: 'role',
      account: '123456789012',
      hours: [
        hour,
        { ...hour, hour: 10, calls: 1, reads: 1, bytes_out: 100 },
        { ...none, hour: 23, calls: 3, reads: 0, deletes: 1, bytes_out: 400 },
      ].map(({ hour: h, calls, reads, lists, writes, deletes, denied, bytes_out }) => ({
        hour: h,
        calls,
        reads,
        lists,
        writes,
        deletes,
        denied,
        bytes_out,
      })),
      permissions: 2,
      controls: 0,
      keys: 9,
      prefixes: 9,
      addresses: 1,
      buckets: [
        { bucket: 'data', calls: 10, writes: 0, deletes: 0, bytes_out: 1_000 },
        { bucket: 'other', calls: 1, writes: 0, deletes: 1, bytes_out: 200 },
      ],
      deleted_objects: [{ hour: 23, bucket: 'other', objects: 2 }],
      networks: ['192.0.2.0/24', '198.51.100.0/24'],
      agents: ['boto3', 'curl'],
      areas: [...new Set([...keys.map((key) => areaOf('data', key)), 'other/x/', 'other/x/y/'])].sort(),
      sensitive_areas: ['data/', 'data/team0/raw/'],
      sensitive_reads: 3,
      sensitive_objects: 2,
      sensitive_occurrences: 7,
      facts: [
        { hour: 23, bucket: 'data', kind: 'cross-account-policy', detail: '210987654321', requests: 2 },
        { hour: 23, bucket: 'data', kind: 'public-policy', detail: '', requests: 2 },
      ],
    });
    assert.equal(rows[1]?.principal, 'elsewhere');
  });

  test('what a process remembers spares it the days that have not changed, and gives what another finds without', async () => {
    const store = await fresh();
    const other = fixture.another();
    const look = async (events: readonly ReturnType<typeof access>[]) => {
      await write(store, events);
      await store.rollUpAccess({ reweighSeconds: 3_600 });
      return store.detectAnomalies(LOOK);
    };
    const opened = (daysAgo: number) =>
      access({
        requestId: `opened-${daysAgo}`,
        key: '',
        actionClass: 'permission',
        action: 'PutBucketPolicy',
        bucket: `bucket-${daysAgo}`,
        eventTime: at(daysAgo, '12:00:00'),
        facts: [{ kind: 'public-policy', detail: '' }],
      });
    const month = Array.from({ length: 20 }, (_, i) => access({ requestId: `${i}`, eventTime: at(i, '12:00:00') }));
    assert.deepEqual(await look(month), { principalDays: 20, changed: 0 });
    assert.deepEqual(await look([opened(0)]), { principalDays: 2, changed: 1 });
    assert.deepEqual(await look([opened(9)]), { principalDays: 20, changed: 1 }, 'a late request');
    assert.deepEqual(await look([]), { principalDays: 2, changed: 0 });
    assert.deepEqual(await other.detectAnomalies(LOOK), { principalDays: 20, changed: 0 });
  });

  /** What `carrier` and its colleagues did so many days ago: for five days, ten days ago, it carries the same objects away. */
  const worked = (daysAgo: number): readonly AccessEvent[] => {
    const of = (principal: string, n: number, fields: Partial<AccessEvent>) =>
      access({
        requestId: `${principal}-${daysAgo}-${n}`,
        principal,
        key: `daily/${n}.csv`,
        eventTime: at(daysAgo, `10:${String(10 + (n % 40))}:00`),
        ...fields,
      });
    const usual = ['carrier', 'colleague-1', 'colleague-2'].flatMap((principal) =>
      Array.from({ length: 2 + (daysAgo % 3) }, (_, n) => of(principal, n, {})),
    );
    if (daysAgo > 10 || daysAgo <= 5) return usual;
    const away = { sourceNetwork: '198.51.100.0/24', userAgentFamily: 'curl', bytesOut: 9_000_000 };
    const stolen = Array.from({ length: 30 }, (_, n) => of('carrier', 100 + n, { ...away, key: `secret/${n}.csv` }));
    return [...usual, ...stolen];
  };
  const SECRETS = Array.from({ length: 30 }, (_, n) =>
    verdict({ object: { key: `secret/${n}.csv` }, counts: { X_HIGH: 5 }, scannedAt: '2025-12-01T00:00:00.000Z' }),
  );
  const shown = (store: Store) =>
    store.query<Record<string, unknown>>(
      `SELECT anomaly_id, state, type, severity, principal, days, score, title, signals,
         toUInt32(sensitive_objects) AS objects, toUInt32(sensitive_occurrences) AS occurrences FROM anomalies`,
    );

  test('three months, looked at as they come by processes that are started anew, or once at the end: the same anomalies', async () => {
    const once = await fixture.fresh();
    await write(once, SECRETS);
    const days = Array.from({ length: ACCESS_DAYS }, (_, i) => ACCESS_DAYS - 1 - i);
    await write(once, days.flatMap(worked));
    await once.rollUpAccess({ reweighSeconds: 3_600 });
    await once.detectAnomalies(LOOK);

    let process = await fixture.fresh();
    await write(process, SECRETS);
    for (const [from, to] of [
      [0, 46],
      [46, 84],
      [84, 86],
      [86, ACCESS_DAYS],
    ]) {
      await write(process, days.slice(from, to).flatMap(worked));
      await process.rollUpAccess({ reweighSeconds: 3_600 });
      await process.detectAnomalies(LOOK);
      process = fixture.another();
    }
    const [raised, ...others] = await shown(once);
    assert.deepEqual(await shown(process), [raised, ...others]);
    assert.deepEqual(others, []);
    assert.deepEqual([raised?.principal, raised?.state], ['carrier', 'open']);
    assert.ok(raised !== undefined);
    assert.ok((raised.days as readonly string[]).length > 1, 'of several days');
    assert.deepEqual([raised.objects, raised.occurrences], [30, 150], 'each object once');
  });
});
