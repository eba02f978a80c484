import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  FAMILIAR_HALF_LIFE_DAYS,
  familiarityOf,
  isFamiliar,
  learnNames,
  NOTHING_FAMILIAR,
} from '../src/familiarity.ts';
import { logGamma, rareCountSurprise, studentSurprise } from '../src/statistics.ts';
import { countScores, NO_SCORES, SCORE_STEP, scoreReachedBy } from '../src/threshold.ts';

const near = (actual: number, expected: number, within: number): void =>
  assert.ok(Math.abs(actual - expected) <= within, `${actual} is not within ${within} of ${expected}`);

describe('distributions', () => {
  test('log gamma of whole numbers and of a half', () => {
    near(logGamma(5), Math.log(24), 1e-9);
    near(logGamma(0.5), Math.log(Math.sqrt(Math.PI)), 1e-9);
  });
  for (const [t, degrees, probability] of [
    // Tables of Student's t: upper tail.
    [0, 5, 0.5],
    [2.015, 5, 0.05],
    [4.032, 5, 0.005],
    [3.169, 10, 0.005],
    [-2.015, 5, 0.95],
    [2.326, 1e6, 0.01],
  ] as const) {
    test(`Student's t of ${t} with ${degrees} degrees of freedom`, () =>
      near(10 ** -studentSurprise(t, degrees), probability, 2e-5));
  }
  test('a tail far beyond what a number holds has its digits', () => {
    const digits = studentSurprise(200, 30);
    assert.ok(digits > 29 && Number.isFinite(digits), String(digits));
  });
  test('a negative binomial, against its sum', () => {
    const [shape, days] = [2.5, 6] as const;
    const p = days / (1 + days);
    let below = 0;
    let term = p ** shape;
    for (let k = 0; k < 3; k++) {
      below += term;
      term *= ((shape + k) / (k + 1)) * (1 - p);
    }
    near(10 ** -rareCountSurprise(3, shape, days), 1 - below, 1e-9);
    assert.equal(rareCountSurprise(0, shape, days), 0);
  });
});

describe('names', () => {
  test('a name is familiar, half as much after the half-life, and new again in the end', () => {
    const known = learnNames(NOTHING_FAMILIAR, ['a'], 100, 1);
    assert.equal(familiarityOf(known, 'a', 100 + FAMILIAR_HALF_LIFE_DAYS), 0.5);
    assert.equal(isFamiliar(known, 'a', 146), true);
    assert.equal(isFamiliar(known, 'a', 147), false);
    assert.equal(isFamiliar(known, 'b', 100), false);
  });
  test('as many are kept as the limit says, the most familiar', () => {
    const known = learnNames(learnNames(NOTHING_FAMILIAR, ['a', 'b'], 100, 1, 3), ['b', 'c', 'd'], 101, 1, 3);
    assert.deepEqual([...known.keys()], ['b', 'c', 'd']);
    assert.deepEqual([...learnNames(NOTHING_FAMILIAR, ['a', 'b', 'c'], 1, 1, 3).keys()], ['a', 'b', 'c']);
  });
});

describe('the threshold', () => {
  /** Scores with an exponential tail of this mean, evenly spread. */
  const scores = (count: number, mean: number): readonly number[] =>
    Array.from({ length: count }, (_, i) => -mean * Math.log((i + 0.5) / count));
  for (const count of [3_000, 50_000]) {
    test(`of ${count} days, the score that one in a thousand reaches`, () => {
      const counted = countScores(NO_SCORES, scores(count, 0.6), 1);
      near(scoreReachedBy(counted, 0.001), 0.6 * Math.log(1_000), 2 * SCORE_STEP);
    });
  }
  test('a few days of attack among them hardly move it', () => {
    const days = scores(3_000, 0.6);
    const attacked = countScores(NO_SCORES, [...days.slice(5), 30, 30, 30, 30, 30], 1);
    near(scoreReachedBy(attacked, 0.001), 0.6 * Math.log(1_000), 0.6);
  });
});
