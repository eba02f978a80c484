import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';
import { jsonLines, lastLine, markdown } from './access-evaluation/report.ts';
import { runOrgs } from './access-evaluation/run-orgs.ts';
import { summaryOf } from './access-evaluation/summary.ts';
import type { WorldName } from './access-evaluation/worlds.ts';

/**
 * What the detection of access anomalies finds in simulated organisations, and what false alarms it raises. Writes
 * load-test/results/access-detection.{jsonl,md}; the last line printed is JSON.
 * Usage: node load-test/access-detection.ts [--tuning] [--quick] [--seed TEXT]. `--tuning` plays only the world for tuning,
 * `--quick` a fifth of everything; with either, or with a seed, nothing is written.
 */
const { values } = parseArgs({
  options: { tuning: { type: 'boolean' }, quick: { type: 'boolean' }, seed: { type: 'string' } },
});
const TUNING: WorldName = 'office';
const REPORTED: WorldName = 'flow';
const NON_TTY_EVERY_MS = 10_000;

const part = values.quick ? 1 : 5;
const size = { seed: values.seed ?? 'dowser access 1', orgs: part, principalsPerOrg: 250, days: 195 };
const episodesPerOrg = 40;
const names = values.tuning ? [TUNING] : [TUNING, REPORTED];
const tasks = names.flatMap((world) =>
  Array.from({ length: size.orgs }, (_, org) => ({ world, org, size, episodes: episodesPerOrg })),
);
const bar = new SingleBar({
  format: 'simulating [{bar}] {value}/{total} days of organisations · {eta_formatted} left',
  stream: process.stderr,
  noTTYOutput: true,
  notTTYSchedule: NON_TTY_EVERY_MS,
});
bar.start(tasks.length * size.days, 0);
const results = await runOrgs(tasks, () => bar.increment());
bar.stop();

const summaries = names.map((world) =>
  summaryOf(
    world,
    results.filter((_, i) => tasks[i]!.world === world),
  ),
);
const tuning = summaries[0]!;
const reported = summaries.at(-1)!;
const facts = { ...size, episodes: episodesPerOrg * size.orgs };
const page = markdown(tuning, reported, facts);
const lines = jsonLines(summaries, facts);
console.log(page);
for (const line of lines) console.log(line);
if (!values.tuning && !values.quick && values.seed === undefined) {
  const folder = join(import.meta.dirname, 'results');
  writeFileSync(join(folder, 'access-detection.md'), page);
  writeFileSync(join(folder, 'access-detection.jsonl'), `${[...lines, lastLine(reported)].join('\n')}\n`);
}
console.log(lastLine(reported));
