import { parseArgs } from 'node:util';
import { startAws } from './aws/start-aws.ts';

const USAGE = 'usage: aws-main.ts --port <number, 0 for a free one> --data-dir <directory>';

const { values } = parseArgs({ options: { port: { type: 'string' }, 'data-dir': { type: 'string' } } });
const port = Number(values.port ?? process.env.DOWSER_AWS_PORT ?? 0);
const dataDir = values['data-dir'] ?? process.env.DOWSER_AWS_DATA_DIR ?? '';
if (!Number.isInteger(port) || port < 0 || port > 65_535 || dataDir === '') {
  console.error(USAGE);
  process.exit(2);
}

const aws = await startAws({ port, dataDir });
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void aws.stop().then(() => process.exit(0));
  });
}
console.log(JSON.stringify({ ready: true, url: aws.url }));
