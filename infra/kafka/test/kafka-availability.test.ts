import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { kafkaAvailability, kafkaForTests } from '@dowser/kafka';

let directory: string;
before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'dowser-tools-'));
});
after(() => rm(directory, { recursive: true, force: true }));

async function tool(name: string, says: string): Promise<void> {
  await writeFile(join(directory, name), `#!/bin/sh\necho '${says}' >&2\n`);
  await chmod(join(directory, name), 0o755);
}

test('brokers that are named are used, whatever the machine has', async () => {
  const env = { DOWSER_TEST_KAFKA: 'one:9092,two:9092', PATH: '/nowhere' };
  assert.deepEqual(await kafkaAvailability(env), { brokers: 'one:9092,two:9092' });
});

test('without Java and Maven it says which is missing; REQUIRE_KAFKA=1 turns the skip into a failure', async () => {
  const env = { PATH: '/nowhere' };
  const { missing } = (await kafkaAvailability(env)) as { missing: string };
  assert.match(missing, /java .* cannot be run, mvn .* cannot be run; or set DOWSER_TEST_KAFKA/);
  assert.equal((await kafkaForTests(env)).skip, `no Kafka: ${missing}`);
  const required = await kafkaForTests({ ...env, REQUIRE_KAFKA: '1' });
  assert.equal(required.skip, false);
  await assert.rejects(required.start(), /REQUIRE_KAFKA=1, but no Kafka/);
});

test('Java 17 is enough, Java 11 is not', async () => {
  const env = { PATH: `${directory}:/bin:/usr/bin`, JAVA_HOME: '' };
  await tool('mvn', 'Apache Maven 3.9.9');
  await tool('java', 'openjdk version "17.0.15" 2025-04-15');
  assert.deepEqual(await kafkaAvailability(env), { launch: true });
  await tool('java', 'openjdk version "11.0.2" 2019-01-15');
  assert.match(((await kafkaAvailability(env)) as { missing: string }).missing, /java is Java 11, Kafka needs 17/);
});
