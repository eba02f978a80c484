/** `npm run check` and `npm test`: the steps, cheapest first; the first that fails ends the run. */
import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, sep } from 'node:path';
import { text } from 'node:stream/consumers';

const root = join(import.meta.dirname, '..');
const bin = (name: string): string => join(root, 'node_modules', '.bin', name);

const testFiles = globSync(['{packages,services,infra}/*/test/**/*.test.ts', '{test,load-test/test}/**/*.test.ts'], {
  cwd: root,
}).sort();
const isEndToEnd = (file: string): boolean => file.startsWith(join('test', 'end-to-end'));
const isIntegration = (file: string): boolean => file.endsWith('.integration.test.ts');

/** More than the slowest file takes: what runs longer hangs, and must fail instead of stopping the run for ever. */
const HUNG_AFTER_MS = 420_000;

const nodeTest = (files: readonly string[], ...options: readonly string[]): readonly string[] => [
  process.execPath,
  '--disable-warning=TimeoutNegativeWarning',
  '--disable-warning=ExperimentalWarning',
  '--test',
  '--test-reporter=spec',
  `--test-timeout=${HUNG_AFTER_MS}`,
  ...options,
  ...files,
];

/** Commands that may run side by side. */
interface Step {
  readonly name: string;
  readonly commands: readonly (readonly string[])[];
}

/** Unit tests share one process a workspace: a process of its own costs a small file more than its tests. Largest first. */
const unitTests = (): readonly (readonly string[])[] => {
  const files = testFiles.filter((file) => !isIntegration(file) && !isEndToEnd(file));
  const workspaces = Map.groupBy(files, (file) => file.split(sep, 2).join(sep));
  return [...workspaces.values()]
    .sort((a, b) => b.length - a.length)
    .map((group) => nodeTest(group, '--test-isolation=none'));
};

const check: readonly Step[] = [
  { name: 'types', commands: [[bin('tsc'), '--noEmit']] },
  { name: 'lint', commands: [[bin('biome'), 'check', '.']] },
  { name: 'unit and tidy', commands: unitTests() },
];

/** Two at a time: one waits for its broker while the other computes; more would starve one another. */
const INTEGRATION_CONCURRENCY = Math.min(2, availableParallelism());

const integration: readonly Step[] = [
  {
    name: 'integration',
    commands: [nodeTest(testFiles.filter(isIntegration), `--test-concurrency=${INTEGRATION_CONCURRENCY}`)],
  },
  { name: 'end to end', commands: [nodeTest(testFiles.filter(isEndToEnd), '--test-concurrency=1')] },
];

const suites: Readonly<Record<string, readonly Step[]>> = { check, all: [...check, ...integration], integration };

const steps = suites[process.argv[2] ?? ''];
if (steps === undefined) {
  console.error(`usage: test/run.ts ${Object.keys(suites).join('|')}`);
  process.exit(2);
}

/**
 * Runs one command to its end; beside others its output is kept back until then. Resolves to its exit status. Where test files share
 * a process, the runner's own limit does not end what hangs: that is done here.
 */
async function run([program, ...args]: readonly string[], alone: boolean): Promise<number> {
  const child = spawn(program!, args, {
    cwd: root,
    stdio: ['ignore', alone ? 'inherit' : 'pipe', 'inherit'],
    ...(alone ? {} : { timeout: HUNG_AFTER_MS, killSignal: 'SIGKILL' }),
  });
  const exited = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status, signal) => {
      if (signal !== null) console.error(`ended by ${signal}, having hung or crashed: ${args.join(' ')}`);
      resolve(status ?? 1);
    });
  });
  if (child.stdout !== null) process.stdout.write(await text(child.stdout));
  return exited;
}

/** Runs a step's commands, as many at a time as there are cores. Resolves to 0, or the status of one that failed. */
async function runStep({ commands }: Step): Promise<number> {
  const waiting = [...commands];
  let failed = 0;
  const lane = async (): Promise<void> => {
    for (let command = waiting.shift(); command !== undefined; command = waiting.shift()) {
      const status = await run(command, commands.length === 1);
      if (status !== 0) failed = status;
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
  return failed;
}

for (const step of steps) {
  const started = Date.now();
  console.log(`\n== ${step.name}`);
  const status = await runStep(step);
  console.log(
    `== ${step.name}: ${status === 0 ? 'passed' : `FAILED (${status})`} in ${((Date.now() - started) / 1000).toFixed(1)} s`,
  );
  if (status !== 0) process.exit(status);
}
