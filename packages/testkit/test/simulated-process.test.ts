import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TransientError } from '@dowser/pipeline';
import { createRandom, createSimulatedProcess, createSimulatedTime, Fate } from '@dowser/testkit';

const EPOCH_MS = 1_000_000;

function setUp(fate: Fate = Fate.Done) {
  const time = createSimulatedTime();
  const world = { time, random: createRandom(1), fateOf: () => fate, trace: () => {}, epochMs: EPOCH_MS };
  const process = createSimulatedProcess('p', world);
  /** Runs everything that is due within `ms` from the beginning. */
  const until = (ms: number) => time.run(() => false, ms);
  return { time, process, until };
}

test('simulated time: calls come in order of their time, those of the same time in order of their asking', async () => {
  const { time, until } = setUp();
  const random = createRandom(3);
  const came: [number, number][] = [];
  for (let order = 0; order < 200; order++) {
    const ms = random.int(0, 20);
    time.after(ms, () => came.push([ms, order]));
  }
  const cancel = time.after(5, () => assert.fail('it was called off'));
  cancel();
  await until(100);
  assert.equal(came.length, 200);
  assert.deepEqual(
    came,
    [...came].sort(([a, x], [b, y]) => a - b || x - y),
  );
});

test('simulated time: everything that can go on does before the next call', async () => {
  const { time, until } = setUp();
  const steps: string[] = [];
  time.after(1, async () => {
    for (let step = 0; step < 100; step++) await Promise.resolve();
    steps.push('settled');
  });
  time.after(1, () => steps.push('next'));
  await until(10);
  assert.deepEqual(steps, ['settled', 'next']);
});

test('a killed process hears of nothing more, but what it asked for happens', async () => {
  const { process, until } = setUp();
  const happened: string[] = [];
  void process.link.call({ what: 'asked', effect: () => happened.push('effect') }).then(() => happened.push('answer'));
  void process.clock.sleep(5).then(() => happened.push('slept'));
  process.clock.every(2, () => happened.push('tick'));
  process.kill();
  void process.link.call({ what: 'asked afterwards', effect: () => happened.push('too late') });
  await until(10_000);
  assert.deepEqual(happened, ['effect']);
});

test('a paused process goes on afterwards; its clock may jump, what it measures does not', async () => {
  const { time, process, until } = setUp();
  let sleptMs = 0;
  void process.clock.sleep(5).then(() => {
    sleptMs = time.nowMs();
  });
  process.pause(1_000);
  process.jumpClock(-600);
  await until(10_000);
  assert.ok(sleptMs >= 1_000);
  assert.equal(process.clock.now().getTime(), Math.floor(EPOCH_MS + time.nowMs() - 600));
  assert.equal(process.clock.elapsedMs(), time.nowMs());
});

test('an aborted sleep ends with its reason', async () => {
  const { process, until } = setUp();
  const stop = new AbortController();
  const reason = new Error('enough');
  const sleeping = assert.rejects(process.clock.sleep(5_000, stop.signal), (error) => error === reason);
  stop.abort(reason);
  await sleeping;
  await assert.rejects(process.clock.sleep(1, stop.signal), (error) => error === reason);
  await until(10_000);
});

test('what becomes of a request: done or not, it fails as something that may be tried again', async () => {
  const left: Record<Fate, readonly string[]> = {
    [Fate.Done]: ['effect'],
    [Fate.Refused]: [],
    [Fate.AnswerLost]: ['effect'],
    [Fate.HalfDone]: ['part'],
  };
  for (const fate of Object.values(Fate)) {
    const { process, until } = setUp(fate);
    const happened: string[] = [];
    const request = { what: 'x', effect: () => happened.push('effect'), partial: () => void happened.push('part') };
    const answer = process.link.call(request).then(
      () => 'answered',
      (error: unknown) => error,
    );
    await until(10_000);
    assert.deepEqual(happened, left[fate], fate);
    if (fate === Fate.Done) assert.equal(await answer, 'answered');
    else assert.ok((await answer) instanceof TransientError, fate);
  }
});
