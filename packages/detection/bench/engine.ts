/**
 * Speed of the engine: `node packages/detection/bench/engine.ts [all|recommended] [corpus…]`; the corpora of adversarial.ts are
 * those named `adversarial`. Prints JSON lines. Rounds of the engine and of what it is compared with take turns, so that they share
 * what the machine does besides.
 */
import { identifiers } from '@dowser/identifiers';
import { machine } from '../../../load-test/machine.ts';
import { compileCatalogue, withoutKernel } from '../src/compile.ts';
import { scanReference } from '../src/reference.ts';
import { adversarial } from './adversarial.ts';
import { type Corpus, corpora } from './corpora.ts';
import { CHUNK_BYTES, countInChunks } from './count.ts';
import { doubled } from './doubled.ts';
import { sharedCopies, startOwnThread, startThreads, type Threads } from './threads.ts';
import { vectorscan } from './vectorscan.ts';

const ROUNDS = 5;
/** The compiler of the machine's code is at work for the first seconds. */
const WARM_UP_MS = 2_000;
/** A scan by threads takes at least so long with one of them: its slices must outnumber them by far. */
const SCAN_SECONDS = 1;
/** A variant has no further rounds after this. */
const MOST_MS = 5_000;
/** The reference takes most of a minute a megabyte, RE2 over whole text seconds. */
const REFERENCE_BYTES = 250_000;
const RE2_BYTES = 4_000_000;
const THREADS = 2;

const [choice = 'all', ...wanted] = process.argv.slice(2);
const rows = identifiers.filter((row) => choice === 'all' || row.recommended);
const catalogue = compileCatalogue(rows);
const plain = withoutKernel(catalogue);
const ids = rows.map(({ id }) => id);
const doubledRows = doubled(rows).length;
const own = await startOwnThread({ ids, isDoubled: false });
const twice = await startOwnThread({ ids, isDoubled: true });
const yardsticks = vectorscan(rows);

interface Variant {
  readonly name: string;
  readonly rows: number;
  readonly bytes: number;
  /** Returns the matches. */
  run(): number;
}

/** Prints one JSON line: megabytes (10^6 bytes) a second, the median with the least and the most of the rounds. */
function print(
  corpus: string,
  variant: string,
  threads: number,
  ofRows: number,
  speeds: readonly number[],
  matches: number,
): void {
  const ordered = [...speeds].sort((a, b) => a - b);
  const [mbps, min, max] = [ordered[ordered.length >> 1]!, ordered[0]!, ordered.at(-1)!].map((speed) =>
    Number(speed.toFixed(1)),
  );
  console.log(JSON.stringify({ corpus, variant, threads, rows: ofRows, mbps, min, max, matches }));
}

/** Speeds in rounds that take turns, after a warm-up, and the matches of each variant. Of a very slow one, its first round counts. */
function inTurns(
  variants: readonly Variant[],
  between: () => void,
): readonly { readonly speeds: number[]; readonly matches: number }[] {
  const results = variants.map((variant) => {
    const started = performance.now();
    const matches = variant.run();
    const took = performance.now() - started;
    const isSlow = took > MOST_MS;
    if (!isSlow) while (performance.now() - started < WARM_UP_MS) variant.run();
    return { speeds: isSlow ? [variant.bytes / 1000 / took] : [], matches, spent: isSlow ? took : 0 };
  });
  for (let round = 0; round < ROUNDS; round++) {
    for (const [i, variant] of variants.entries()) {
      const result = results[i]!;
      if (result.spent > MOST_MS) continue;
      const started = performance.now();
      variant.run();
      const took = performance.now() - started;
      result.speeds.push(variant.bytes / 1000 / took);
      result.spent += took;
    }
    between();
  }
  return results;
}

function measure({ name, layout, bytes }: Corpus): void {
  const part = bytes.subarray(0, RE2_BYTES);
  const sample = bytes.subarray(0, REFERENCE_BYTES);
  const variant = (called: string, ofRows: number, some: Uint8Array, run: () => number): Variant => {
    return { name: called, rows: ofRows, bytes: some.length, run };
  };
  const shared = sharedCopies(bytes, 1);
  const variants = [
    variant('dowser', rows.length, bytes, () => own.count(shared, layout)),
    variant('dowser-doubled', doubledRows, bytes, () => twice.count(shared, layout)),
    variant('re2-set', rows.length, part, () => countInChunks(plain, part, layout)),
    variant('reference', rows.length, sample, () => scanReference(rows, sample, layout).length),
  ];
  const results = inTurns(variants, () => {
    for (const yardstick of yardsticks) yardstick.round(name, bytes);
  });
  for (const [i, one] of variants.entries())
    print(name, one.name, 1, one.rows, results[i]!.speeds, results[i]!.matches);
  for (const yardstick of yardsticks) {
    print(name, yardstick.name, 1, rows.length, yardstick.speeds(name), yardstick.matches(name));
  }
  same(name, 're2-set', countInChunks(catalogue, part, layout), results[2]!.matches);
  same(name, 'reference', countInChunks(catalogue, sample, layout), results[3]!.matches);
}

async function measureThreads(threads: Threads, { name, bytes }: Corpus): Promise<void> {
  const once = sharedCopies(bytes, 1);
  const started = performance.now();
  let { seconds } = await threads.scan(once, THREADS);
  while (performance.now() - started < THREADS * WARM_UP_MS) ({ seconds } = await threads.scan(once, THREADS));
  const shared = sharedCopies(bytes, Math.ceil(SCAN_SECONDS / (THREADS * seconds)));
  const speeds: number[][] = [[], []];
  const matches = [0, 0];
  for (let round = 0; round < ROUNDS; round++) {
    for (const [i, count] of [1, THREADS].entries()) {
      const result = await threads.scan(shared, count);
      matches[i] = result.matches;
      speeds[i]!.push(shared.byteLength / 1e6 / result.seconds);
    }
  }
  for (const [i, count] of [1, THREADS].entries())
    print(name, 'dowser-shared', count, rows.length, speeds[i]!, matches[i]!);
  same(name, `${THREADS} threads`, matches[0]!, matches[1]!);
}

function measureAdversarial({ name, layout, bytes }: Corpus): void {
  const shared = sharedCopies(bytes, 1);
  const [result] = inTurns(
    [{ name, rows: rows.length, bytes: bytes.length, run: () => own.count(shared, layout) }],
    () => {},
  );
  print(`adversarial: ${name}`, 'dowser', 1, rows.length, result!.speeds, result!.matches);
}

function same(corpus: string, other: string, own: number, matches: number): void {
  if (own !== matches) throw new Error(`${corpus}: dowser finds ${own}, ${other} ${matches}`);
}

console.log(JSON.stringify({ ...machine(), rows: rows.length, doubledRows, chunkBytes: CHUNK_BYTES }));
for (const { id } of catalogue.plan.filter((one) => one.how === 'windows')) console.error(`${id}: RE2 in windows`);
const isWanted = (name: string): boolean => wanted.length === 0 || wanted.includes(name);
const chosen = corpora().filter(({ name }) => isWanted(name));
for (const corpus of chosen) measure(corpus);
if (isWanted('adversarial')) for (const corpus of adversarial()) measureAdversarial(corpus);
await Promise.all([own.close(), twice.close()]);
const threads = await startThreads(ids, THREADS);
for (const corpus of chosen.filter(({ layout }) => layout.kind === 'text')) await measureThreads(threads, corpus);
await threads.close();
