import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TransientError } from '@dowser/pipeline';
import { createKafkaClient } from '../src/kafka/kafka-client.ts';

const TIMEOUT_MS = 5;
const never = (): Promise<never> => new Promise(() => {});

/** Clients by number; `connect` and `disconnect` of the first are as given. */
function clients(first: { connect?: () => Promise<void>; disconnect?: () => Promise<void> }) {
  const made: number[] = [];
  const done = async (): Promise<void> => {};
  const create = () => {
    const number = made.push(made.length);
    return { number, connect: done, disconnect: done, ...(number === 1 ? first : {}) };
  };
  return { made, client: createKafkaClient(create, TIMEOUT_MS) };
}

test('kafka client: one for all requests, while it answers', async () => {
  const { made, client } = clients({});
  assert.deepEqual(await Promise.all([1, 2, 3].map((n) => client.use(async ({ number }) => n * number))), [1, 2, 3]);
  await client.close();
  assert.equal(made.length, 1);
});

test('kafka client: a request that is never answered is given up, and the next one has another client', async () => {
  const { made, client } = clients({ disconnect: never });
  await assert.rejects(client.use(never), TransientError);
  assert.equal(await client.use(async ({ number }) => number), 2);
  assert.equal(made.length, 2);
});

test('kafka client: after a garbled answer the next request has another client', async () => {
  const { made, client } = clients({});
  const garbled = Object.assign(new RangeError('NaN'), { stack: 'at kafkajs/src/protocol/decoder.js:77' });
  await assert.rejects(
    client.use(() => Promise.reject(garbled)),
    garbled,
  );
  assert.equal(await client.use(async ({ number }) => number), 2);
  assert.equal(made.length, 2);
});

test('kafka client: closing does not wait for a connection that never comes', async () => {
  const { client } = clients({ connect: never });
  const using = assert.rejects(
    client.use(async () => 0),
    TransientError,
  );
  await client.close();
  await using;
});

test('kafka client: a connection that never comes, or fails, is tried anew', async () => {
  for (const connect of [never, () => Promise.reject(new Error('refused'))]) {
    const { client } = clients({ connect });
    await assert.rejects(client.use(async () => 0));
    assert.equal(await client.use(async ({ number }) => number), 2);
    await client.close();
  }
});

test('kafka client: an error of the request is no silence', async () => {
  const { made, client } = clients({});
  const refused = new Error('refused');
  await assert.rejects(
    client.use(() => Promise.reject(refused)),
    refused,
  );
  await client.use(async () => 0);
  assert.equal(made.length, 1);
});
