import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { areaOf } from '@dowser/anomaly';
import { openStore, type Store } from '@dowser/store';
import { access, verdict } from './messages.ts';
import { openStoreFixture, type StoreFixture, write } from './store-fixture.ts';

const DAY_MS = 86_400_000;
const LOOK = { now: new Date(), falseAlarmDays: 2_000 };
const TODAY_MS = Math.floor(Date.now() / DAY_MS) * DAY_MS;
/** A moment of a day, so many days ago. */
const at = (daysAgo: number, time: string): string =>
  `${new Date(TODAY_MS - daysAgo * DAY_MS).toISOString().slice(0, 10)}T${time}.000Z`;

describe('anomalies on the real engine', () => {
  let fixture: StoreFixture;
  let databases = 0;
  const stores: Store[] = [];
  before(async () => {
    fixture = await openStoreFixture();
  });
  after(async () => {
    for (const store of stores) await store.close();
    await fixture.close();
  });

  async function fresh(): Promise<Store> {
    const store = openStore({ url: fixture.clickhouse.url, database: `anomalies_${++databases}` });
    stores.push(store);
    await store.migrate();
    return store;
  }

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
    const other = openStore({ url: fixture.clickhouse.url, database: `anomalies_${databases}` });
    stores.push(other);
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
});
