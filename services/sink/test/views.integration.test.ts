import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ObjectRecord } from '@dowser/contracts';
import { packMembers } from '@dowser/identifiers';
import type { PackRow } from '@dowser/store';
import fc from 'fast-check';
import type { SinkMessage } from '../src/core.ts';
import { fingerprintOf, letter, occurrences, record, type ScanFields, verdict } from './messages.ts';
import { openStoreFixture, type StoreFixture, write } from './store-fixture.ts';

const day = (n: number): string => `2026-01-${String(n).padStart(2, '0')}T00:00:00.000Z`;
const scan = (fields: ScanFields): SinkMessage[] => [...occurrences(fields), verdict(fields)];

describe('views', () => {
  let fixture: StoreFixture;
  const ask = <T = Record<string, unknown>>(sql: string, params?: Record<string, unknown>): Promise<T[]> =>
    fixture.store.query<T>(sql, params);

  before(async () => {
    fixture = await openStoreFixture();
  });
  after(() => fixture.close());

  describe('objects', () => {
    interface Case {
      readonly name: string;
      readonly given: readonly ObjectRecord[];
      /** etag of the latest version; null when the key is removed. */
      readonly expected: string | null;
    }
    const event = (etag: string, sequencer: string, n: number, fields = {}) =>
      record({ etag, sequencer, observedAt: day(n), ...fields });
    const removal = (sequencer: string, n: number, versionId = '', cause = 'ObjectRemoved:Delete') =>
      record({ etag: '', sequencer, observedAt: day(n), versionId, size: -1 }, true, cause);
    const seen = (etag: string, observed: number, modified: number, fields = {}) =>
      record({ etag, source: 'inventory', observedAt: day(observed), lastModified: day(modified), ...fields });
    const v1 = { versionId: 'v1' };
    const v2 = { versionId: 'v2' };

    const cases: readonly Case[] = [
      { name: '"AB" is after "A"', given: [event('new', 'AB', 2), event('old', 'A', 1)], expected: 'new' },
      { name: '"A" is after "9F"', given: [event('new', 'A', 2), event('old', '9F', 1)], expected: 'new' },
      { name: 'sequencers decide, not clocks', given: [event('new', 'B', 1), event('old', 'A', 2)], expected: 'new' },
      { name: 'deleted', given: [event('e', 'A', 1), removal('B', 2)], expected: null },
      { name: 'put again after a delete', given: [removal('B', 2), event('e', 'C', 3)], expected: 'e' },
      { name: 'a stale inventory does not revive', given: [removal('B', 3), seen('e', 4, 1)], expected: null },
      { name: 'an inventory knows what was put since', given: [removal('B', 3), seen('e', 5, 4)], expected: 'e' },
      { name: 'an event after the inventory', given: [seen('old', 5, 1), event('new', 'A', 6)], expected: 'new' },
      { name: 'the later of two looks', given: [seen('new', 5, 4), seen('old', 3, 2)], expected: 'new' },
      { name: 'the latest version of an inventory', given: [seen('2', 5, 4, v2), seen('1', 5, 3, v1)], expected: '2' },
      {
        name: 'an old version expires, the latest stays',
        given: [event('1', 'A', 1, v1), event('2', 'B', 2, v2), removal('C', 3, 'v1', 'LifecycleExpiration:Delete')],
        expected: '2',
      },
      {
        name: 'the latest version is deleted for good, the one before is back',
        given: [event('1', 'A', 1, v1), event('2', 'B', 2, v2), removal('C', 3, 'v2')],
        expected: '1',
      },
      {
        name: 'a delete marker hides',
        given: [event('1', 'A', 1, v1), removal('B', 2, 'm', 'ObjectRemoved:DeleteMarkerCreated')],
        expected: null,
      },
      {
        name: 'a delete marker is deleted',
        given: [
          event('1', 'A', 1, v1),
          removal('B', 2, 'm', 'ObjectRemoved:DeleteMarkerCreated'),
          removal('C', 3, 'm', 'ObjectRemoved:Delete'),
        ],
        expected: '1',
      },
      { name: 'every version is gone', given: [event('1', 'A', 1, v1), removal('B', 2, 'v1')], expected: null },
    ];

    const inBucket = (bucket: string, { object, ...rest }: ObjectRecord): ObjectRecord => ({
      ...record({ ...object, bucket }, rest.removed, rest.cause),
    });
    const stateOf = async (bucket: string): Promise<unknown> => {
      const rows = await ask('SELECT etag, removed FROM objects WHERE bucket = {bucket:String}', { bucket });
      assert.equal(rows.length, 1, `${bucket} has one row`);
      return rows[0]?.removed ? null : rows[0]?.etag;
    };

    for (const { name, given, expected } of cases) {
      test(`${name}, in any order, duplicated, in any batches`, async () => {
        const bucket = name.replaceAll(' ', '-');
        const records = given.map((one) => inBucket(bucket, one));
        await write(fixture.store, [...records].reverse());
        assert.equal(await stateOf(bucket), expected);
        for (const one of records) await write(fixture.store, [one]);
        assert.equal(await stateOf(bucket), expected);
        await write(fixture.store, [...records, ...records]);
        assert.equal(await stateOf(bucket), expected);
      });
    }

    test('property: any order and duplication of the same records gives the same state', async () => {
      const one = fc.record({
        etag: fc.constantFrom('1', '2', '3'),
        sequencer: fc.constantFrom('', 'A', 'AB', '9F', 'B0', 'C'),
        n: fc.integer({ min: 1, max: 6 }),
        versionId: fc.constantFrom('', 'v1', 'v2'),
        removed: fc.boolean(),
      });
      // A sequencer belongs to one event: two records with the same one are the same record.
      const records = fc.uniqueArray(one, {
        maxLength: 6,
        minLength: 1,
        selector: ({ sequencer, n }) => sequencer || n,
      });
      const samples = fc.sample(fc.tuple(records, fc.infiniteStream(fc.nat())), { numRuns: 60, seed: 7 });
      const straight: ObjectRecord[] = [];
      const shuffled: ObjectRecord[] = [];
      for (const [index, [list, order]] of samples.entries()) {
        const built = list.map(({ etag, sequencer, n, versionId, removed }) =>
          record({ etag, sequencer, observedAt: day(n), versionId, key: `k${index}` }, removed),
        );
        straight.push(...built.map((each) => inBucket('straight', each)));
        const mixed = [...built, ...built].map((each) => ({ each, at: order.next().value }));
        shuffled.push(...mixed.sort((a, b) => a.at - b.at).map(({ each }) => inBucket('shuffled', each)));
      }
      await write(fixture.store, straight);
      for (let at = 0; at < shuffled.length; at += 150) await write(fixture.store, shuffled.slice(at, at + 150));
      const states = (bucket: string): Promise<unknown[]> =>
        ask(
          'SELECT key, etag, version_id, removed, sequencer, observed_at FROM objects WHERE bucket = {bucket:String} ORDER BY key',
          {
            bucket,
          },
        );
      const expected = await states('straight');
      assert.equal(expected.length, samples.length);
      assert.deepEqual(await states('shuffled'), expected);
    });
  });

  describe('the ledger', () => {
    const counts = async (key: string): Promise<unknown> => {
      const [row] = await ask(
        `SELECT (SELECT count() FROM object_scans WHERE key = {key:String}) AS scans,
         (SELECT groupArray((identifier, toUInt32(count))) FROM (SELECT * FROM findings WHERE key = {key:String} ORDER BY identifier)) AS findings,
         toUInt32((SELECT count() FROM occurrences WHERE key = {key:String})) AS occurrences`,
        { key },
      );
      return { ...row, scans: Number(row?.scans) };
    };

    test('a replay changes nothing, whole or in other batches', async () => {
      const messages = scan({ object: { key: 'replay' }, counts: { X_LOW: 25, X_HIGH: 3 } });
      const expected = {
        scans: 1,
        findings: [
          ['X_HIGH', 3],
          ['X_LOW', 25],
        ],
        occurrences: 28,
      };
      await write(fixture.store, messages);
      assert.deepEqual(await counts('replay'), expected);
      await write(fixture.store, messages);
      assert.deepEqual(await counts('replay'), expected);
      const smaller = occurrences({ object: { key: 'replay' }, counts: { X_LOW: 25, X_HIGH: 3 } }, 7);
      for (const one of [...smaller, messages.at(-1)!]) await write(fixture.store, [one]);
      assert.deepEqual(await counts('replay'), expected);
    });

    test('occurrences count once their verdict is there', async () => {
      const [part, end] = scan({ object: { key: 'early' }, counts: { X_LOW: 2 } });
      await write(fixture.store, [part!]);
      assert.deepEqual(await counts('early'), { scans: 0, findings: [], occurrences: 0 });
      await write(fixture.store, [end!]);
      assert.deepEqual(await counts('early'), { scans: 1, findings: [['X_LOW', 2]], occurrences: 2 });
    });

    test('a rescan with another set takes the place of the one before, whichever arrives first', async () => {
      for (const order of ['in order', 'reversed']) {
        const object = { key: `rescan-${order}` };
        const first = scan({ object, set: 'old', counts: { X_LOW: 5 }, scannedAt: day(1) });
        const second = scan({ object, set: 'new', counts: { X_HIGH: 2 }, scannedAt: day(2) });
        await write(fixture.store, ...(order === 'reversed' ? [second, first] : [first, second]));
        const expected = { scans: 1, findings: [['X_HIGH', 2]], occurrences: 2 };
        assert.deepEqual(await counts(object.key), expected);
        await write(fixture.store, first);
        assert.deepEqual(await counts(object.key), expected, 'a replay of the old scan');
      }
    });

    test('a rescan that finds nothing leaves nothing', async () => {
      const object = { key: 'cleaned' };
      await write(fixture.store, scan({ object, set: 'old', counts: { X_LOW: 5 }, scannedAt: day(1) }));
      await write(fixture.store, scan({ object, set: 'new', scannedAt: day(2) }));
      assert.deepEqual(await counts('cleaned'), { scans: 1, findings: [], occurrences: 0 });
    });

    test('one row per object version', async () => {
      for (const etag of ['1', '2', '3']) await write(fixture.store, scan({ object: { key: 'versions', etag } }));
      assert.deepEqual(await counts('versions'), { scans: 3, findings: [], occurrences: 0 });
    });

    test('dead letters collapse by where they came from', async () => {
      const letters = [
        letter({ origin: 'once' }),
        letter({ origin: 'once', rejectedAt: day(9) }),
        letter({ origin: 'other' }),
      ];
      await write(fixture.store, letters, letters);
      assert.deepEqual(await ask('SELECT origin, toString(rejected_at) AS at FROM dead_letters ORDER BY origin'), [
        { origin: 'once', at: '2026-01-09 00:00:00.000' },
        { origin: 'other', at: '2026-01-01 00:00:00.000' },
      ]);
    });
  });

  describe('packs', () => {
    const levels = (bucket: string) => ask('SELECT * FROM by_level WHERE bucket = {bucket:String}', { bucket });
    const pack = (pack: string, level: string, identifier: string, severity: PackRow['severity'] = null): PackRow => {
      return { pack, level, identifier, severity };
    };

    test('give findings a level, and a severity where they say one', async () => {
      await write(fixture.store, [
        record({ bucket: 'packs' }),
        ...scan({ object: { bucket: 'packs' }, counts: { X_LOW: 2, X_MEDIUM: 2, X_HIGH: 2 } }),
      ]);
      await fixture.store.definePacks([
        pack('cards', 'Highly Confidential', 'X_LOW', { Low: 1, High: 2 }),
        pack('cards', 'Highly Confidential', 'X_MEDIUM', { Medium: 2, High: 3 }),
        pack('people', 'Confidential', 'X_LOW'),
        pack('people', 'Confidential', 'X_HIGH', { High: 3 }),
      ]);
      const found = await ask(
        "SELECT pack, level, identifier, severity, count FROM findings_by_pack WHERE bucket = 'packs' ORDER BY pack, identifier",
      );
      const row = (own: string, level: string, identifier: string, severity: string) => {
        return { pack: own, level, identifier, severity, count: 2 };
      };
      assert.deepEqual(found, [
        row('cards', 'Highly Confidential', 'X_LOW', 'High'),
        row('cards', 'Highly Confidential', 'X_MEDIUM', 'Medium'),
        row('people', 'Confidential', 'X_LOW', 'Low'),
      ]);
      const level = (name: string, packs: string[], highObjects: number, findings: number) => {
        return { bucket: 'packs', level: name, packs, objects: 1, high_objects: highObjects, findings };
      };
      assert.deepEqual(await levels('packs'), [
        level('Highly Confidential', ['cards'], 1, 2),
        level('Confidential', ['people'], 0, 1),
      ]);
    });

    test('are those of the last definition; those of the catalogue fit in', async () => {
      await fixture.store.definePacks(packMembers);
      await fixture.store.definePacks(packMembers);
      const rows = await ask('SELECT pack, level, identifier FROM identifier_packs');
      assert.deepEqual(
        rows,
        packMembers.map(({ pack: own, level, identifier }) => ({ pack: own, level, identifier })),
      );
      assert.deepEqual(await levels('packs'), []);
    });
  });
});

