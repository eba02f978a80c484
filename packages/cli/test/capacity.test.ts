import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PRICES, planCapacity } from '@dowser/capacity';
import { describePlan } from '../src/capacity/describe-plan.ts';
import { parseQuantity, shortQuantity } from '../src/capacity/quantity.ts';
import { readCalibration } from '../src/capacity/read-calibration.ts';
import { createProgram } from '../src/program.ts';
import { UsageError } from '../src/usage-error.ts';

describe('quantities', () => {
  const right: readonly (readonly [word: string, value: number])[] = [
    ['1e9', 1e9],
    ['250M', 250e6],
    ['500TB', 500e12],
    ['1.5TiB', 1.5 * 2 ** 40],
    ['2 gb', 2e9],
    ['24', 24],
  ];
  for (const [word, value] of right) test(word, () => assert.equal(parseQuantity('--x', word), value));
  for (const word of ['', '0', '-1', 'many', '5XB', '1e999', 'TB']) {
    test(`refused: ${JSON.stringify(word)}`, () => assert.throws(() => parseQuantity('--x', word), UsageError));
  }

  test('are shown with three figures', () => {
    assert.equal(shortQuantity(1_234_567, 'B'), '1.23 MB');
    assert.equal(shortQuantity(999, ''), '999');
    assert.equal(shortQuantity(0.5, ''), '0.5');
  });
});

test('the calibration that is kept can be read, and a plan made of it shows nodes and both prices', () => {
  const input = {
    objects: 1e9,
    bytes: 500e12,
    occurrences: 1e9,
    hours: 24,
    node: { cores: 8, networkGbps: 3.75, speed: 1 },
    prices: PRICES,
  };
  const plan = planCapacity(readCalibration(), input);
  assert.ok(plan.cores.matcher > 0);
  const shown = describePlan(plan, input);
  assert.match(shown, new RegExp(`matcher nodes +│ +${plan.matcherNodes} │`));
  for (const part of ['a TB with Dowser', 'a TB with Macie', '1 G objects, 500 TB']) {
    assert.ok(shown.includes(part), part);
  }
});

test('a format that is none is refused', async () => {
  const words = ['capacity', '--objects', '1', '--bytes', '1', '--hours', '1', '--format', 'xml'];
  await assert.rejects(createProgram().parseAsync(['node', 'dowser', ...words]), UsageError);
});
