/** The evaluation of the access anomalies shows the detector what the real roll-up would. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openBus } from '@dowser/bus';
import { type AccessEvent, ConsumerGroup, objectVersionId, topics } from '@dowser/contracts';
import { startClickHouse } from '@dowser/local';
import { encode } from '@dowser/pipeline';
import { runSink } from '@dowser/sink';
import { openStore, type PrincipalDayRow, principalDay, type ScanRow, type Store } from '@dowser/store';
import { createTelemetry } from '@dowser/telemetry';
import { until } from '@dowser/testkit';
import type { Actor, Day } from '../load-test/access-evaluation/activity.ts';
import { attackClasses, type Victim } from '../load-test/access-evaluation/attacks.ts';
import { chanceFrom } from '../load-test/access-evaluation/chance.ts';
import { batchEventsOf, eventsOf, recordsOf } from '../load-test/access-evaluation/cloudtrail-records.ts';
import { principalFacts } from '../load-test/access-evaluation/principal-facts.ts';
import { principalRow } from '../load-test/access-evaluation/principal-rows.ts';
import { worlds } from '../load-test/access-evaluation/worlds.ts';

/** Events of the access log are kept 90 days: the simulated days are told as if they were of late. */
const TODAY = Math.floor(Date.now() / 86_400_000);
const CALLS_MAX = 150;
const BENIGN_DAYS = 24;
const PATIENCE_MS = 120_000;

interface ToldDay {
  readonly actor: Actor;
  readonly day: number;
  readonly bursts: Day;
}

const callsOf = (bursts: Day): number => bursts.reduce((sum, { calls }) => sum + calls, 0);

/** Days of both worlds, of all kinds of workers; then one attack of every class, each by somebody else. */
function toldDays(): readonly ToldDay[] {
  const told: ToldDay[] = [];
  for (const world of Object.values(worlds)) {
    const { actors } = world({ seed: 'roll-up', orgs: 1, principalsPerOrg: 60, days: 60 });
    const small = actors.flatMap((actor, n) => {
      const bursts = [...actor.days()].find((day, i) => i > n % 20 && day.length > 0 && callsOf(day) < CALLS_MAX);
      return bursts === undefined ? [] : [{ actor, day: TODAY - 2 - (n % 3), bursts }];
    });
    told.push(...small.slice(0, BENIGN_DAYS / 2));
    const chance = chanceFrom('roll-up attacks');
    for (const [n, { attack }] of attackClasses.entries()) {
      const { actor, bursts: benign } = small[BENIGN_DAYS / 2 + n] ?? small[n]!;
      if (told.some((one) => one.actor === actor)) continue;
      const [first = []] = attack(chance, victimLike(actor, benign), 1);
      if (callsOf(first) < CALLS_MAX) told.push({ actor, day: TODAY - 3, bursts: [...benign, ...first] });
    }
  }
  return told;
}

const victimLike = (actor: Actor, bursts: Day): Victim => ({
  org: actor.org,
  account: actor.account,
  p99: { bytes: 0, lists: 1, denied: 0, sensitiveObjects: 0, deletes: 1, writes: 1 },
  sources: bursts,
  folders: bursts.map(({ folder }) => folder),
  hours: new Set(bursts.map(({ hour }) => hour)),
});

