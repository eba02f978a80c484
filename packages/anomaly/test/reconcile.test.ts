import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Anomaly,
  type Assessment,
  detect,
  EPISODE_GAP_DAYS,
  type KeptAnomaly,
  reconcile,
  WITHDRAWN_SHARE,
} from '../src/index.ts';
import { dayOf, fact, MONDAY, play } from './days.ts';

const DAY = MONDAY + 28;
const { state } = play(28);
const rule = detect(state, DAY, [], [fact('public-acl', { day: DAY })]).anomalies[0]!;
const deviation = detect(state, DAY, [dayOf({ day: DAY, reads: 1_000 })], []).anomalies[0]!;
const FROM = DAY - 10;

const found = (anomalies: readonly Anomaly[], assessments: readonly Assessment[] = []) => ({
  anomalies,
  assessments,
  from: FROM,
});
const kept = (anomaly: Anomaly, fields: Partial<KeptAnomaly> = {}): KeptAnomaly => ({
  anomaly,
  state: 'open',
  note: '',
  revision: 1,
  ...fields,
});
const scored = (share: number): Assessment => ({
  principal: 'anna',
  day: DAY,
  score: 10 * share,
  threshold: 10,
  signals: [],
  warmingUp: false,
});

test('what is new is open; the same again is nothing', () => {
  const first = reconcile(found([rule, deviation]), []);
  assert.deepEqual(first, [kept(rule), kept(deviation)]);
  assert.deepEqual(reconcile(found([rule, deviation]), first), []);
});

test('a score that moves is no news; days, severity and what was read are', () => {
  assert.deepEqual(reconcile(found([{ ...deviation, score: 99, title: 'x' }]), [kept(deviation)]), []);
  for (const change of [{ lastDay: DAY + 1 }, { severity: 'Critical' as const }, { sensitiveOccurrences: 9 }]) {
    const next = { ...deviation, ...change };
    assert.deepEqual(reconcile(found([next]), [kept(deviation)]), [kept(next, { revision: 2 })]);
  }
});

test('what someone archived stays so, with the note, though it goes on', () => {
  const archived = kept(deviation, { state: 'archived', note: 'the yearly export', revision: 2 });
  const next = { ...deviation, lastDay: DAY + 1 };
  assert.deepEqual(reconcile(found([next]), [archived]), [{ ...archived, anomaly: next, revision: 3 }]);
  assert.deepEqual(reconcile(found([]), [archived]), []);
});

test('an exact rule that is no longer met is withdrawn, and open again when it is', () => {
  const withdrawn = kept(rule, { state: 'withdrawn', revision: 2 });
  assert.deepEqual(reconcile(found([]), [kept(rule)]), [withdrawn]);
  assert.deepEqual(reconcile(found([]), [withdrawn]), []);
  assert.deepEqual(reconcile(found([rule]), [withdrawn]), [kept(rule, { revision: 3 })]);
});

test('a deviation near the threshold stands, one far below it or whose day is gone does not', () => {
  assert.deepEqual(reconcile(found([], [scored(WITHDRAWN_SHARE)]), [kept(deviation)]), []);
  const gone = [kept(deviation, { state: 'withdrawn', revision: 2 })];
  assert.deepEqual(reconcile(found([], [scored(WITHDRAWN_SHARE - 0.01)]), [kept(deviation)]), gone);
  assert.deepEqual(reconcile(found([]), [kept(deviation)]), gone);
});

test('what began before the days looked at is left alone', () => {
  const old = { ...rule, firstDay: FROM - 1, lastDay: FROM - 1 };
  assert.deepEqual(reconcile(found([]), [kept(old)]), []);
  assert.deepEqual(reconcile(found([old]), []), []);
  assert.equal(reconcile(found([{ ...old, firstDay: FROM, lastDay: FROM }]), []).length, 1);
});

test('late requests that move the beginning leave it the same anomaly', () => {
  const moved = (days: number): Anomaly => ({ ...deviation, id: 'moved', firstDay: DAY + days, lastDay: DAY + days });
  const [earlier] = reconcile(found([moved(-2)]), [kept(deviation)]);
  assert.deepEqual([earlier?.anomaly.id, earlier?.anomaly.firstDay], [deviation.id, DAY - 2]);
  const [later] = reconcile(found([moved(EPISODE_GAP_DAYS)]), [kept(deviation)]);
  assert.deepEqual([later?.anomaly.id, later?.anomaly.firstDay], [deviation.id, DAY]);
  const [apart] = reconcile(found([moved(EPISODE_GAP_DAYS + 1)], [scored(1)]), [kept(deviation)]);
  assert.equal(apart?.anomaly.id, 'moved');
});
