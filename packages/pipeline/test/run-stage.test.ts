import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Bus, MAX_RECORD_BYTES, openBus } from '@dowser/bus';
import { type DeadLetter, type ObjectTask, objectVersionId, RejectCode, topics } from '@dowser/contracts';
import {
  DEAD_LETTER_RATIO_LIMIT,
  DEAD_LETTER_WINDOW,
  DropReason,
  deadLetterRatio,
  decode,
  drop,
  emit,
  encode,
  type Outcome,
  reject,
  runStage,
  type StageOptions,
  TransientError,
} from '@dowser/pipeline';
import { createTelemetry, type Telemetry } from '@dowser/telemetry';

const topic = topics.liveObjectTasks;
const GROUP = 'stage-test';

function task(key: string): ObjectTask {
  const object = {
    bucket: 'b',
    key,
    versionId: '',
    etag: 'e',
    size: 1,
    lastModified: null,
    storageClass: '',
    encryption: '',
    sequencer: '',
    source: 'event' as const,
    observedAt: '2026-11-01T00:00:00Z',
  };
  return { schemaVersion: 1, objectVersionId: objectVersionId(object), object, restored: false };
}

describe('runStage', { timeout: 20_000 }, () => {
  let folder: string;
  let bus: Bus;
  let telemetry: Telemetry;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'dowser-stage-'));
    bus = await openBus(`sqlite:${join(folder, 'bus.db')}`);
    telemetry = createTelemetry({ service: 'test', level: 'silent' });
    await bus.ensureTopics(Object.values(topics));
  });
  afterEach(async () => {
    await bus.close();
    rmSync(folder, { recursive: true });
  });

  test('the largest record that the bus carries fits, when it is refused, into a dead letter', async () => {
    const wrong = `[${'0,'.repeat((MAX_RECORD_BYTES - 10) / 2)}0]`;
    await bus.produce(topic.name, [{ key: 'k', value: Buffer.from(wrong) }]);
    const subscription = await runStage({
      name: 'test',
      bus,
      telemetry,
      group: GROUP,
      topics: [topic],
      maxBatchMessages: 10,
      work: (batch) => batch.map(() => emit()),
      deliver: async () => {},
    });
    while ((await bus.lag(GROUP, [topic.name])) > 0) await Promise.race([sleep(20), subscription.done]);
    await subscription.stop();
    await subscription.done;
    assert.equal(await bus.lag('who reads dead letters', [topics.deadLetters.name]), 1);
  });

  const send = (...values: Uint8Array[]): Promise<void> =>
    bus.produce(
      topic.name,
      values.map((value) => ({ key: 'k', value })),
    );
  const start = (options: Partial<StageOptions<ObjectTask, string>>) =>
    runStage<ObjectTask, string>({
      name: 'test',
      bus,
      telemetry,
      group: GROUP,
      topics: [topic],
      maxBatchMessages: 10,
      work: (batch) => batch.map(({ value }) => emit(value.object.key)),
      deliver: async () => {},
      ...options,
    });
  const drained = async (): Promise<void> => {
    while ((await bus.lag(GROUP, [topic.name])) > 0) await sleep(10);
  };
  const deadLetters = async (): Promise<DeadLetter[]> => {
    const letters: DeadLetter[] = [];
    const reading = await bus.consume({
      group: 'letters',
      topics: [topics.deadLetters.name],
      maxBatchMessages: 100,
      handle: async ({ messages }) => {
        letters.push(...messages.map(({ value }) => decode(topics.deadLetters, value)));
      },
    });
    while ((await bus.lag('letters', [topics.deadLetters.name])) > 0) await sleep(10);
    await reading.stop();
    return letters;
  };

  test('received = emitted-from + dropped + rejected, and the rejects are in the dead letters', async () => {
    const values = [task('emit'), task('drop'), task('reject')].map((value) => encode(topic, value));
    await send(...values, Buffer.from('{'), Buffer.from('{"schemaVersion":2}'));
    const delivered: string[] = [];
    const fates: Record<string, Outcome<string>> = {
      emit: emit('a', 'b'),
      drop: drop(DropReason.TestEvent),
      reject: reject(RejectCode.InvalidEvent, 'no'),
    };
    const stage = await start({
      work: (batch) => batch.map(({ value }) => fates[value.object.key]!),
      deliver: async (batch) => void delivered.push(...batch),
    });
    await drained();
    await stage.stop();
    assert.deepEqual(delivered, ['a', 'b']);
    const letters = await deadLetters();
    assert.deepEqual(letters.map((letter) => letter.code).sort(), [
      'INVALID_EVENT',
      'MALFORMED_JSON',
      'UNKNOWN_SCHEMA',
    ]);
    const malformed = letters.find((letter) => letter.code === 'MALFORMED_JSON');
    assert.equal(Buffer.from(malformed!.payload, 'base64').toString(), '{');
    assert.match(letters.find((letter) => letter.code === 'UNKNOWN_SCHEMA')!.detail, /schemaVersion/);
    const counts = telemetry.snapshot();
    assert.equal(counts['received{stage="test"}'], 5);
    assert.equal(counts['emitted{stage="test"}'], 2);
    assert.equal(counts['dropped{stage="test",reason="test-event"}'], 1);
  });

  test('a TransientError holds the offsets and repeats the batch', async () => {
    await send(encode(topic, task('x')));
    let tries = 0;
    const stage = await start({
      deliver: async () => {
        tries += 1;
        assert.equal(await bus.lag(GROUP, [topic.name]), 1, 'nothing is committed before delivery');
        if (tries < 3) throw new TransientError('away');
      },
    });
    await drained();
    await stage.stop();
    assert.equal(tries, 3);
    assert.equal(telemetry.snapshot()['retried{stage="test"}'], 2);
  });

  test('a stop ends the waiting for what is away, without an error and without a commit', async () => {
    await send(encode(topic, task('x')));
    const stage = await start({
      deliver: async () => {
        throw new TransientError('away', { retryAfterMs: 60_000 });
      },
    });
    while (telemetry.snapshot()['retried{stage="test"}'] === undefined) await sleep(10);
    await stage.stop();
    await stage.done;
    assert.equal(await bus.lag(GROUP, [topic.name]), 1);
  });

  test('any other error ends the stage without a commit', async () => {
    await send(encode(topic, task('x')));
    const stage = await start({
      work: () => {
        throw new Error('a bug');
      },
    });
    await assert.rejects(stage.done, /a bug/);
    assert.equal(await bus.lag(GROUP, [topic.name]), 1);
    assert.deepEqual(await deadLetters(), []);
  });

  test('a core that loses an input is a bug', async () => {
    await send(encode(topic, task('x')));
    const stage = await start({ work: () => [] });
    await assert.rejects(stage.done, /0 outcomes for 1 inputs/);
  });
});

describe('the dead-letter ratio', () => {
  const rejectsAtLimit = DEAD_LETTER_WINDOW * DEAD_LETTER_RATIO_LIMIT;

  test('at the limit the stage goes on', () => deadLetterRatio('s')(DEAD_LETTER_WINDOW, rejectsAtLimit));
  test('one past the limit it stops', () => {
    assert.throws(() => deadLetterRatio('s')(DEAD_LETTER_WINDOW, rejectsAtLimit + 1), /were rejected; stopping/);
  });
  test('a smaller window says nothing', () => deadLetterRatio('s')(DEAD_LETTER_WINDOW - 1, DEAD_LETTER_WINDOW - 1));
});
