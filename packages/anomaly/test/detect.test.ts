import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { SCORED_FROM_DAYS } from '../src/detect.ts';
import {
  type Anomaly,
  DEFAULT_SETTINGS,
  detect,
  EPISODE_GAP_DAYS,
  initialState,
  type PrincipalDay,
} from '../src/index.ts';
import { NO_SCORES, SCORE_STEP } from '../src/threshold.ts';
import { type DayFields, dayOf, isWorkday, MONDAY, office, play } from './days.ts';

/** Eight weeks, to a Sunday. */
const BEFORE = 56;
const NEXT = MONDAY + BEFORE;
const quiet = play(BEFORE);

/** What is raised of Anna's next Monday when it is like this. */
const tried = (fields: DayFields): readonly Anomaly[] =>
  detect(quiet.state, NEXT, [dayOf({ day: NEXT, ...fields })], []).anomalies;

describe('what is usual raises nothing', () => {
  test('eight weeks of an office', () => assert.deepEqual(quiet.anomalies, []));
  test('one more day of it', () => assert.deepEqual(tried({}), []));
  test('a day of half as much again, in another hour of the working day', () =>
    assert.deepEqual(tried({ reads: 30, hours: [9, 11, 15] }), []));
  test('a first day of a new colleague who works as the others do', () =>
    assert.deepEqual(tried({ principal: 'newcomer' }), []));
  test('a network that the principal has not used, and others have not either: not by itself', () =>
    assert.deepEqual(tried({ networks: ['192.0.2.0/24', '203.0.113.0/24'] }), []));
});

const unusual: Readonly<Record<string, readonly [DayFields, string]>> = {
  'fifty times as much': [{ reads: 1_000 }, 'bulk-read'],
  'many deletes by one who never deletes': [{ deletes: 300 }, 'mass-delete'],
  'one call that deletes many, as the access log names them': [
    { deletes: 1, deletedObjects: [{ hour: 9, bucket: 'data', objects: 300 }] },
    'mass-delete',
  ],
  'many refusals': [{ reads: 200, denied: 190 }, 'denied-burst'],
  'sensitive data never touched before, at night, from elsewhere': [
    {
      hours: [3],
      networks: ['198.51.100.0/24'],
      agents: ['curl'],
      areas: ['data/hr/'],
      sensitiveAreas: ['data/hr/'],
      sensitiveOccurrences: 40,
    },
    'unusual-area',
  ],
};
for (const [name, [fields, type]] of Object.entries(unusual)) {
  test(`raised: ${name}`, () => {
    const raised = tried(fields);
    assert.deepEqual(
      raised.map((anomaly) => [anomaly.principal, anomaly.kind, anomaly.firstDay, anomaly.lastDay]),
      [['anna', 'predictive', NEXT, NEXT]],
    );
    assert.equal(raised[0]?.type, type);
    assert.ok(raised[0]!.signals.length > 0 && raised[0]!.title.startsWith('anna: '));
  });
}

test('over sensitive data the same day is worse', () => {
  const order = ['Low', 'Medium', 'High', 'Critical'];
  const rank = (fields: DayFields): number => order.indexOf(tried({ reads: 2_000, ...fields })[0]!.severity);
  assert.ok(rank({ sensitiveAreas: ['data/reports/'], sensitiveOccurrences: 5_000 }) > rank({}));
});

test('what an anomaly names: the new names, and what is usual', () => {
  const [raised] = tried({ reads: 500, networks: ['198.51.100.0/24'] });
  const network = raised?.signals.find(({ name }) => name === 'new-networks');
  assert.deepEqual(network?.names, ['198.51.100.0/24']);
  const reads = raised?.signals.find(({ name }) => name === 'reads');
  assert.equal(reads?.observed, 500);
  assert.ok(Math.abs(reads!.usual - 20) < 6, `usually ${reads?.usual}`);
});

test('the state that was given is not changed: the same question has the same answer', () => {
  const kept = structuredClone(quiet.state);
  const first = tried({ reads: 1_000 });
  assert.deepEqual(tried({ reads: 1_000 }), first);
  assert.deepEqual(structuredClone(quiet.state), kept);
});

test('part of a day has the id of the whole', () => {
  assert.equal(tried({ reads: 600 })[0]?.id, tried({ reads: 1_000 })[0]?.id);
});

