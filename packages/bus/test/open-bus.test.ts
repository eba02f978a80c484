import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBus } from '@dowser/bus';
import { ConfigError } from '@dowser/pipeline';
import { parseKafkaUrl } from '../src/kafka/parse-kafka-url.ts';

test('kafka:// names brokers; the port has a default', () => {
  assert.deepEqual(parseKafkaUrl('kafka://one:19092,two,[::1]:9093'), {
    brokers: ['one:19092', 'two:9092', '[::1]:9093'],
    tls: false,
  });
});

test('kafkas:// is TLS; user and password are SASL, plain by default, URL-encoded', () => {
  const password = ['p', '%40', 's'].join('');
  assert.deepEqual(parseKafkaUrl(`kafkas://me:${password}@one:9093`), {
    brokers: ['one:9093'],
    tls: true,
    sasl: { mechanism: 'plain', username: 'me', password: 'p@s' },
  });
  assert.equal(parseKafkaUrl(`kafkas://me:${password}@one:9093/?sasl=scram-sha-512`).sasl?.mechanism, 'scram-sha-512');
});

test('what is wrong with a URL is said, all at once and without the password', () => {
  const password = ['hid', 'den'].join('');
  const problems = (url: string): string => {
    try {
      parseKafkaUrl(url);
    } catch (error) {
      assert.ok(error instanceof ConfigError);
      assert.ok(!error.message.includes(password), 'the password is not shown');
      return error.problems.join('\n');
    }
    return assert.fail(`${url} was taken`);
  };
  assert.match(problems('http://one'), /neither sqlite:\/absolute\/path.db nor kafka:/);
  assert.match(problems('kafka://'), /neither/);
  assert.match(problems('kafka://one:port'), /one:port is not host:port/);
  assert.match(problems('kafka://one,'), / is not host:port/);
  assert.match(problems('kafka://one?sasl=plain'), /sasl needs user:password@/);
  const both = problems(`kafka://me:${password}@one?sasl=md5&acks=0`);
  assert.match(both, /sasl=md5 is not one of plain, scram-sha-256, scram-sha-512/);
  assert.match(both, /unknown parameter acks/);
});

test('a relative SQLite path is refused', async () => {
  await assert.rejects(
    openBus('sqlite:bus.db'),
    (error) => error instanceof ConfigError && /absolute/.test(error.message),
  );
});