/** What a scan found in each object that was touched and holds something. */
function scansOf({ bursts }: ToldDay, events: readonly AccessEvent[]): readonly ScanRow[] {
  const folders = new Map(bursts.map(({ folder }) => [`${folder.bucket}/${folder.prefix}`, folder]));
  return events.flatMap(({ bucket, key }): readonly ScanRow[] => {
    const folder = folders.get(`${bucket}/${key.slice(0, key.lastIndexOf('/') + 1)}`);
    if (folder === undefined || Number(/(\d+)\.csv$/.exec(key)?.[1]) >= folder.sensitive) return [];
    const object = { bucket, key, versionId: '', etag: 'e', size: 1, lastModified: null, sequencer: '' };
    return [
      {
        bucket,
        key,
        object_version_id: objectVersionId(object),
        rank: '1',
        scan_id: objectVersionId(object),
        identifier_set_id: 'set',
        version_id: '',
        etag: 'e',
        size: 1,
        last_modified: null,
        storage_class: '',
        encryption: '',
        verdict: 'scanned',
        reason: '',
        detail: '',
        bytes_read: 1,
        bytes_scanned: 1,
        charset: 'utf-8',
        compression: '',
        mime_type: 'text/csv',
        scanned_at: '2026-01-01T00:00:00.000Z',
        duration_ms: 1,
        finding_type: 'SensitiveData:S3Object/Personal',
        'findings.identifier': ['X'],
        'findings.category': ['PERSONAL_INFORMATION'],
        'findings.severity': ['Low'],
        'findings.count': [folder.occurrences],
      },
    ];
  });
}

/** From the bus to rows, as the sink does it. */
async function throughSink(folder: string, store: Store, events: readonly AccessEvent[]): Promise<void> {
  const bus = await openBus(`sqlite:${join(folder, 'bus.db')}`);
  try {
    await bus.ensureTopics(Object.values(topics));
    const records = events.map((event) => ({ key: event.eventId, value: encode(topics.accessEvents, event) }));
    await bus.produce(topics.accessEvents.name, records);
    const telemetry = createTelemetry({ service: 'test', level: 'silent' });
    const running = await runSink({
      bus,
      store,
      telemetry,
      batchMessages: 5_000,
      partitionsConcurrent: 8,
      lingerMs: 0,
    });
    const done = async () => (await bus.lag(ConsumerGroup.Sink, [topics.accessEvents.name])) === 0;
    await until(done, 'all events are in the table', PATIENCE_MS);
    await running.stop();
  } finally {
    await bus.close();
  }
}

test('the rows that the simulator shows the detector are those of the roll-up of its events', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dowser-access-evaluation-'));
  const clickhouse = await startClickHouse({ port: 0, dataDir: join(folder, 'clickhouse') });
  const store = openStore({ url: clickhouse.url, database: 'dowser' });
  try {
    await store.migrate();
    const told = toldDays();
    const events = told.map(({ actor, day, bursts }) => [
      ...[...recordsOf(actor, day, bursts)].flatMap(eventsOf),
      ...batchEventsOf(actor, day, bursts),
    ]);
    await store.insert(
      'scan_log',
      told.flatMap((one, i) => scansOf(one, events[i]!)),
    );
    await throughSink(folder, store, events.flat());
    await store.rollUpAccess({ reweighSeconds: 3_600 });
    const rows = await store.query<PrincipalDayRow>(
      'SELECT * FROM principal_days SETTINGS output_format_json_quote_64bit_integers = 0',
    );
    assert.equal(rows.length, told.length);
    let sensitive = 0;
    let facts = 0;
    let deleted = 0;
    for (const { actor, day, bursts } of told) {
      const row = rows.find(({ principal }) => principal === actor.principal)!;
      assert.deepEqual(principalDay(row), principalRow(actor, day, bursts));
      const expected = principalFacts(actor, day, bursts).map(({ hour, bucket, kind, detail, count }) => ({
        hour,
        bucket,
        kind,
        detail,
        requests: count,
      }));
      const inOrder = (list: readonly object[]) => list.map((one) => JSON.stringify(one)).sort();
      assert.deepEqual(inOrder(row.facts), inOrder(expected));
      sensitive += row.sensitive_objects;
      facts += row.facts.length;
      deleted += row.deleted_objects.length;
    }
    const seen = { days: told.length > BENIGN_DAYS, sensitive: sensitive > 20, facts: facts > 5, deleted: deleted > 3 };
    assert.deepEqual(seen, { days: true, sensitive: true, facts: true, deleted: true });
  } finally {
    await store.close();
    await clickhouse.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
