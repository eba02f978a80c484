import { parseArgs } from 'node:util';
import { type AwsOptions, startAws } from './aws/start-aws.ts';

const USAGE = `usage: aws-main.ts [--port <number>] --data-dir <directory>
  --port      default DOWSER_AWS_PORT, else 0: a free one
  --data-dir  default DOWSER_AWS_DATA_DIR`;

function readOptions(): AwsOptions | undefined {
  try {
    const { values } = parseArgs({ options: { port: { type: 'string' }, 'data-dir': { type: 'string' } } });
    const port = Number(values.port ?? process.env.DOWSER_AWS_PORT ?? 0);
    const dataDir = values['data-dir'] ?? process.env.DOWSER_AWS_DATA_DIR ?? '';
    const valid = Number.isInteger(port) && port >= 0 && port <= 65_535 && dataDir !== '';
    return valid ? { port, dataDir } : undefined;
  } catch {
    return undefined;
  }
}

const options = readOptions();
if (options === undefined) {
  console.error(USAGE);
  process.exit(2);
}
const aws = await startAws(options);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void aws.stop().then(() => process.exit(0));
  });
}
// Its starter says how far away it is, and asks for what it has counted, in a load test.
process.on('message', (word: string) => {
  const [, ms] = /^delay (\d+)$/.exec(word) ?? [];
  if (ms !== undefined) aws.delay(Number(ms));
  process.send?.(aws.requests());
});
process.channel?.unref();
console.log(JSON.stringify({ ready: true, url: aws.url }));