describe('the answers on a known data set', () => {
  let fixture: StoreFixture;
  const existing = (bucket: string, key: string, size = 100): ObjectRecord =>
    record({ bucket, key, size, sequencer: 'A', observedAt: day(1) });
  const at = (bucket: string, key: string, fields: ScanFields): SinkMessage[] => {
    const object = { bucket, key, sequencer: 'A', observedAt: day(1) };
    return [...occurrences({ ...fields, object }), verdict({ ...fields, object })];
  };

  before(async () => {
    fixture = await openStoreFixture();
    const messages: SinkMessage[] = [
      existing('hr', 'people/a.csv', 10),
      ...at('hr', 'people/a.csv', { counts: { X_LOW: 3, X_HIGH: 1 }, scannedAt: day(2) }),
      existing('hr', 'people/b.csv', 20),
      ...at('hr', 'people/b.csv', {
        counts: { X_MEDIUM: 2 },
        scannedAt: day(3),
        verdict: 'partial',
        reason: 'MALFORMED_FILE',
      }),
      existing('hr', 'readme.txt', 30),
      ...at('hr', 'readme.txt', {}),
      existing('hr', 'photo.png', 40),
      ...at('hr', 'photo.png', { verdict: 'skipped', reason: 'UNSUPPORTED_FILE_TYPE_EXCEPTION' }),
      existing('hr', 'locked', 50),
      ...at('hr', 'locked', { verdict: 'failed', reason: 'PERMISSION_DENIED' }),
      existing('hr', 'waiting', 60),
      // Deleted since: known to the ledger, no risk any more.
      existing('hr', 'people/gone.csv', 1_000),
      ...at('hr', 'people/gone.csv', { counts: { X_HIGH: 99 }, scannedAt: day(4) }),
      record({ bucket: 'hr', key: 'people/gone.csv', etag: '', size: -1, sequencer: 'B', observedAt: day(5) }, true),
      // Overwritten since, and the new version waits.
      existing('logs', 'app.log', 5),
      ...at('logs', 'app.log', { counts: { X_HIGH: 7 } }),
      record({ bucket: 'logs', key: 'app.log', etag: 'e2', size: 6, sequencer: 'B', observedAt: day(5) }),
      existing('logs', 'x/y/z.log', 7),
      ...at('logs', 'x/y/z.log', { counts: { X_LOW: 1 }, scannedAt: day(6) }),
    ];
    await write(fixture.store, messages, [...messages].reverse());
  });
  after(() => fixture.close());

  const identifiers = { low: 'X_LOW', medium: 'X_MEDIUM', high: 'X_HIGH' };
  const questions: readonly { readonly sql: string; readonly answer: readonly unknown[] }[] = [
    { sql: 'SELECT count() FROM objects', answer: [['9']] },
    { sql: 'SELECT count() FROM objects WHERE NOT removed', answer: [['8']] },
    { sql: 'SELECT count() FROM object_scans', answer: [['8']] },
    { sql: 'SELECT count() FROM findings', answer: [['6']] },
    { sql: 'SELECT count() FROM occurrences', answer: [['113']] },
    { sql: 'SELECT DISTINCT confidence FROM occurrences', answer: [['80']] },
    { sql: 'SELECT count() FROM current_findings', answer: [['4']] },
    {
      sql: 'SELECT bucket, objects, high_objects, medium_objects, low_objects, findings, occurrences FROM by_bucket',
      answer: [
        ['hr', '2', '1', '1', '1', '3', '6'],
        ['logs', '1', '0', '0', '1', '1', '1'],
      ],
    },
    {
      sql: 'SELECT identifier, category, buckets, objects, high_objects, occurrences FROM by_identifier',
      answer: [
        [identifiers.low, 'PERSONAL_INFORMATION', '2', '2', '0', '4'],
        [identifiers.medium, 'FINANCIAL_INFORMATION', '1', '1', '0', '2'],
        [identifiers.high, 'CREDENTIALS', '1', '1', '1', '1'],
      ],
    },
    {
      sql: 'SELECT bucket, prefix, objects, high_findings, medium_findings, low_findings, occurrences, identifiers FROM riskiest_prefixes',
      answer: [
        ['hr', 'people/', '2', '1', '1', '1', '6', [identifiers.high, identifiers.low, identifiers.medium]],
        ['logs', 'x/y/', '1', '0', '0', '1', '1', [identifiers.low]],
      ],
    },
    {
      sql: 'SELECT key, identifier, severity, count, finding_type FROM newest_findings',
      answer: [
        ['x/y/z.log', identifiers.low, 'Low', '1', 'SensitiveData:S3Object/Personal'],
        ['people/b.csv', identifiers.medium, 'Medium', '2', 'SensitiveData:S3Object/Financial'],
        ['people/a.csv', identifiers.high, 'High', '1', 'SensitiveData:S3Object/Multiple'],
        ['people/a.csv', identifiers.low, 'Low', '3', 'SensitiveData:S3Object/Multiple'],
      ],
    },
    {
      sql: `SELECT bucket, known_objects, known_bytes, scanned_objects, scanned_bytes, partial_objects, partial_bytes,
        skipped_objects, skipped_bytes, failed_objects, failed_bytes, pending_objects, pending_bytes FROM coverage`,
      answer: [
        ['hr', '6', '210', '2', '40', '1', '20', '1', '40', '1', '50', '1', '60'],
        ['logs', '2', '13', '1', '7', '0', '0', '0', '0', '0', '0', '1', '6'],
      ],
    },
    {
      sql: `SELECT partial_reasons['MALFORMED_FILE'], skipped_reasons['UNSUPPORTED_FILE_TYPE_EXCEPTION'],
        failed_codes['PERMISSION_DENIED'], length(skipped_reasons) FROM coverage WHERE bucket = 'hr'`,
      answer: [['1', '1', '1', '1']],
    },
    {
      sql: `SELECT bucket, key, line, identifier, severity FROM subject(fingerprint = '${fingerprintOf('X_LOW-0')}')`,
      answer: [
        ['hr', 'people/a.csv', '1', identifiers.low, 'Low'],
        ['logs', 'x/y/z.log', '1', identifiers.low, 'Low'],
      ],
    },
    { sql: `SELECT count() FROM subject(fingerprint = '${'0'.repeat(32)}')`, answer: [['0']] },
  ];
  const text = (value: unknown): unknown => (Array.isArray(value) ? value.map(text) : String(value));

  for (const { sql, answer } of questions) {
    test(sql.replaceAll(/\s+/g, ' '), async () => {
      const rows = await fixture.store.query<Record<string, unknown>>(sql);
      assert.deepEqual(
        rows.map((row) => Object.values(row).map(text)),
        answer,
      );
    });
  }
});
