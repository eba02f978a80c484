import { readFileSync, writeFileSync } from 'node:fs';
import { type Calibration, cpuSeconds, fitCpu, type Measured, WORKERS, type Worker } from '@dowser/capacity';
import type { LoadResult } from './src/index.ts';

/**
 * Fits the capacity model to the runs in results/load.jsonl, takes the size of rows from results/ledger.jsonl, holds it against those that it was not fitted to, and writes the
 * calibration that `dowser capacity` reads and the page that tells its error.
 * Usage: npm run calibrate
 */
const RESULTS = new URL('./results/load.jsonl', import.meta.url);
const LEDGER = new URL('./results/ledger.jsonl', import.meta.url);
const PAGE = new URL('./results/capacity.md', import.meta.url);
const CALIBRATION = new URL('../packages/cli/src/capacity/calibration.json', import.meta.url);
/** What the model is fitted to: each shows one cost alone. All other scenarios of the file test it. */
const FITTED: ReadonlySet<string> = new Set(['many-tiny', 'few-huge', 'dense', 'lognormal']);

const linesOf = <T>(file: URL): T[] =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);
const lines = linesOf<Partial<LoadResult> & { machine?: string; cores?: number }>(RESULTS);
const ledger = linesOf<{ table?: string; bytesPerRow?: number }>(LEDGER);
/** Where events or the store are waited for, that costs too: those runs say nothing of a backlog. */
const runs = lines.filter(
  (line): line is LoadResult => line.scenario !== undefined && line.eventsPerSecond === 0 && line.storeDelayMs === 0,
);
const machine = lines.find((line) => line.machine !== undefined);

const measuredOf = (run: LoadResult, worker: Worker): Measured => ({
  objects: run.objects,
  bytes: run.bytes,
  occurrences: run.occurrences,
  cpuSeconds: run.processes[worker]!.cpuSeconds,
});
/** Disk for a row, as a ledger of millions of objects has it. */
function bytesPerRow(table: string): number {
  const size = ledger.find((line) => line.table === table)?.bytesPerRow;
  if (size === undefined)
    throw new Error(`${LEDGER.pathname} does not tell the size of ${table}: run load-test/ledger.ts`);
  return size;
}

const fitted = runs.filter(({ scenario }) => FITTED.has(scenario));
const rounded = (value: number): number => Number(value.toPrecision(3));
const calibration: Calibration = {
  machine: `${machine?.machine}, ${machine?.cores} cores`,
  cpu: Object.fromEntries(
    WORKERS.map((worker) => {
      const fit = fitCpu(fitted.map((run) => measuredOf(run, worker)));
      return [worker, Object.fromEntries(Object.entries(fit).map(([name, value]) => [name, rounded(value)]))];
    }),
  ) as Calibration['cpu'],
  bytesPerRow: {
    object: bytesPerRow('object_log'),
    verdict: bytesPerRow('scan_log'),
    occurrence: bytesPerRow('occurrence_log'),
  },
};
writeFileSync(CALIBRATION, `${JSON.stringify(calibration, null, 2)}\n`);

const errors = runs.map((run) => {
  const measured = WORKERS.reduce((sum, worker) => sum + measuredOf(run, worker).cpuSeconds, 0);
  const predicted = WORKERS.reduce((sum, worker) => sum + cpuSeconds(calibration.cpu[worker], run), 0);
  return { run, measured, predicted, error: predicted / measured - 1 };
});
const percentOf = (share: number): string => `${Math.round(share * 100)} %`;
const percent = (value: number): string => `${value > 0 ? '+' : ''}${Math.round(value * 100)} %`;
const table = (header: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [header, header.map((_, column) => (column === 0 ? '---' : '---:')), ...rows]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');

const page = `# The capacity model

Written by \`npm run calibrate\` from the runs in \`load.jsonl\`, made by \`npm run load\`, and from the ledger in
\`ledger.jsonl\`, on: ${calibration.machine}. The model (\`packages/capacity\`) says that the CPU seconds of each process are linear in
objects, bytes and occurrences; \`npx dowser capacity\` divides them by hours and cores.

It counts CPU time, not time on the clock: other work, and with Kafka its broker, kept the machine busy for ${percentOf(Math.min(...runs.map((run) => run.othersBusy)))} to ${percentOf(Math.max(...runs.map((run) => run.othersBusy)))}
of it in these runs. Events at a set rate cost more each, since their rows come in many small inserts: the
model is of backlogs. On Kafka its clients cost more than the bus of SQLite; Kafka's brokers are not in it.

${table(
  ['process', 'each run', 'each 1,000 objects', 'each GB', 'each 1,000 occurrences'],
  WORKERS.map((worker) => {
    const { perRun, perObject, perGb, perOccurrence } = calibration.cpu[worker];
    return [worker, `${perRun} s`, `${rounded(perObject * 1e3)} s`, `${perGb} s`, `${rounded(perOccurrence * 1e3)} s`];
  }),
)}

On disk: ${calibration.bytesPerRow.object} bytes for what is known of an object, ${calibration.bytesPerRow.verdict} for its verdict, ${calibration.bytesPerRow.occurrence} for an occurrence.

## How far off it is

CPU seconds of all four processes together. The model saw the runs of ${[...FITTED].join(', ')}; the others test it.

${table(
  ['scenario', 'bus', 'objects', 'MB', 'measured', 'predicted', 'error', ''],
  errors.map(({ run, measured, predicted, error }) => [
    run.scenario,
    run.bus,
    run.objects,
    Math.round(run.bytes / 1e6),
    `${measured.toFixed(1)} s`,
    `${predicted.toFixed(1)} s`,
    percent(error),
    FITTED.has(run.scenario) ? 'fitted' : 'held out',
  ]),
)}
`;
writeFileSync(PAGE, page);
const worst = (of: typeof errors): number => Math.max(0, ...of.map(({ error }) => Math.abs(error)));
console.log(
  JSON.stringify({
    runs: runs.length,
    worstFitted: rounded(worst(errors.filter(({ run }) => FITTED.has(run.scenario)))),
    worstHeldOut: rounded(worst(errors.filter(({ run }) => !FITTED.has(run.scenario)))),
  }),
);
