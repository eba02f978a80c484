/**
 * Speed of the engine, one thread: `node packages/detection/bench/engine.ts [recommended|all] [corpus…]`.
 * Each round runs every variant once, so that they share what the machine does besides.
 */
import { identifiers } from '@dowser/identifiers';
import { compileCatalogue, withoutKernel } from '../src/compile.ts';
import { scanReference } from '../src/reference.ts';
import { scanWindow, startScan } from '../src/scan.ts';
import type { Catalogue, Layout } from '../src/types.ts';
import { type Corpus, corpora } from './corpora.ts';
import { vectorscan } from './vectorscan.ts';

const CHUNK_BYTES = 4 * 1024 * 1024;
const ROUNDS = 5;
/** The reference takes seconds a megabyte. */
const REFERENCE_BYTES = 2_000_000;

const [choice = 'recommended', ...wanted] = process.argv.slice(2);
const rows = identifiers.filter((row) => choice === 'all' || row.recommended);
const catalogue = compileCatalogue(rows);
const plain = withoutKernel(catalogue);
const yardsticks = vectorscan(rows);

function countInChunks(own: Catalogue, bytes: Uint8Array, layout: Layout): number {
  let count = 0;
  let state = startScan(layout);
  for (let end = 0; end < bytes.length; ) {
    end = Math.min(bytes.length, end + CHUNK_BYTES);
    const base = state.needFrom;
    const result = scanWindow(own, state, { bytes: bytes.subarray(base, end), base, last: end === bytes.length });
    count += result.matches.length;
    state = result.state;
  }
  return count;
}

/** Prints one JSON line: megabytes (10^6 bytes) a second, the median with the least and the most of the rounds. */
function print(corpus: string, variant: string, speeds: readonly number[], matches: number): void {
  const ordered = [...speeds].sort((a, b) => a - b);
  const [mbps, min, max] = [ordered[ordered.length >> 1]!, ordered[0]!, ordered.at(-1)!].map((speed) =>
    Number(speed.toFixed(1)),
  );
  console.log(JSON.stringify({ corpus, variant, threads: 1, rows: rows.length, mbps, min, max, matches }));
}

function timed(bytes: number, run: () => number): { readonly speed: number; readonly matches: number } {
  const started = performance.now();
  const matches = run();
  return { speed: bytes / 1000 / (performance.now() - started), matches };
}

function measure({ name, layout, bytes }: Corpus): void {
  const variants: readonly (readonly [string, () => number])[] = [
    ['dowser', () => countInChunks(catalogue, bytes, layout)],
    ['re2-set', () => countInChunks(plain, bytes, layout)],
  ];
  const speeds = variants.map((): number[] => []);
  const counts = variants.map(([, run]) => run());
  for (let round = 0; round < ROUNDS; round++) {
    for (const [i, [, run]] of variants.entries()) speeds[i]!.push(timed(bytes.length, run).speed);
    for (const yardstick of yardsticks) yardstick.round(name, bytes);
  }
  for (const [i, [variant]] of variants.entries()) print(name, variant, speeds[i]!, counts[i]!);
  for (const yardstick of yardsticks) print(name, yardstick.name, yardstick.speeds(name), yardstick.matches(name));
  if (counts[0] !== counts[1]) throw new Error(`${name}: dowser finds ${counts[0]}, re2-set ${counts[1]}`);
  const part = bytes.subarray(0, REFERENCE_BYTES);
  const reference = timed(part.length, () => scanReference(rows, part, layout).length);
  print(name, 'reference', [reference.speed], reference.matches);
  const own = countInChunks(catalogue, part, layout);
  if (own !== reference.matches) throw new Error(`${name}: dowser finds ${own}, the reference ${reference.matches}`);
}

for (const { id } of catalogue.plan.filter((one) => one.how === 'windows')) console.error(`${id}: RE2 in windows`);
for (const corpus of corpora()) if (wanted.length === 0 || wanted.includes(corpus.name)) measure(corpus);
