import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AccessFactKind } from '@dowser/contracts';
import { DESTROYED_MIN, STANDING_DAYS, WEAKENED_DAYS } from '../src/apply-rules.ts';
import { type AccessFact, type Anomaly, DEFAULT_SETTINGS, detect } from '../src/index.ts';
import { dayOf, fact, MONDAY, play } from './days.ts';

const BEFORE = 28;
const NEXT = MONDAY + BEFORE;
const { state } = play(BEFORE);

const on = (day: number, facts: readonly AccessFact[], deletes = 0): readonly Anomaly[] =>
  detect(
    state,
    day,
    [dayOf({ day, deletes })],
    facts.map((one) => ({ ...one, day })),
  ).anomalies.filter(({ kind }) => kind === 'basic');
const KEYS: ReadonlySet<AccessFactKind> = new Set(['customer-key-write', 'foreign-key-write']);

for (const kind of Object.values(AccessFactKind).filter((one) => !KEYS.has(one))) {
  test(`${kind}: raised by the first request, over sensitive data a degree worse`, () => {
    const order = ['Low', 'Medium', 'High', 'Critical'];
    const [plain] = on(NEXT, [fact(kind)]);
    const [sensitive] = on(NEXT, [fact(kind, { sensitiveObjects: 3, sensitiveOccurrences: 40 })]);
    assert.equal(plain?.type, kind);
    assert.equal(order.indexOf(sensitive!.severity), order.indexOf(plain.severity) + 1);
    assert.deepEqual([sensitive?.sensitiveObjects, sensitive?.sensitiveOccurrences], [3, 40]);
  });
}

test('details of one request are one anomaly; of two buckets two', () => {
  const two = ['1', '2'].map((detail) => fact('cross-account-policy', { detail }));
  assert.deepEqual(
    on(NEXT, two).map(({ details }) => details),
    [['1', '2']],
  );
  assert.equal(on(NEXT, [fact('public-acl'), fact('public-acl', { bucket: 'other' })]).length, 2);
});

describe('the same again', () => {
  const raised = (days: readonly number[], detailOn: (day: number) => string = () => ''): number =>
    play(
      BEFORE + STANDING_DAYS + 2,
      (rows) => rows,
      (day) => (days.includes(day) ? [fact('cross-account-policy', { day, detail: detailOn(day) })] : []),
    ).anomalies.length;
  test('within the days that it stands: no news', () => assert.equal(raised([NEXT, NEXT + STANDING_DAYS]), 1));
  test('a day later: raised again', () => assert.equal(raised([NEXT, NEXT + STANDING_DAYS + 1]), 2));
  test('for another account: raised', () => assert.equal(raised([NEXT, NEXT + 1], String), 2));
});

describe('accounts that are trusted', () => {
  const OWN = '444455556666';
  const raised = (facts: readonly AccessFact[]): readonly Anomaly[] =>
    detect(state, NEXT, [], facts, { ...DEFAULT_SETTINGS, trustedAccounts: [OWN] }).anomalies;
  const kinds = ['cross-account-policy', 'cross-account-acl', 'external-replication', 'foreign-key-write'] as const;
  for (const kind of kinds) {
    test(`${kind}: raises nothing for them, and for others what it did`, () => {
      const of = (detail: string) => fact(kind, { day: NEXT, detail, count: DESTROYED_MIN });
      assert.deepEqual(raised([of(OWN)]), []);
      assert.deepEqual(
        raised([of(OWN), of('999900001111')]).map(({ details }) => details.join().includes(OWN)),
        [false],
      );
    });
  }
  test('what opens to everyone is no less raised', () => {
    assert.equal(raised([fact('public-policy', { day: NEXT, detail: OWN })]).length, 1);
  });
});

describe('reading a trail', () => {
  test('by who did so from the first days on is usual', () => {
    const { anomalies } = play(
      BEFORE,
      (rows) => rows,
      (day) => (day % 3 === 0 ? [fact('trail-read', { day, principal: 'siem', bucket: 'trail' })] : []),
    );
    assert.deepEqual(anomalies, []);
  });
});

