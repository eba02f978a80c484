/** `npm run fuzz -- [minutes]`: the exactness of the engine at generated places, until it is stopped or for so many minutes. */

import { assertExact } from './generated.ts';
import { catalogues } from './rows.ts';

const RUNS = 500;
const minutes = Number(process.argv[2] ?? Number.POSITIVE_INFINITY);
if (Number.isNaN(minutes)) throw new Error(`minutes must be a number, not ${process.argv[2]}`);

const started = performance.now();
let positions = 0;
for (let seed = Date.now() | 0; performance.now() - started < minutes * 60_000; seed = (seed + 1) | 0) {
  positions += assertExact(catalogues, RUNS, seed);
  console.log(JSON.stringify({ seed, positions, seconds: Math.round((performance.now() - started) / 1000) }));
}
