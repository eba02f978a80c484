import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { machine } from './machine.ts';
import { bodiesOf, CORPORA, type CorpusName } from './matcher/corpus.ts';
import { bareGet, engine, type Load, matcher, type Round, type Variant } from './matcher/variants.ts';

/**
 * The matcher against its two bounds: the S3 client's GET alone, and the engine alone on as many threads. All variants take
 * turns in each round, since the machine is seldom quiet. Prints a JSON line of the machine, one for each variant, and one with
 * the ratio.
 * Usage: node load-test/matcher.ts [--rounds 3] [--seconds 2] [--corpus logs] [--bytes 16384] [--workers 2]
 *        [--identifiers recommended|all|ID,ID]
 */
setFlagsFromString('--external-memory-accounted-in-global-limit'); // as the service's main does
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '2' },
    corpus: { type: 'string', multiple: true, default: [...CORPORA] },
    bytes: { type: 'string', multiple: true, default: ['8000000', '16384'] },
    workers: { type: 'string', multiple: true, default: ['1', '2'] },
    identifiers: { type: 'string', default: 'recommended' },
  },
});
const rounds = Number(values.rounds);
const sizes = values.bytes.map(Number);
const words = values.identifiers.split(',');
const identifiers = words[0] === 'recommended' || words[0] === 'all' ? words[0] : words;

const source = fork(new URL('./matcher/loopback-source.ts', import.meta.url), sizes.map(String));
const [{ url }] = (await once(source, 'message')) as [{ url: string }];

async function cpuSeconds(): Promise<number> {
  source.send('cpu');
  const [served] = (await once(source, 'message')) as [{ cpuSeconds: number }];
  const { user, system } = process.cpuUsage();
  return served.cpuSeconds + (user + system) / 1e6;
}

interface Measured extends Round {
  readonly cpuSeconds: number;
}

async function measure(variant: Variant, load: Load): Promise<Measured> {
  const before = await cpuSeconds();
  const round = await variant.run(load);
  return { ...round, cpuSeconds: (await cpuSeconds()) - before };
}

/** A first run is slower: nothing is compiled, nothing connected. */
const SIZING_STEPS = 3;

const round1 = (value: number): number => Number(value.toFixed(1));
const ratioOf = (value: number, of: number): number => Number((value / of).toFixed(3));
const median = (list: readonly number[]): number => [...list].sort((a, b) => a - b)[list.length >> 1]!;

/** Prints a variant's line; returns the medians of its rounds: objects a second, CPU seconds per object. */
function report(name: string, workers: number, load: Load, measured: readonly Measured[]) {
  const { corpus, objectBytes } = load;
  const speeds = measured.map(({ objects, seconds }) => objects / seconds);
  const mbps = speeds.map((speed) => (speed * objectBytes) / 1e6);
  const { objects, occurrences } = measured[0]!;
  const cpuSecondsPerObject = median(measured.map((one) => one.cpuSeconds / one.objects));
  const line = {
    variant: name,
    corpus,
    objectBytes,
    workers,
    mbps: round1(median(mbps)),
    objectsPerSecond: round1(median(speeds)),
    min: round1(Math.min(...mbps)),
    max: round1(Math.max(...mbps)),
    objects,
    occurrences,
    cpuSecondsPerGb: round1((cpuSecondsPerObject * 1e9) / objectBytes),
  };
  console.log(JSON.stringify(line));
  return { objectsPerSecond: median(speeds), cpuSecondsPerObject };
}

/** Objects that take the slowest variant about `--seconds`: a multiple of the distinct contents. Warms the variants up. */
async function sized(base: Omit<Load, 'objects'>, variants: readonly Variant[]): Promise<Load> {
  const { length } = base.bodies;
  let least = Number.POSITIVE_INFINITY;
  for (const variant of variants) {
    let objects = length;
    for (let step = 0; step < SIZING_STEPS; step++) {
      const { seconds } = await variant.run({ ...base, objects });
      objects = length * Math.max(1, Math.ceil((objects / length / seconds) * Number(values.seconds)));
    }
    least = Math.min(least, objects);
  }
  return { ...base, objects: least };
}

async function compare(corpus: CorpusName, objectBytes: number, workers: number): Promise<void> {
  const variants = {
    'bare-get': bareGet(url),
    engine: engine(workers, identifiers),
    matcher: await matcher(workers, identifiers, url),
  };
  const names = Object.keys(variants) as (keyof typeof variants)[];
  const bodies = bodiesOf(corpus, objectBytes);
  const load = await sized({ corpus, objectBytes, bodies }, Object.values(variants));
  const measured: Record<keyof typeof variants, Measured[]> = { 'bare-get': [], engine: [], matcher: [] };
  for (let round = 0; round < rounds; round++) {
    for (const name of names) measured[name].push(await measure(variants[name], load));
  }
  const expected = measured.engine[0]!.occurrences;
  for (const name of names) {
    for (const { objects, occurrences } of measured[name]) {
      if (objects !== load.objects) throw new Error(`${name}: ${objects} of ${load.objects} objects`);
      if (occurrences !== null && occurrences !== expected) {
        throw new Error(`${name}: ${occurrences} occurrences, the engine alone finds ${expected}`);
      }
    }
  }
  const get = report('bare-get', workers, load, measured['bare-get']);
  const scan = report('engine', workers, load, measured.engine);
  const service = report('matcher', workers, load, measured.matcher);
  // What all cores could do if the matcher cost no more than reading and scanning apart: the bound where cores are few.
  const byCpu = availableParallelism() / (get.cpuSecondsPerObject + scan.cpuSecondsPerObject);
  const line = {
    summary: 'matcher / min(bare-get, engine)',
    corpus,
    objectBytes,
    workers,
    bound: get.objectsPerSecond < scan.objectsPerSecond ? 'bare-get' : 'engine',
    ratio: ratioOf(service.objectsPerSecond, Math.min(get.objectsPerSecond, scan.objectsPerSecond)),
    ratioOfCores: ratioOf(service.objectsPerSecond, byCpu),
  };
  console.log(JSON.stringify(line));
  for (const variant of Object.values(variants)) await variant.close();
}

console.log(JSON.stringify(machine()));
for (const corpus of values.corpus as CorpusName[]) {
  for (const objectBytes of sizes) {
    for (const workers of values.workers.map(Number)) await compare(corpus, objectBytes, workers);
  }
}
source.disconnect();
