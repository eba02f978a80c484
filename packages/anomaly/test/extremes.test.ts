import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { dayOf } from '../src/day.ts';
import { EXTREMES_KEPT, type Extremes, learnExtreme, NO_EXTREMES, recordSurprise } from '../src/extremes.ts';
import { countScores, NO_SCORES, rarityOf } from '../src/threshold.ts';

const DAYS = 60;
/** Values of the days before `DAYS`, one a day. */
const learned = (values: readonly number[], weight = 1): Extremes =>
  values.reduce((known, value, day) => learnExtreme(known, value, day, weight), NO_EXTREMES);
const usual = Array.from({ length: DAYS }, (_, day) => (day % 7 === 6 ? 5 : 2 + (day % 3) / 10));
const on = (known: Extremes, value: number): number => recordSurprise(known, value, DAYS, DAYS);

describe('how surprising a height is', () => {
  test('what comes once a week is not, what was never reached is', () => {
    const known = learned(usual);
    assert.ok(on(known, 2) < 1);
    assert.ok(on(known, 5) < 1.2);
    assert.ok(on(known, 5.2) < 1.2);
    assert.ok(on(known, 6) > 2.5);
  });
  test('the higher above all that was, the more', () => {
    const known = learned(usual);
    const heights = [5, 6, 7, 8, 9].map((value) => on(known, value));
    assert.deepEqual(
      heights,
      heights.toSorted((a, b) => a - b),
    );
    assert.ok(heights.at(-1)! - heights.at(-2)! > 1);
  });
  test('one anomalous day, which counts a tenth, does not make its height usual; four do', () => {
    const attacked = (days: number) =>
      Array.from({ length: days }).reduce<Extremes>((known) => learnExtreme(known, 9, DAYS, 0.1), learned(usual));
    assert.ok(on(attacked(1), 9) > 4);
    assert.ok(on(attacked(4), 9) < 2.5);
  });
  test('an anomalous height at the turn of a month is usual at the turn of another, and at no other time', () => {
    const last = dayOf('2026-10-31');
    const known = learnExtreme(learned(usual), 9, last, 0.1);
    const later = (date: string): number => recordSurprise(known, 9, dayOf(date), DAYS);
    for (const date of ['2026-11-28', '2026-11-30', '2026-12-01', '2026-12-03']) assert.ok(later(date) < 2, date);
    for (const date of ['2026-11-02', '2026-11-10', '2026-11-27', '2026-12-04']) assert.ok(later(date) > 4, date);
  });
  test('a height of long ago is forgotten for later ones', () => {
    const known = learned([9, ...usual]);
    assert.ok(recordSurprise(known, 9, 70, 70) < recordSurprise(known, 9, 400, 70));
  });
  test('so many are kept, the highest, in order', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 20, noNaN: true }), { maxLength: 60 }), (values) => {
        const known = learned(values);
        assert.equal(known.length, Math.min(EXTREMES_KEPT, values.length));
        assert.ok(known.every(({ value }, i) => i === 0 || value <= known[i - 1]!.value));
        assert.equal(known[0]?.value ?? 0, Math.max(0, ...values));
      }),
      { numRuns: 100 },
    );
  });
});

describe('how rare a score is among many days', () => {
  const scores = Array.from({ length: 10_000 }, (_, i) => -Math.log10((i + 0.5) / 10_000));
  const counts = countScores(NO_SCORES, scores, 1);
  test('where scores are digits of their share, they stay what they are, beyond the highest too', () => {
    for (const score of [0.5, 1, 2, 2.9, 3.5, 5]) {
      assert.ok(Math.abs(rarityOf(counts, score) - score) < 0.45, `${score}: ${rarityOf(counts, score)}`);
    }
  });
  test('what happens ten times as often is a digit less', () => {
    const often = countScores(
      NO_SCORES,
      scores.map((score) => score + 1),
      1,
    );
    assert.ok(Math.abs(rarityOf(counts, 2) - rarityOf(often, 2) - 1) < 0.1);
  });
  test('higher is rarer, and nothing is nothing', () => {
    const rarities = [0, 0.4, 1, 2, 3, 4, 6, 9].map((score) => rarityOf(counts, score));
    assert.equal(rarities[0], 0);
    assert.deepEqual(
      rarities,
      rarities.toSorted((a, b) => a - b),
    );
  });
});
