/**
 * What names, addresses and dates of birth cost text that holds none: `node packages/detection/bench/learned.ts [corpus…]`. Prints
 * JSON lines: for each corpus and variant, megabytes (10^6 bytes) a second of CPU time, and by how much its scan takes longer than
 * one without these rows. The variants take turns with the whole text, each in a thread of its own: with short turns each would
 * find the caches full of the others' tables, which a worker never does.
 */
import { identifiers } from '@dowser/identifiers';
import { machine } from '../../../load-test/machine.ts';
import { type Corpus, cleanCorpora } from './corpora.ts';
import { type OwnThread, sharedCopies, startOwnThread } from './threads.ts';

const LEARNED = ['NAME', 'ADDRESS', 'DATE_OF_BIRTH_(NO_KEYWORD)'];
const WARM_UP_MS = 8_000;
const MEASURED_MS = 20_000;

interface Variant {
  readonly name: string;
  readonly thread: OwnThread;
}

async function start(name: string, left: readonly string[]): Promise<Variant> {
  const ids = identifiers.map(({ id }) => id).filter((id) => left.includes(id) || !LEARNED.includes(id));
  return { name, thread: await startOwnThread({ ids, isDoubled: false }) };
}

function measure({ name, layout, bytes }: Corpus, variants: readonly Variant[]): void {
  const shared = sharedCopies(bytes, 1);
  /** CPU time of each variant in turn. */
  const round = (): readonly number[] =>
    variants.map(({ thread }) => {
      thread.count(shared, layout);
      return thread.cpuMicros();
    });
  const rounds: (readonly number[])[] = [];
  for (const until = performance.now() + WARM_UP_MS; performance.now() < until; ) round();
  for (const until = performance.now() + MEASURED_MS; performance.now() < until; ) rounds.push(round());
  for (const [i, variant] of variants.entries()) {
    const costs = sorted(rounds.map((sums) => 100 * (sums[i]! / sums[0]! - 1)));
    const speeds = sorted(rounds.map((sums) => bytes.length / sums[i]!));
    const [quarter, half, threeQuarters] = [0.25, 0.5, 0.75].map((share) =>
      Number(costs[Math.floor(share * costs.length)]!.toFixed(1)),
    );
    const mbps = Number(speeds[speeds.length >> 1]!.toFixed(1));
    const spread = { quarter, threeQuarters, rounds: rounds.length };
    console.log(JSON.stringify({ corpus: name, variant: variant.name, mbps, costPercent: half, ...spread }));
  }
}

const sorted = (numbers: readonly number[]): readonly number[] => [...numbers].sort((a, b) => a - b);

const wanted = process.argv.slice(2);
const variants = [await start('without', []), await start('with all', LEARNED)];
for (const id of LEARNED) variants.push(await start(`with ${id}`, [id]));
console.log(JSON.stringify({ ...machine(), learned: LEARNED }));
for (const corpus of cleanCorpora()) if (wanted.length === 0 || wanted.includes(corpus.name)) measure(corpus, variants);
await Promise.all(variants.map(({ thread }) => thread.close()));
