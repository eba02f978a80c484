import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError, TransientError } from '@dowser/pipeline';
import { createSqsClient, sqsError } from '../src/sources/sqs-queue.ts';

const QUEUE = 'https://sqs.eu-west-1.amazonaws.com/123456789012/events';
const error = (fields: Readonly<Record<string, unknown>>): Error =>
  Object.assign(new Error(String(fields.message ?? 'message')), fields);
const answered = (httpStatusCode: number, name: string) => error({ name, $metadata: { httpStatusCode } });

const table: readonly [string, Error, 'transient' | 'config' | 'bug'][] = [
  ['refused connection', error({ code: 'ECONNREFUSED', $metadata: { attempts: 3 } }), 'transient'],
  ['unknown host', error({ code: 'ENOTFOUND' }), 'transient'],
  ['timeout', error({ name: 'TimeoutError' }), 'transient'],
  ['throttled', answered(400, 'RequestThrottled'), 'transient'],
  ['throttled by status', answered(429, 'Unknown'), 'transient'],
  ['server fault', answered(503, 'ServiceUnavailable'), 'transient'],
  ["a proxy's page", error({ name: 'SyntaxError', $response: { statusCode: 502 } }), 'transient'],
  ['no such queue', answered(400, 'QueueDoesNotExist'), 'config'],
  ['denied', answered(403, 'AccessDeniedException'), 'config'],
  ['no credentials', error({ name: 'CredentialsProviderError' }), 'config'],
  ['a bug', new TypeError('undefined is not a function'), 'bug'],
];
for (const [name, given, kind] of table) {
  test(`${name} is ${kind}`, () => {
    const mapped = sqsError(QUEUE, given);
    assert.equal(mapped instanceof TransientError, kind === 'transient');
    assert.equal(mapped instanceof ConfigError, kind === 'config');
    if (kind === 'bug') assert.equal(mapped, given);
    else assert.match((mapped as Error).message, /sqs\.eu-west-1/);
  });
}

test("the region is the queue's own, else the environment's, else any for another endpoint", async () => {
  const region = (url: string, env: NodeJS.ProcessEnv) => createSqsClient(url, env).config.region();
  assert.equal(await region(QUEUE, { AWS_REGION: 'us-west-2' }), 'eu-west-1');
  assert.equal(await region('http://localhost:4566/0/q', { AWS_REGION: 'us-west-2' }), 'us-west-2');
  assert.equal(
    await region('http://localhost:4566/0/q', { AWS_REGION: '', AWS_DEFAULT_REGION: 'ca-central-1' }),
    'ca-central-1',
  );
  assert.equal(await region('http://localhost:4566/0/q', {}), 'us-east-1');
});

test("the endpoint is the environment's, else the queue's own host", async () => {
  const host = async (env: NodeJS.ProcessEnv) => {
    const { hostname, port } = await createSqsClient('http://queues.example:4566/0/q', env).config.endpoint!();
    return `${hostname}:${port}`;
  };
  assert.equal(await host({}), 'queues.example:4566');
  assert.equal(await host({ AWS_ENDPOINT_URL: 'http://127.0.0.1:1' }), '127.0.0.1:1');
  assert.equal(
    await host({ AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:2' }),
    '127.0.0.1:2',
  );
});
