import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TransientError, watchLag } from '@dowser/pipeline';
import { createTelemetry } from '@dowser/telemetry';

test('the lag of each topic is kept until stopped, whatever the bus does', async () => {
  const telemetry = createTelemetry({ service: 'test', level: 'silent' });
  const answers: (number | Error)[] = [5, 7, new TransientError('away'), new Error('a bug'), 6, 8];
  const finished = Promise.withResolvers<void>();
  const asked: string[] = [];
  const bus = {
    lag: async (group: string, [topic]: readonly string[]) => {
      asked.push(`${group}/${topic}`);
      const answer = answers.shift();
      if (answers.length === 0) finished.resolve();
      if (answer instanceof Error) throw answer;
      return answer ?? 0;
    },
  };
  const clock = { now: () => new Date(0), elapsedMs: () => 0, every: () => () => {}, random: () => 0 };
  const sleep = async (_ms: number, signal?: AbortSignal): Promise<void> => {
    if (answers.length === 0 && signal?.aborted === false)
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
  };
  const groups = [{ group: 'sink', topics: [{ name: 'a' }, { name: 'b' }] }];
  const end = watchLag({ bus: bus as never, telemetry, groups, clock: { ...clock, sleep } });
  await finished.promise;
  await end();
  assert.deepEqual(telemetry.snapshot(), { 'lag{group="sink",topic="a"}': 6, 'lag{group="sink",topic="b"}': 8 });
  assert.deepEqual(asked, ['sink/a', 'sink/b', 'sink/a', 'sink/a', 'sink/a', 'sink/b']);
});