describe("writes under a stranger's key", () => {
  test(`${DESTROYED_MIN} objects are ransom, one less is not`, () => {
    for (const kind of ['customer-key-write', 'foreign-key-write'] as const) {
      const [raised] = on(NEXT, [fact(kind, { count: DESTROYED_MIN })]);
      assert.deepEqual([raised?.type, raised?.severity], ['ransom-encryption', 'Critical']);
      assert.deepEqual(on(NEXT, [fact(kind, { count: DESTROYED_MIN - 1 })]), []);
    }
  });
  test('hours of one day count together', () => {
    const halves = [9, 10].map((hour) => fact('customer-key-write', { hour, count: DESTROYED_MIN / 2 }));
    assert.equal(on(NEXT, halves).length, 1);
  });
  test('where it is usual for the bucket nothing is raised; days that follow a raised one are the same', () => {
    const writes = (from: number) =>
      play(
        BEFORE,
        (rows) => rows,
        (day) => (day >= from ? [fact('customer-key-write', { day, count: 500 })] : []),
      ).anomalies;
    assert.deepEqual(writes(MONDAY), []);
    const [raised, ...others] = writes(MONDAY + 14);
    assert.deepEqual(others, []);
    assert.deepEqual([raised?.firstDay, raised?.lastDay], [MONDAY + 14, MONDAY + BEFORE - 1]);
  });
});

describe('deletes once no versions are kept', () => {
  const off = fact('versioning-off');
  const types = (found: readonly Anomaly[]): readonly string[] => found.map(({ type }) => type);
  test(`${DESTROYED_MIN} deletes are a sequence of destruction, one less is not`, () => {
    assert.deepEqual(types(on(NEXT, [off], 3 * DESTROYED_MIN)), ['versioning-off', 'unversioned-delete']);
    // Of the hours 9, 10 and 14, those from the 10th on come after it.
    assert.deepEqual(types(on(NEXT, [off], 3 * (DESTROYED_MIN / 2))), ['versioning-off', 'unversioned-delete']);
    assert.deepEqual(types(on(NEXT, [off], 3 * (DESTROYED_MIN / 2) - 3)), ['versioning-off']);
  });
  test('the objects of a batch count, as far as a log names them: those after it, in that bucket', () => {
    const deleting = (objects: number, bucket: string, hour: number): readonly Anomaly[] => {
      const row = dayOf({ day: NEXT, deletes: 1, deletedObjects: [{ hour, bucket, objects }] });
      return detect(state, NEXT, [row], [{ ...off, day: NEXT }]).anomalies.filter(({ kind }) => kind === 'basic');
    };
    assert.deepEqual(types(deleting(DESTROYED_MIN, 'data', 10)), ['versioning-off', 'unversioned-delete']);
    assert.deepEqual(types(deleting(DESTROYED_MIN - 1, 'data', 10)), ['versioning-off']);
    assert.deepEqual(types(deleting(DESTROYED_MIN, 'data', 9)), ['versioning-off']);
    assert.deepEqual(types(deleting(DESTROYED_MIN, 'other', 10)), ['versioning-off']);
  });
  test('deletes before it, or in another bucket, are not', () => {
    assert.deepEqual(types(on(NEXT, [{ ...off, hour: 15 }], 300)), ['versioning-off']);
    assert.deepEqual(types(on(NEXT, [{ ...off, bucket: 'other' }], 300)), ['versioning-off']);
  });
  for (const [after, raised] of [
    [WEAKENED_DAYS, 1],
    [WEAKENED_DAYS + 1, 0],
  ] as const) {
    test(`${after} days later: ${raised === 1 ? 'held against it' : 'no longer'}`, () => {
      const before = detect(state, NEXT, [], [{ ...off, day: NEXT }]).state;
      const day = NEXT + after;
      const { anomalies } = detect(before, day, [dayOf({ day, deletes: 60 })], []);
      assert.equal(anomalies.filter(({ type }) => type === 'unversioned-delete').length, raised);
    });
  }
});
