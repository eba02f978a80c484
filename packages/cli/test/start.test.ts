import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, describe, test } from 'node:test';
import { comparePlanted } from '@dowser/local';
import { createProgram } from '../src/program.ts';
import { announceStack, fingerprintKey, runningStack, withdrawStack } from '../src/start/home.ts';
import { runLine } from '../src/start/summary.ts';
import { parseTarget } from '../src/start/target.ts';
import { UsageError } from '../src/usage-error.ts';

const folder = mkdtempSync(join(tmpdir(), 'dowser-start-'));
after(() => rmSync(folder, { recursive: true }));

describe('the target', () => {
  test('nothing is the sample', () => assert.deepEqual(parseTarget(undefined, undefined, folder), { kind: 'sample' }));

  test('a directory is read in place, named by its last part', () => {
    const target = parseTarget('.', undefined, folder);
    assert.ok(target.kind === 'directory');
    assert.equal(target.bucket, basename(folder));
    assert.equal(target.listing, `s3://${basename(folder)}/`);
  });

  test('s3 with a prefix keeps it', () => {
    const target = parseTarget('s3://b/logs/2026', 'http://127.0.0.1:9000', folder);
    assert.deepEqual(target, {
      kind: 's3',
      bucket: 'b',
      listing: 's3://b/logs/2026',
      endpoint: 'http://127.0.0.1:9000',
    });
  });

  const file = join(folder, 'file.txt');
  writeFileSync(file, 'x');
  for (const [word, endpoint, message] of [
    ['missing', undefined, /no such directory/],
    [file, undefined, /not a directory.*dowser scan/],
    ['s3:///key', undefined, /no bucket/],
    [folder, 'http://x', /goes with s3/],
    [undefined, 'http://x', /needs a bucket/],
  ] as const) {
    test(`${word} with endpoint ${endpoint} is refused`, () => {
      assert.throws(() => parseTarget(word, endpoint, folder), message);
    });
  }
});

describe('the home folder', () => {
  const stack = { clickhouseUrl: 'http://127.0.0.1:1', database: 'dowser', awsUrl: null, busUrl: 'sqlite:/b' };

  test('a stack is running while its process is', () => {
    announceStack(folder, { pid: process.pid, ...stack });
    assert.equal(runningStack(folder)?.clickhouseUrl, stack.clickhouseUrl);
    withdrawStack(folder);
    assert.equal(runningStack(folder), null);
  });

  test('what a killed process left does not count', () => {
    const MAX_PID = 4_194_304;
    announceStack(folder, { pid: MAX_PID + 1, ...stack });
    assert.equal(runningStack(folder), null);
  });

  test('the fingerprint key is made once, for its owner only', () => {
    const key = fingerprintKey(folder, {});
    assert.match(key, /^[0-9a-f]{64}$/);
    assert.equal(fingerprintKey(folder, {}), key);
    assert.equal(statSync(join(folder, 'fingerprint.key')).mode & 0o777, 0o600);
    assert.equal(fingerprintKey(folder, { DOWSER_FINGERPRINT_KEY: 'given' }), 'given');
  });
});

test('planted and found are held against each other place by place', () => {
  const entries = new Map([
    ['a', { planted: [{ identifier: 'X', count: 3 }] }],
    ['b', { planted: [] }],
    ['c', { planted: [{ identifier: 'X', count: 1 }] }],
  ]);
  const found = [
    { key: 'a', identifier: 'X', count: 2 },
    { key: 'b', identifier: 'Y', count: 1 },
    { key: 'c', identifier: 'X', count: 1 },
  ];
  assert.deepEqual(comparePlanted(entries, found), {
    planted: 4,
    found: 3,
    extra: 1,
    differences: ['a: X: planted 3, found 2', 'b: Y: planted 0, found 1'],
  });
});

test('the last line of --once has the documented keys in order', () => {
  const counts = { ended: 5, scanned: 2, partial: 1, skipped: 1, failed: 1, bytes: 10, findings: 3 };
  const expected = '{"objects":5,"scanned":2,"partial":1,"skipped":1,"failed":1,"bytes":10,"findings":3,"seconds":1.2}';
  assert.equal(runLine(counts, 1.234), expected);
});

test('a load test takes no target and no other option', async () => {
  for (const words of [
    ['--load', '.'],
    ['--load', '--once'],
    ['--load', '--workers', '2'],
  ]) {
    await assert.rejects(
      createProgram().parseAsync(['node', 'dowser', 'start', ...words]),
      UsageError,
      words.join(' '),
    );
  }
});
