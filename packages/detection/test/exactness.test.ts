import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertExact } from './generated.ts';
import { rows, smallCatalogues } from './rows.ts';

/** Places, over all generated objects, at which a match could begin. */
const LEAST_POSITIONS = 300_000;

test('any cut of any object finds what the reference finds, with many rows', () => {
  assert.ok(assertExact([rows], 100) > LEAST_POSITIONS);
});

test('any cut of any object finds what the reference finds, with few rows', () => {
  assert.ok(assertExact(smallCatalogues, 800) > LEAST_POSITIONS);
});
