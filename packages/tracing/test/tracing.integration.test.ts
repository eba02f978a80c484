import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type FrontProcess, startAwsProcess } from '@dowser/local';
import { startTraceCollector, type TraceCollector } from '@dowser/testkit';

const child = fileURLToPath(new URL('./traced-aws.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'dowser-tracing-'));
let aws: FrontProcess;
let collector: TraceCollector;

before(async () => {
  aws = await startAwsProcess({ port: 0, dataDir: folder });
  collector = await startTraceCollector();
});
after(async () => {
  await collector.close();
  await aws.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const run = async (env: NodeJS.ProcessEnv): Promise<string> => {
  const { stdout } = await promisify(execFile)(process.execPath, [child], {
    env: {
      PATH: process.env.PATH,
      AWS_ENDPOINT_URL: aws.url,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'embedded',
      AWS_SECRET_ACCESS_KEY: 'embedded',
      ...env,
    },
  });
  return stdout.trim();
};

test('requests of the AWS SDK belong to the span that they are made for, and reach the collector before the end', async () => {
  assert.equal(await run({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url }), 'true');
  const spans = collector.spans();
  const [own] = spans.filter(({ name }) => name === 'of the object');
  const asked = spans.filter(({ scope }) => scope.endsWith('instrumentation-aws-sdk'));
  assert.ok(asked.length > 0, JSON.stringify(spans));
  for (const { service, parentSpanId, traceId } of asked) {
    assert.deepEqual([service, parentSpanId, traceId], ['traced', own!.spanId, own!.traceId]);
  }
});

test('a share of none traces none; without an endpoint nothing is started', async () => {
  const before = collector.spans().length;
  assert.equal(await run({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_TRACES_SAMPLER_ARG: '0' }), 'true');
  assert.equal(await run({}), 'false');
  assert.equal(await run({ OTEL_EXPORTER_OTLP_ENDPOINT: '' }), 'false');
  assert.equal(collector.spans().length, before);
});
