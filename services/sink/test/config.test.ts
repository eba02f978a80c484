import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { loadConfig } from '@dowser/config';
import { ConfigError } from '@dowser/pipeline';
import { sinkConfigSpec } from '../src/config.ts';

describe('the configuration of the sink', () => {
  test('two URLs are enough', () => {
    const config = loadConfig(sinkConfigSpec, {
      DOWSER_BUS_URL: 'sqlite:/tmp/bus.db',
      DOWSER_CLICKHOUSE_URL: 'http://127.0.0.1:8123',
    });
    assert.equal(config.clickhouseDatabase, 'dowser');
    assert.equal(config.clickhouseUser, 'default');
    assert.equal(config.batchMessages, 500);
    assert.equal(config.partitionsConcurrent, 8);
    assert.equal(config.lingerMs, 250);
    assert.equal(config.logLevel, 'info');
  });

  test('everything that is wrong is said at once', () => {
    const env = { DOWSER_CLICKHOUSE_URL: 'tcp://x', DOWSER_SINK_BATCH_MESSAGES: '0', DOWSER_LOG_LEVEL: 'loud' };
    assert.throws(
      () => loadConfig(sinkConfigSpec, env),
      (error: unknown) =>
        error instanceof ConfigError &&
        error.problems.length === 4 &&
        ['DOWSER_BUS_URL', 'DOWSER_CLICKHOUSE_URL', 'DOWSER_SINK_BATCH_MESSAGES', 'DOWSER_LOG_LEVEL'].every((name) =>
          error.problems.some((problem) => problem.startsWith(name)),
        ),
    );
  });

  test('trusted accounts: numbers, canonical ids and buckets; anything else is refused', () => {
    const { trustedAccounts } = sinkConfigSpec;
    const load = (accounts: string) =>
      loadConfig({ trustedAccounts }, { DOWSER_TRUSTED_ACCOUNTS: accounts }).trustedAccounts;
    const known = ['012345678901', 'a'.repeat(64), 'arn:aws:s3:::backup-of-ours'];
    assert.deepEqual(load(known.join(', ')), known);
    assert.deepEqual(load(''), []);
    for (const wrong of ['12345678901', '1234567890123', 'our-account']) assert.throws(() => load(wrong), ConfigError);
  });

  test('the password is a secret', () => {
    assert.equal(sinkConfigSpec.clickhousePassword.secret, true);
  });
});
