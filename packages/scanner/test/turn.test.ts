import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inTurn, newTurn, oneByOne, renew, takeBack, wasRunning } from '../src/turn.ts';

test('turn: what has been taken back is not begun, until it is sent again', () => {
  const turn = newTurn();
  takeBack(turn);
  assert.equal(
    inTurn(turn, () => assert.fail()),
    null,
  );
  renew(turn);
  assert.equal(
    inTurn(turn, () => 'done'),
    'done',
  );
});

test('turn: what has begun is not taken back, and runs until it is done', () => {
  const turn = newTurn();
  assert.equal(wasRunning(turn), false);
  inTurn(turn, () => {
    takeBack(turn);
    assert.equal(wasRunning(turn), true);
  });
  takeBack(turn);
  assert.equal(wasRunning(turn), false);
});

test('turn: of tasks that come together each is answered before the next begins', async () => {
  const order: string[] = [];
  const run = oneByOne((task: string) => {
    order.push(`${task} begins`);
    if (task === 'b') throw new Error('a bug');
    return task;
  });
  const post = async (task: string): Promise<void> => {
    try {
      order.push(`${await run(task)} is sent`);
    } catch {
      order.push('an error is sent');
    }
  };
  await Promise.all(['a', 'b', 'c'].map(post));
  assert.deepEqual(order, ['a begins', 'a is sent', 'b begins', 'an error is sent', 'c begins', 'c is sent']);
});
