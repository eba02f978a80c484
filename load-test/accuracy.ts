import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identifiers } from '@dowser/identifiers';
import { type ByConfidence, noise, scanner, scores } from './accuracy/measure.ts';
import { negatives } from './accuracy/negatives.ts';
import { randomFrom } from './accuracy/random.ts';
import { jsonLines, markdown, summaryOf } from './accuracy/report.ts';
import { subjects } from './accuracy/subjects.ts';

/**
 * How much the catalogue finds, and how much of what it reports is none. Usage: node load-test/accuracy.ts [--misses] [ID…]
 * With ids, or with --misses, it prints and writes nothing; --misses shows each value missed and each false report.
 */
const SEED = 'dowser accuracy 1';
const POSITIVES = 208;
const NEAR_MISSES = 200;

const root = join(import.meta.dirname, '..');
const showMisses = process.argv.includes('--misses');
const only = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const show = showMisses ? (line: string): void => console.log(line) : undefined;

const scan = scanner(identifiers);
const byConfidence: ByConfidence = new Map();
const chosen = only.length === 0 ? subjects : subjects.filter(({ id }) => only.includes(id));
const table = scores(chosen, scan, {
  seed: SEED,
  positives: POSITIVES,
  nearMisses: NEAR_MISSES,
  byConfidence,
  ...(show && { onMiss: show }),
});
const heard = only.length === 0 ? noise(negatives(randomFrom(SEED), root), scan, byConfidence, show) : [];
const recommended = new Set(identifiers.filter((row) => row.recommended).map(({ id }) => id));
const summary = summaryOf(table, heard, recommended, identifiers.length);

const page = markdown(table, heard, recommended, summary, byConfidence);
console.log(page);
if (only.length === 0 && !showMisses) {
  writeFileSync(join(root, 'load-test/results/accuracy.jsonl'), jsonLines(table, heard, recommended, summary));
  writeFileSync(join(root, 'load-test/results/accuracy.md'), page);
}
