import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Queue } from '../../src/sources/queue.ts';

export interface QueueUnderTest {
  readonly queue: Queue;
  send(body: string): Promise<void> | void;
}

/** What the queue source builds upon; the queue in memory and the SQS adapter both keep it. */
export function queueConformance(name: string, open: () => Promise<QueueUnderTest>): void {
  const never = new AbortController().signal;
  const receive = (queue: Queue, visibilitySeconds = 30) =>
    queue.receive({ waitSeconds: 1, visibilitySeconds, signal: never });

  test(`${name}: at most ten messages in one receive, all of them in several`, async () => {
    const { queue, send } = await open();
    for (let index = 0; index < 12; index++) await send(`body ${index}`);
    const bodies = new Set<string>();
    for (let batch = await receive(queue); batch.length > 0; batch = await receive(queue)) {
      assert.ok(batch.length <= 10);
      for (const { body, id, receipt } of batch) {
        assert.ok(id !== '' && receipt !== '');
        bodies.add(body);
      }
    }
    assert.equal(bodies.size, 12);
    queue.close();
  });

  test(`${name}: in flight counts as backlog, removed does not`, async () => {
    const { queue, send } = await open();
    assert.equal(await queue.backlog(), 0);
    await send('a');
    assert.equal(await queue.backlog(), 1);
    const messages = await receive(queue);
    assert.equal(await queue.backlog(), 1);
    assert.deepEqual(await queue.remove(messages), []);
    assert.equal(await queue.backlog(), 0);
    queue.close();
  });

  test(`${name}: what is not removed comes again with another receipt, given back at once`, async () => {
    const { queue, send } = await open();
    await send('a');
    const [first] = await receive(queue);
    assert.deepEqual(await receive(queue), []);
    await queue.extend([first!], 0);
    const [second] = await receive(queue);
    assert.equal(second?.id, first?.id);
    assert.notEqual(second?.receipt, first?.receipt);
    queue.close();
  });

  test(`${name}: extending keeps a message away beyond its first timeout`, async () => {
    const { queue, send } = await open();
    await send('a');
    const messages = await receive(queue, 1);
    await queue.extend(messages, 30);
    await sleep(1_200);
    assert.deepEqual(await receive(queue), []);
    queue.close();
  });

  test(`${name}: extending what is gone is no error`, async () => {
    const { queue, send } = await open();
    await send('a');
    const messages = await receive(queue);
    await queue.remove(messages);
    await queue.extend(messages, 30);
    queue.close();
  });

  test(`${name}: an abort ends the wait with nothing`, async () => {
    const { queue } = await open();
    const stop = new AbortController();
    const waiting = queue.receive({ waitSeconds: 20, visibilitySeconds: 30, signal: stop.signal });
    await sleep(50);
    stop.abort();
    assert.deepEqual(await waiting, []);
    assert.deepEqual(await queue.receive({ waitSeconds: 20, visibilitySeconds: 30, signal: stop.signal }), []);
    queue.close();
  });
}
