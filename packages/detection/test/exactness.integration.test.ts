import { test } from 'node:test';
import { assertExact } from './generated.ts';
import { catalogues } from './rows.ts';

/** Places, over all generated objects, at which a match could begin. */
const LEAST_POSITIONS = 10_000_000;
const RUNS = 200;

test('any cut of any object finds what the reference finds, at ten million places', () => {
  let positions = 0;
  for (let seed = 1; positions < LEAST_POSITIONS; seed++) positions += assertExact(catalogues, RUNS, seed);
});
