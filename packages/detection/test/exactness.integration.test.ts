import { test } from 'node:test';
import { assertExactAfterEscapes, edges } from './escape-objects.ts';
import { assertExact } from './generated.ts';
import { catalogues } from './rows.ts';

/** Places, over all generated objects, at which a match could begin. */
const LEAST_POSITIONS = 10_000_000;
const RUNS = 200;
const ESCAPE_RUNS = 25;

test('any cut of any object finds what the reference finds, at ten million places', () => {
  let positions = 0;
  for (let seed = 1; positions < LEAST_POSITIONS; seed++) positions += assertExact(catalogues, RUNS, seed);
});

test('nor in texts rich in written escapes', () => {
  for (const own of [edges, ...catalogues]) assertExactAfterEscapes(own, ESCAPE_RUNS);
});
