/** Trains the scorers and writes their weights: `npm run train:learned`. Deterministic, about a minute. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { trainAddresses } from './train-addresses.ts';
import { trainBirthDates } from './train-birth-dates.ts';
import { trainNames } from './train-names.ts';

const folder = join(import.meta.dirname, '..', 'src', 'data');
writeFileSync(join(folder, 'name-scorer.json'), `${JSON.stringify(trainNames(), null, 2)}\n`);
writeFileSync(join(folder, 'birth-date-scorer.json'), `${JSON.stringify(trainBirthDates(), null, 2)}\n`);
writeFileSync(join(folder, 'address-scorer.json'), `${JSON.stringify(trainAddresses(), null, 2)}\n`);
