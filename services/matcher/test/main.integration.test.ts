import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type Bus, openBus } from '@dowser/bus';
import { ConsumerGroup, topics } from '@dowser/contracts';
import { encode } from '@dowser/pipeline';
import { until } from '@dowser/testkit';
import { taskOf } from './scans.ts';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
/** The matcher is still scanning when it is told to stop. */
const OBJECTS = 30;
const OBJECT_BYTES = 2_000_000;
const LINE = 'a line without anything in it\n';

let folder: string;
let bus: Bus;
const children: ChildProcess[] = [];

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dowser-matcher-main-'));
  mkdirSync(join(folder, 'bucket'));
  for (let i = 0; i < OBJECTS; i++) {
    writeFileSync(join(folder, 'bucket', `${i}.txt`), `${LINE.repeat(OBJECT_BYTES / LINE.length)}SSN: 219-09-9998\n`);
  }
  bus = await openBus(`sqlite:${join(folder, 'bus.db')}`);
  await bus.ensureTopics(Object.values(topics));
});
after(async () => {
  for (const child of children) child.kill('SIGKILL');
  await bus.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Running {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly exited: Promise<number | null>;
}

function start(env: NodeJS.ProcessEnv, args: readonly string[] = []): Running {
  const { PATH } = process.env;
  const child = spawn(process.execPath, [MAIN, ...args], { env: { PATH, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => (output += text));
  const exited = once(child, 'close').then(([code]) => code as number | null);
  return { child, output: () => output, exited };
}

const configured = (): NodeJS.ProcessEnv => ({
  DOWSER_BUS_URL: `sqlite:${join(folder, 'bus.db')}`,
  DOWSER_OBJECTS_URL: `file://${join(folder, 'bucket')}`,
  DOWSER_FINGERPRINT_KEY: 'a key of the test',
  DOWSER_WORKERS: '1',
});

const lag = (group: string, topic: { name: string }): Promise<number> => bus.lag(group, [topic.name]);

test('main: --help lists every key and exits 0', async () => {
  const { output, exited } = start({}, ['--help']);
  assert.equal(await exited, 0);
  for (const name of ['DOWSER_BUS_URL', 'DOWSER_IDENTIFIERS', 'DOWSER_FINGERPRINT_KEY'])
    assert.ok(output().includes(name));
});

test('main: a configuration that cannot work is told whole, and the exit code is 2', async () => {
  const { output, exited } = start({ DOWSER_WORKERS: '0' });
  assert.equal(await exited, 2);
  for (const name of ['DOWSER_BUS_URL', 'DOWSER_WORKERS', 'DOWSER_FINGERPRINT_KEY']) assert.ok(output().includes(name));
});

test('main: told to stop at work, it finishes what it has in hand, commits and exits 0; the next one does the rest', async () => {
  const tasks = Array.from({ length: OBJECTS }, (_, i) => taskOf(`${i}.txt`));
  const records = tasks.map((task) => ({ key: task.object.key, value: encode(topics.bulkObjectTasks, task) }));
  await bus.produce(topics.bulkObjectTasks.name, records);
  const first = start({
    ...configured(),
    DOWSER_MATCHER_BATCH_MESSAGES: '2',
    DOWSER_MATCHER_PARTITIONS_CONCURRENT: '1',
  });
  await until(async () => (await lag('test', topics.scanResults)) > 0, 'a first result');
  first.child.kill('SIGTERM');
  assert.equal(await first.exited, 0, first.output());
  const left = await lag(ConsumerGroup.MatcherBulk, topics.bulkObjectTasks);
  const results = await lag('test', topics.scanResults);
  assert.ok(left > 0 && left < OBJECTS, `${left} left`);
  assert.equal(results, 2 * (OBJECTS - left), 'each committed task has its occurrences and its verdict');

  const second = start(configured());
  await until(async () => (await lag(ConsumerGroup.MatcherBulk, topics.bulkObjectTasks)) === 0, 'the rest');
  second.child.kill('SIGTERM');
  assert.equal(await second.exited, 0, second.output());
  assert.equal(await lag('test', topics.scanResults), 2 * OBJECTS);
  for (const { output } of [first, second]) assert.ok(!output().includes('219-09-9998'));
});

test('main: killed at work, nothing is lost', async () => {
  const before = await lag('test', topics.scanResults);
  const records = Array.from({ length: OBJECTS }, (_, i) => taskOf(`${i}.txt`)).map((task) => ({
    key: task.object.key,
    value: encode(topics.liveObjectTasks, task),
  }));
  await bus.produce(topics.liveObjectTasks.name, records);
  const first = start(configured());
  await until(async () => (await lag('test', topics.scanResults)) > before, 'a first result');
  first.child.kill('SIGKILL');
  await first.exited;
  const second = start(configured());
  await until(async () => (await lag(ConsumerGroup.MatcherLive, topics.liveObjectTasks)) === 0, 'all of them', 60_000);
  second.child.kill('SIGTERM');
  assert.equal(await second.exited, 0, second.output());
  assert.ok((await lag('test', topics.scanResults)) >= before + 2 * OBJECTS);
});

test('main: what is not done at the deadline of a stop is given up, and the next one does it', async () => {
  const tasks = Array.from({ length: OBJECTS }, (_, i) => taskOf(`${i}.txt`));
  const records = tasks.map((task) => ({ key: task.object.key, value: encode(topics.bulkObjectTasks, task) }));
  const { child, output, exited } = start({ ...configured(), DOWSER_STOP_SECONDS: '0', DOWSER_HTTP_PORT: '0' });
  await until(() => output().includes('/metrics are served'), 'the port');
  const { port } = JSON.parse(
    output()
      .split('\n')
      .find((line) => line.includes('/metrics are served'))!,
  ) as { port: number };
  const get = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).text();
  await until(async () => (await get('/readyz')) === 'ready\n', 'it works');
  const left = await lag(ConsumerGroup.MatcherBulk, topics.bulkObjectTasks);
  await bus.produce(topics.bulkObjectTasks.name, records);
  await until(async () => /^dowser_objects_in_flight\{lane="bulk"\} [1-9]/m.test(await get('/metrics')), 'it scans');
  child.kill('SIGTERM');
  assert.equal(await exited, 0, output());
  assert.match(output(), /work in hand is given up and comes again/);
  assert.equal(
    await lag(ConsumerGroup.MatcherBulk, topics.bulkObjectTasks),
    left + OBJECTS,
    'nothing of it is committed',
  );
});
