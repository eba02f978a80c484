import { appendFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { machine } from './machine.ts';
import {
  bottleneckOf,
  createLoadProgress,
  fillBucket,
  readScenario,
  runLoad,
  SMOKE_SCENARIO,
  scenarioSchema,
  startLoadStack,
} from './src/index.ts';

/**
 * Fills a bucket from each scenario, runs the services on it and measures. Prints a JSON line of the machine and one for each run.
 * Usage: npm run load -- [scenario.yaml …] [--rounds 1] [--endpoint URL --bucket NAME] [--bus sqlite|kafka] [--out results.jsonl]
 * Without a scenario: load-test/scenarios/smoke.yaml. --endpoint takes the usual AWS credentials; the bucket must be empty.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '1' },
    endpoint: { type: 'string' },
    bucket: { type: 'string' },
    bus: { type: 'string' },
    out: { type: 'string' },
  },
});

const say = (line: object): void => {
  console.log(JSON.stringify(line));
  if (values.out !== undefined) appendFileSync(values.out, `${JSON.stringify(line)}\n`);
};

say(machine());
for (const path of positionals.length > 0 ? positionals : [SMOKE_SCENARIO]) {
  const read = readScenario(path);
  const scenario = scenarioSchema.parse({
    ...read,
    services: { ...read.services, bus: values.bus ?? read.services.bus },
  });
  const stack = await startLoadStack({ endpoint: values.endpoint });
  const progress = createLoadProgress(scenario.name, scenario.objects);
  try {
    const filled = await fillBucket(stack.s3, values.bucket ?? `load-${scenario.name}`, scenario, (put) =>
      progress.filled(put.objects, put.bytes),
    );
    for (let round = 0; round < Number(values.rounds); round++) {
      const result = await runLoad(stack, filled, scenario, progress.ran);
      progress.stop();
      say(result);
      console.error(`${scenario.name}: ${bottleneckOf(result)}`);
    }
  } finally {
    progress.stop();
    await stack.close();
  }
}