describe('days that follow', () => {
  const carried = (row: PrincipalDay): PrincipalDay => dayOf({ principal: row.principal, day: row.day, reads: 1_000 });
  const attack = (days: readonly number[]) =>
    play(BEFORE + 28, (rows, day) =>
      rows.map((row) => (row.principal === 'anna' && days.includes(day) ? carried(row) : row)),
    ).anomalies;

  test('an attack of four days is one anomaly', () => {
    const [anomaly, ...others] = attack([NEXT, NEXT + 1, NEXT + 2, NEXT + 3]);
    assert.deepEqual(others, []);
    assert.deepEqual([anomaly?.firstDay, anomaly?.lastDay], [NEXT, NEXT + 3]);
    assert.deepEqual(anomaly?.days, [NEXT, NEXT + 1, NEXT + 2, NEXT + 3]);
  });
  test('again after the gap: it goes on; one day later: another', () => {
    assert.equal(attack([NEXT, NEXT + EPISODE_GAP_DAYS]).length, 1);
    assert.equal(attack([NEXT, NEXT + EPISODE_GAP_DAYS + 1]).length, 2);
  });
  test('the attack does not become the baseline: the day after it is as unusual', () => {
    const days = [NEXT, NEXT + 1, NEXT + 2];
    const after = play(BEFORE + 3, (rows, day) =>
      rows.map((row) => (row.principal === 'anna' && days.includes(day) ? carried(row) : row)),
    );
    const day = NEXT + 3;
    const [assessment] = detect(after.state, day, [dayOf({ day, reads: 1_000 })], []).assessments;
    assert.ok(assessment!.score >= assessment!.threshold);
    assert.ok(assessment!.signals.find(({ name }) => name === 'reads')!.usual < 60);
  });
});

test('a little more each day for weeks is raised, though no day of it is by itself', () => {
  const more = (row: PrincipalDay): PrincipalDay => dayOf({ principal: row.principal, day: row.day, reads: 45 });
  assert.deepEqual(tried({ reads: 45 }), []);
  const { anomalies } = play(BEFORE + 21, (rows, day) =>
    rows.map((row) => (row.principal === 'anna' && day >= NEXT ? more(row) : row)),
  );
  assert.deepEqual([...new Set(anomalies.map(({ principal }) => principal))], ['anna']);
});

test('a batch job that does three times as much on Sundays is usual', () => {
  const sunday = (day: number): boolean => (day + 4) % 7 === 0;
  const { anomalies } = play(BEFORE + 28, (rows, day) => [
    ...rows,
    dayOf({ principal: 'batch', day, reads: sunday(day) ? 300 : 100, hours: [2], networks: ['10.0.0.0/24'] }),
  ]);
  assert.deepEqual(anomalies, []);
});

test('the scores of the first weeks, when most is new, do not set the threshold', () => {
  assert.equal(play(SCORED_FROM_DAYS).state.scores.days, 0);
  assert.ok(play(SCORED_FROM_DAYS + 1).state.scores.days > 0);
});

test('the threshold stays between six tenths and twice the initial one', () => {
  const thresholdBy = (score: number): number => {
    const steps = NO_SCORES.steps.map((_, step) => (step === Math.floor(score / SCORE_STEP) ? 50_000 : 0));
    const state = { ...quiet.state, scores: { steps, days: 50_000 } };
    return Number(detect(state, NEXT, office(NEXT), []).assessments[0]!.threshold.toFixed(3));
  };
  const { initialThreshold } = DEFAULT_SETTINGS;
  assert.equal(thresholdBy(0), 0.6 * initialThreshold);
  assert.equal(thresholdBy(1.5 * initialThreshold), 1.5 * initialThreshold + SCORE_STEP);
  assert.equal(thresholdBy(3 * initialThreshold), 2 * initialThreshold);
});

test('in the first days nothing is known, and nothing raised', () => {
  const { anomalies } = play(7, (rows, day) =>
    isWorkday(day) ? rows.map((row) => dayOf({ principal: row.principal, day, reads: 10 ** (day % 5) })) : [],
  );
  assert.deepEqual(anomalies, []);
});

test('days must rise, and rows be of the day', () => {
  assert.throws(() => detect(quiet.state, NEXT - 1, [], []), RangeError);
  assert.throws(() => detect(initialState(), NEXT, office(MONDAY), []), RangeError);
});
