/** The evaluation of the access anomalies is itself right: what is simulated, attacked, counted and cut. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { areaOf, type PrincipalDay } from '@dowser/anomaly';
import type { AccessEvent } from '@dowser/contracts';
import type { Actor, Day } from '../load-test/access-evaluation/activity.ts';
import { attackClasses, FLOORS, SLOW_DAYS, type Victim } from '../load-test/access-evaluation/attacks.ts';
import { peakBytes, zScore } from '../load-test/access-evaluation/baselines.ts';
import { chanceFrom } from '../load-test/access-evaluation/chance.ts';
import { eventsOf, recordsOf } from '../load-test/access-evaluation/cloudtrail-records.ts';
import { firstCalls } from '../load-test/access-evaluation/episode.ts';
import { newHistory, remember, victimOf } from '../load-test/access-evaluation/history.ts';
import { isolationForest } from '../load-test/access-evaluation/isolation-forest.ts';
import { principalRow } from '../load-test/access-evaluation/principal-rows.ts';
import { quantile } from '../load-test/access-evaluation/quantile.ts';
import { cutAt, share } from '../load-test/access-evaluation/summary.ts';
import { worlds } from '../load-test/access-evaluation/worlds.ts';

const SMALL = { seed: 'test', orgs: 1, principalsPerOrg: 24, days: 90 };
const made = Object.values(worlds).map((world) => world(SMALL));

/** Some days of some principals, each kind among them, with no more calls than a test can spell out. */
function* someDays(): Generator<{ actor: Actor; day: number; bursts: Day }> {
  for (const { actors, firstDay } of made) {
    for (const actor of actors) {
      let n = 0;
      for (const bursts of actor.days()) {
        const calls = bursts.reduce((sum, burst) => sum + burst.calls, 0);
        if (n % 15 === 1 && calls > 0 && calls < 500) yield { actor, day: firstDay + n, bursts };
        n++;
      }
    }
  }
}

/** The row of a day, counted from its events one by one. */
function countedRow(actor: Actor, day: number, bursts: Day, events: readonly AccessEvent[]): PrincipalDay {
  const folders = new Map(bursts.map(({ folder }) => [`${folder.bucket}/${folder.prefix}`, folder]));
  const placeOf = ({ bucket, key }: AccessEvent) => `${bucket}/${key.slice(0, key.lastIndexOf('/') + 1)}`;
  const isSensitive = (event: AccessEvent) =>
    event.actionClass === 'read' &&
    event.errorCode === '' &&
    Number(/(\d+)\.csv$/.exec(event.key)![1]) < folders.get(placeOf(event))!.sensitive;
  const isDelete = ({ actionClass, errorCode }: AccessEvent) => actionClass === 'delete' && errorCode === '';
  const names = (of: (event: AccessEvent) => string, which = events) => [...new Set(which.map(of))].sort();
  const count = (which: readonly AccessEvent[], actionClass: string) =>
    which.filter((event) => event.actionClass === actionClass).length;
  const bytesOf = (which: readonly AccessEvent[]) => which.reduce((sum, { bytesOut }) => sum + bytesOut, 0);
  const keyed = events.filter(({ key }) => key !== '');
  const sensitive = keyed.filter(isSensitive);
  const held = new Map(sensitive.map((event) => [event.bucket + event.key, folders.get(placeOf(event))!.occurrences]));
  return {
    principal: actor.principal,
    principalType: actor.principalType,
    account: actor.account,
    day,
    hours: [...Map.groupBy(events, ({ eventTime }) => Number(eventTime.slice(11, 13)))]
      .sort(([a], [b]) => a - b)
      .map(([hour, of]) => ({
        hour,
        calls: of.length,
        reads: count(of, 'read'),
        lists: count(of, 'list'),
        writes: count(of, 'write'),
        deletes: count(of, 'delete'),
        denied: of.filter(({ errorCode }) => errorCode === 'AccessDenied').length,
        bytesOut: bytesOf(of),
      })),
    permissions: count(events, 'permission'),
    controls: count(events, 'control'),
    keys: names(({ bucket, key }) => `${bucket}/${key}`, keyed).length,
    prefixes: names(placeOf, keyed).length,
    addresses: names(({ sourceAddress }) => sourceAddress).length,
    buckets: names(({ bucket }) => bucket).map((bucket) => {
      const of = events.filter((event) => event.bucket === bucket);
      return {
        bucket,
        calls: of.length,
        writes: count(of, 'write'),
        deletes: count(of, 'delete'),
        bytesOut: bytesOf(of),
      };
    }),
    deletedObjects: [
      ...Map.groupBy(keyed.filter(isDelete), ({ eventTime, bucket }) => `${eventTime.slice(11, 13)} ${bucket}`),
    ]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([at, of]) => ({
        hour: Number(at.slice(0, 2)),
        bucket: at.slice(3),
        objects: names(({ key }) => key, of).length,
      })),
    networks: names(({ sourceNetwork }) => sourceNetwork),
    agents: names(({ userAgentFamily }) => userAgentFamily),
    areas: names(({ bucket, key }) => areaOf(bucket, key), keyed),
    sensitiveAreas: names(({ bucket, key }) => areaOf(bucket, key), sensitive),
    sensitiveReads: sensitive.length,
    sensitiveObjects: held.size,
    sensitiveOccurrences: [...held.values()].reduce((sum, occurrences) => sum + occurrences, 0),
  };
}

