import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ConfigError, retryTransient, systemClock, TransientError } from '@dowser/pipeline';

const never = new AbortController().signal;
const quick = { signal: never, minWaitMs: 1, maxWaitMs: 2, clock: { ...systemClock, random: () => 0 } };

describe('retryTransient', () => {
  test('fails the n-th call for every n up to the limit', async () => {
    for (let failures = 0; failures <= 4; failures++) {
      let calls = 0;
      const work = async (): Promise<string> => {
        calls += 1;
        if (calls <= failures) throw new TransientError('away');
        return 'done';
      };
      const result = retryTransient(work, { ...quick, attempts: 4 });
      if (failures < 4) assert.equal(await result, 'done');
      else await assert.rejects(result, TransientError);
      assert.equal(calls, Math.min(failures + 1, 4));
    }
  });

  test('any other error passes through at once', async () => {
    let calls = 0;
    const work = async (): Promise<void> => {
      calls += 1;
      throw new ConfigError(['x']);
    };
    await assert.rejects(retryTransient(work, quick), ConfigError);
    assert.equal(calls, 1);
  });

  test('the waits double up to the limit, and the error may ask for longer', async () => {
    const waits: number[] = [];
    let calls = 0;
    const work = async (): Promise<void> => {
      calls += 1;
      if (calls < 5) throw new TransientError('away', calls === 4 ? { retryAfterMs: 9 } : {});
    };
    await retryTransient(work, { ...quick, maxWaitMs: 3, onRetry: (_, __, waitMs) => waits.push(waitMs) });
    assert.deepEqual(waits, [1, 2, 3, 9]);
  });

  test('an abort ends the wait with the error of the work', async () => {
    const stop = new AbortController();
    const work = async (): Promise<void> => {
      throw new TransientError('still away', { retryAfterMs: 60_000 });
    };
    const waiting = retryTransient(work, {
      ...quick,
      signal: stop.signal,
      onRetry: () => setImmediate(() => stop.abort()),
    });
    await assert.rejects(waiting, /still away/);
  });
});
