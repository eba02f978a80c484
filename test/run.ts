/** `npm run check` and `npm test`: the steps, cheapest first; the first that fails ends the run. */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const bin = (name: string): string => join(root, 'node_modules', '.bin', name);

const testFiles = globSync(['{packages,services,infra}/*/test/**/*.test.ts', '{test,load-test/test}/**/*.test.ts'], {
  cwd: root,
}).sort();
const isEndToEnd = (file: string): boolean => file.startsWith(join('test', 'end-to-end'));
const isIntegration = (file: string): boolean => file.endsWith('.integration.test.ts');

/** More than the slowest file takes: what runs longer hangs, and must fail instead of stopping the run for ever. */
const HUNG_AFTER_MS = 420_000;

const nodeTest = (files: readonly string[], concurrency: number): readonly string[] => [
  process.execPath,
  '--disable-warning=TimeoutNegativeWarning',
  '--disable-warning=ExperimentalWarning',
  '--test',
  '--test-reporter=spec',
  `--test-timeout=${HUNG_AFTER_MS}`,
  `--test-concurrency=${concurrency}`,
  ...files,
];

interface Step {
  readonly name: string;
  readonly command: readonly string[];
}

const check: readonly Step[] = [
  { name: 'types', command: [bin('tsc'), '--noEmit'] },
  { name: 'lint', command: [bin('biome'), 'check', '.'] },
  {
    name: 'unit and tidy',
    command: nodeTest(
      testFiles.filter((file) => !isIntegration(file) && !isEndToEnd(file)),
      availableParallelism(),
    ),
  },
];

/** Two at a time: one waits for its broker while the other computes; more would starve one another. */
const INTEGRATION_CONCURRENCY = Math.min(2, availableParallelism());

const integration: readonly Step[] = [
  { name: 'integration', command: nodeTest(testFiles.filter(isIntegration), INTEGRATION_CONCURRENCY) },
  { name: 'end to end', command: nodeTest(testFiles.filter(isEndToEnd), 1) },
];

const suites: Readonly<Record<string, readonly Step[]>> = { check, all: [...check, ...integration], integration };

const steps = suites[process.argv[2] ?? ''];
if (steps === undefined) {
  console.error(`usage: test/run.ts ${Object.keys(suites).join('|')}`);
  process.exit(2);
}
for (const { name, command } of steps) {
  const started = Date.now();
  console.log(`\n== ${name}`);
  const [program, ...args] = command;
  const { status } = spawnSync(program!, args, { cwd: root, stdio: 'inherit' });
  console.log(
    `== ${name}: ${status === 0 ? 'passed' : `FAILED (${status})`} in ${((Date.now() - started) / 1000).toFixed(1)} s`,
  );
  if (status !== 0) process.exit(status ?? 1);
}
