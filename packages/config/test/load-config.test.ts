import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { CONFIG_FILE_ENV, flag, key, loadConfig, requiredText, text, textList, wholeNumber } from '@dowser/config';
import { ConfigError } from '@dowser/pipeline';

const spec = {
  busUrl: key({ env: 'T_BUS_URL', file: 'bus.url', doc: 'Where the bus is.', schema: requiredText }),
  workers: key({ env: 'T_WORKERS', file: 'matcher.workers', doc: 'Threads.', schema: wholeNumber(2, 1) }),
  buckets: key({ env: 'T_BUCKETS', file: 'buckets', doc: 'Buckets.', schema: textList }),
  level: key({ env: 'T_LEVEL', file: 'log.level', doc: 'Level.', schema: text('info') }),
  once: key({ env: 'T_ONCE', file: 'once', doc: 'End when done.', schema: flag(false) }),
};

const folder = mkdtempSync(join(tmpdir(), 'dowser-config-'));
after(() => rmSync(folder, { recursive: true }));

function yaml(content: string): string {
  const path = join(folder, `${Math.abs(content.length * 31)}.yaml`);
  writeFileSync(path, content);
  return path;
}

describe('loadConfig', () => {
  test('defaults fill what is not given', () => {
    assert.deepEqual(loadConfig(spec, { T_BUS_URL: 'sqlite:/b' }), {
      busUrl: 'sqlite:/b',
      workers: 2,
      buckets: [],
      level: 'info',
      once: false,
    });
  });

  test('the file gives values in its own types; the environment wins key by key', () => {
    const file = yaml('bus: { url: "kafka://a:1" }\nmatcher: { workers: 4 }\nbuckets: [a, b]\nonce: true\n');
    const config = loadConfig(spec, { [CONFIG_FILE_ENV]: file, T_WORKERS: '8', T_BUCKETS: 'c, d,' });
    assert.deepEqual(config, { busUrl: 'kafka://a:1', workers: 8, buckets: ['c', 'd'], level: 'info', once: true });
  });

  test('every problem is listed at once, with both names of the key', () => {
    assert.throws(
      () => loadConfig(spec, { T_WORKERS: 'many', T_ONCE: 'perhaps' }),
      (error) => {
        assert.ok(error instanceof ConfigError);
        assert.equal(error.problems.length, 3);
        assert.match(error.message, /T_BUS_URL \(bus\.url in the file\): is not set/);
        assert.match(error.message, /T_WORKERS \(matcher\.workers/);
        assert.match(error.message, /T_ONCE/);
        return true;
      },
    );
  });

  test('a file that cannot be read or parsed is one of the problems', () => {
    const missing = join(folder, 'missing.yaml');
    assert.throws(
      () => loadConfig(spec, { T_BUS_URL: 'x', [CONFIG_FILE_ENV]: missing }),
      /cannot read .*missing\.yaml/,
    );
    assert.throws(() => loadConfig(spec, { T_BUS_URL: 'x', [CONFIG_FILE_ENV]: yaml('a: [1,') }), /cannot read/);
  });

  for (const [value, expected] of [
    ['yes', true],
    ['0', false],
    ['true', true],
    ['no', false],
  ] as const) {
    test(`a flag given as ${value} is ${expected}`, () => {
      assert.equal(loadConfig(spec, { T_BUS_URL: 'x', T_ONCE: value }).once, expected);
    });
  }
});
