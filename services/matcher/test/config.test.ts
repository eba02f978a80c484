import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ConfigError } from '@dowser/pipeline';
import { MAX_CHUNK_BYTES, MIN_CHUNK_BYTES } from '@dowser/scanner';
import { loadMatcherConfig, MIN_FINGERPRINT_KEY_LENGTH, paceOf } from '../src/config.ts';

const least = { DOWSER_BUS_URL: 'sqlite:/x', DOWSER_FINGERPRINT_KEY: 'k'.repeat(MIN_FINGERPRINT_KEY_LENGTH) };
const load = (env: NodeJS.ProcessEnv) => loadMatcherConfig({ ...least, ...env });

test('config: the least there must be, and its defaults', () => {
  const config = load({});
  assert.deepEqual([config.identifiers, config.objectsUrl], ['recommended', 's3:']);
  assert.ok(config.workers >= 1);
});

test('config: identifiers are a word or a list', () => {
  assert.equal(load({ DOWSER_IDENTIFIERS: 'all' }).identifiers, 'all');
  assert.deepEqual(load({ DOWSER_IDENTIFIERS: 'GITHUB_TOKEN, SLACK_TOKEN' }).identifiers, [
    'GITHUB_TOKEN',
    'SLACK_TOKEN',
  ]);
  assert.throws(() => load({ DOWSER_IDENTIFIERS: 'GITHUB_TOKENS' }), /GITHUB_TOKENS.*GITHUB_TOKEN/s);
});

test('config: custom identifiers and allow lists come with it, and what is wrong with them stops it', () => {
  const file = fileURLToPath(
    new URL('../../../packages/identifiers/examples/custom-identifiers.yaml', import.meta.url),
  );
  const config = load({ DOWSER_CONFIG: file, DOWSER_IDENTIFIERS: 'none' });
  assert.equal(config.customIdentifiers.length, 9);
  assert.deepEqual(config.allowLists, []);
  assert.throws(
    () => load({ DOWSER_CUSTOM_IDENTIFIERS: `${file}.none`, DOWSER_ALLOW_LISTS: `${file}.none` }),
    (error) => error instanceof ConfigError && error.problems.length === 2,
  );
});

test('config: limits hold, one past them does not', () => {
  assert.equal(load({ DOWSER_CHUNK_BYTES: `${MIN_CHUNK_BYTES}` }).chunkBytes, MIN_CHUNK_BYTES);
  assert.equal(load({ DOWSER_CHUNK_BYTES: `${MAX_CHUNK_BYTES}` }).chunkBytes, MAX_CHUNK_BYTES);
  assert.throws(() => load({ DOWSER_CHUNK_BYTES: `${MIN_CHUNK_BYTES - 1}` }), ConfigError);
  assert.throws(() => load({ DOWSER_CHUNK_BYTES: `${MAX_CHUNK_BYTES + 1}` }), ConfigError);
  const short = 'k'.repeat(MIN_FINGERPRINT_KEY_LENGTH - 1);
  assert.throws(
    () => load({ DOWSER_FINGERPRINT_KEY: short }),
    (error: Error) => !error.message.includes(short),
  );
});

test('config: the pace is unlimited unless it is set', () => {
  assert.deepEqual(paceOf(load({})), {
    requestsPerSecond: Number.POSITIVE_INFINITY,
    bytesPerSecond: Number.POSITIVE_INFINITY,
  });
  const set = load({ DOWSER_S3_REQUESTS_PER_SECOND: '100', DOWSER_S3_BYTES_PER_SECOND: '5000000' });
  assert.deepEqual(paceOf(set), { requestsPerSecond: 100, bytesPerSecond: 5_000_000 });
});

test('config: everything wrong is listed at once', () => {
  const problems = (): unknown => loadMatcherConfig({ DOWSER_WORKERS: '0', DOWSER_OBJECTS_IN_FLIGHT: 'many' });
  assert.throws(problems, (error) => error instanceof ConfigError && error.problems.length === 4);
});
