import {
  bottleneckOf,
  createLoadProgress,
  fillBucket,
  type LoadResult,
  readScenario,
  runLoad,
  SMOKE_SCENARIO,
  startLoadStack,
} from '@dowser/load-test';
import { note, print } from '../output.ts';
import { renderTable } from '../table.ts';

const BUCKET = 'dowser-load';

/** Runs a small load test on a stack of its own, which leaves nothing behind, and shows its figures; the last line is JSON. */
export async function runLoadTest(interrupted: AbortSignal): Promise<void> {
  const scenario = readScenario(SMOKE_SCENARIO);
  note('dowser: starting ClickHouse, S3 and the queue for a load test …');
  const stack = await startLoadStack({});
  const progress = createLoadProgress(scenario.name, scenario.objects);
  // What is under way ends with its next sign of progress.
  const going = <T extends readonly unknown[]>(shown: (...values: T) => void) => {
    return (...values: T): void => {
      interrupted.throwIfAborted();
      shown(...values);
    };
  };
  try {
    const shown = going(progress.filled);
    const filled = await fillBucket(stack.s3, BUCKET, scenario, ({ objects, bytes }) => shown(objects, bytes));
    const result = await runLoad(stack, filled, scenario, going(progress.ran));
    progress.stop();
    await print(`\n${figures(result)}`);
    await print(`limited by: ${bottleneckOf(result)}\n`);
    await print(`${JSON.stringify(result)}\n`);
  } finally {
    progress.stop();
    await stack.close();
  }
}

function figures(result: LoadResult): string {
  const { latencyMs, processes, tables, s3Requests } = result;
  const rows: (readonly [string, string | number])[] = [
    ['objects', result.objects],
    ['MB', (result.bytes / 1e6).toFixed(1)],
    ['seconds', result.seconds.toFixed(1)],
    ['objects a second', result.objectsPerSecond.toFixed(1)],
    ['MB a second', result.mbps.toFixed(1)],
    ['occurrences', result.occurrences],
    ['most messages waiting', result.lagMax],
    ['S3 GET requests', s3Requests?.getObject ?? 0],
    ['inserts into the ledger', tables.scan_log?.inserts ?? 0],
  ];
  if (latencyMs !== null) {
    const { p50, p95, p99 } = latencyMs;
    rows.push(['ms from event to row: p50, p95, p99', `${p50}, ${p95}, ${p99}`]);
  }
  for (const [name, { cpuSeconds, rssPeakMb }] of Object.entries(processes)) {
    rows.push([`${name}: CPU seconds, MB of memory`, `${cpuSeconds.toFixed(1)}, ${rssPeakMb}`]);
  }
  return renderTable(
    ['load test', ''],
    rows.map(([name, value]) => [name, typeof value === 'number' ? value.toLocaleString('en-US') : value]),
  );
}