test('a row is that of its events, as ingest reads them from the trail', () => {
  const kinds = new Set<string>();
  let rows = 0;
  for (const { actor, day, bursts } of someDays()) {
    const events = [...recordsOf(actor, day, bursts)].flatMap(eventsOf);
    assert.deepEqual(principalRow(actor, day, bursts), countedRow(actor, day, bursts, events));
    kinds.add(actor.kind);
    rows++;
  }
  assert.ok(rows > 60 && kinds.size > 8, `${rows} rows of ${[...kinds]}`);
});

for (const world of made) {
  describe(`the world ${world.name}`, () => {
    test('is the same each time, and another with another seed', () => {
      const again = worlds[world.name as keyof typeof worlds](SMALL);
      const other = worlds[world.name as keyof typeof worlds]({ ...SMALL, seed: 'other' });
      const text = (actor: Actor) => JSON.stringify([...actor.days()].slice(0, 30));
      assert.equal(text(again.actors[9]!), text(world.actors[9]!));
      assert.notEqual(text(other.actors[9]!), text(world.actors[9]!));
    });

    test('every attack has the size that it says, in the unit of its class', () => {
      const chance = chanceFrom('attacks');
      const victims = world.actors.flatMap((actor): readonly Victim[] => {
        const history = newHistory();
        let day = world.firstDay;
        for (const bursts of actor.days()) {
          const row = principalRow(actor, day, bursts);
          if (row !== null) remember(history, row, bursts);
          day++;
        }
        const victim = victimOf(actor, history, day);
        return victim === null ? [] : [victim];
      });
      assert.ok(victims.length > 10);
      for (const { name, unit, attack } of attackClasses) {
        for (const [n, victim] of victims.entries()) {
          const size = [1, 10, 100][n % 3]!;
          const days = attack(chance, victim, size);
          const bursts = days.flat();
          assert.ok(bursts.length > 0, name);
          assert.ok(days.length === 1 || (days.length >= SLOW_DAYS.least && days.length <= SLOW_DAYS.most), name);
          if (unit === null) continue;
          const wanted = size * Math.max(FLOORS[unit], victim.p99[unit]);
          const calls = (action: RegExp) =>
            bursts.reduce((sum, burst) => sum + (action.test(burst.action) ? burst.calls : 0), 0);
          if (unit === 'bytes') {
            const carried = bursts.reduce((sum, burst) => sum + burst.calls * burst.bytesPerCall, 0);
            const largest = Math.max(...bursts.map(({ bytesPerCall }) => bytesPerCall));
            const off = Math.abs(carried - wanted);
            assert.ok(off <= largest, `${name}: ${carried} of ${wanted} bytes`);
          }
          if (name === 'ransomware-delete') assert.equal(calls(/^DeleteObject$/), Math.ceil(wanted));
          if (name === 'denied-burst') assert.equal(calls(/./), Math.ceil(wanted));
          if (name === 'enumeration') assert.equal(calls(/./), Math.ceil(wanted));
        }
      }
    });
  });
}

test('the first calls of an attack are its first', () => {
  const { bursts } = [...someDays()].find((one) => one.bursts.length > 3)!;
  const total = bursts.reduce((sum, { calls }) => sum + calls, 0);
  for (const calls of [0, 1, total - 1, total]) {
    const first = firstCalls(bursts, calls);
    assert.equal(
      first.reduce((sum, burst) => sum + burst.calls, 0),
      calls,
    );
    assert.ok(first.every(({ keys, calls: of }) => keys <= of));
  }
});

test("Wilson's interval, percentiles and cuts", () => {
  // Brown, Cai and DasGupta 2001 give no table; the values are those of R's prop.test(correct = FALSE).
  const { low, high } = share(8, 10);
  assert.deepEqual([low.toFixed(4), high.toFixed(4)], ['0.4902', '0.9433']);
  const none = share(0, 1_000);
  assert.deepEqual([none.low, none.high.toFixed(5)], [0, '0.00383']);
  const hundred = Array.from({ length: 100 }, (_, i) => i + 1);
  assert.equal(quantile(hundred, 0.99), 99);
  assert.equal(quantile(hundred, 0.5), 50);
  const scores = Float32Array.from(hundred);
  for (const rate of [0, 0.01, 0.1]) {
    const above = scores.filter((score) => score > cutAt(scores, rate)).length;
    assert.equal(above, Math.round(rate * 100));
  }
  assert.equal(scores.filter((score) => score > cutAt(scores.fill(7), 0.5)).length, 0);
});

test('the baselines see what they are made for', () => {
  const chance = chanceFrom('forest');
  const points = Array.from({ length: 500 }, () => [chance.normal(), chance.normal()]);
  const forest = isolationForest(points, chance);
  assert.ok(forest.score([9, 9]) > 0.7);
  assert.ok(forest.score([0, 0]) < 0.5);
  const past = Array.from({ length: 20 }, (_, i) => [100 + (i % 2), 10, 0] as const);
  assert.ok(zScore(past, [100, 10, 0]) < 1);
  assert.ok(zScore(past, [1_000, 10, 0]) > 50);
  assert.equal(zScore(past.slice(0, 6), [1_000, 10, 0]), 0);
  const { bursts } = [...someDays()][0]!;
  const burst = { ...bursts[0]!, hour: 3, minute: 55, minutes: 5, calls: 4, bytesPerCall: 25 };
  assert.equal(peakBytes([burst]), 100);
  assert.equal(
    peakBytes([
      { ...burst, minute: 55, minutes: 5 },
      { ...burst, minute: 40, minutes: 20 },
    ]),
    150,
  );
});
