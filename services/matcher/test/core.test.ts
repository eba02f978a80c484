import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scanId, scanResultSchema } from '@dowser/contracts';
import { identifiers } from '@dowser/identifiers';
import { completed, findings, occurrencesMessage, verdictMessage } from '../src/core.ts';
import { occurrence, summaryOf, taskOf } from './scans.ts';

const rows = new Map(identifiers.map((row) => [row.id, row]));
const identity = { task: taskOf('dir/a.txt', { size: 5 }), identifierSetId: 'set' };
const timing = { endedAt: new Date('2026-03-01T00:00:01Z'), durationMs: 12.5 };
const head = {
  size: 7,
  etag: 'e',
  lastModified: new Date('2026-02-01T00:00:00Z'),
  storageClass: 'STANDARD_IA',
  encryption: 'SSE-KMS',
  contentType: '',
};

test('core: messages of one scan fit the schema and carry its identity', () => {
  const counts = new Map([['USA_SOCIAL_SECURITY_NUMBER', 3]]);
  const part = occurrencesMessage(identity, 4, [occurrence(1), occurrence(20)]);
  const verdict = verdictMessage(identity, summaryOf({ counts }), rows, head, timing);
  for (const message of [part, verdict]) {
    assert.deepEqual(scanResultSchema.parse(message), message);
    assert.equal(message.scanId, scanId(identity.task.objectVersionId, 'set'));
    assert.deepEqual([message.bucket, message.key], ['bucket', 'dir/a.txt']);
  }
  assert.equal(part.part, 4);
  assert.deepEqual(verdict.findings, [
    { identifier: 'USA_SOCIAL_SECURITY_NUMBER', category: 'PERSONAL_INFORMATION', severity: 'High', count: 3 },
  ]);
  const { bytesRead, bytesScanned, charset, compression, mimeType, durationMs, scannedAt } = verdict;
  assert.deepEqual(
    [bytesRead, bytesScanned, charset, compression, mimeType, durationMs, scannedAt],
    [100, 90, 'utf-8', 'gzip', 'text/plain', 12.5, '2026-03-01T00:00:01.000Z'],
  );
});

test('core: what the source did not know comes from the read; what it knew stays', () => {
  const { object } = identity.task;
  assert.equal(completed(object, null), object);
  assert.deepEqual(completed(object, head), {
    ...object,
    lastModified: '2026-02-01T00:00:00.000Z',
    storageClass: 'STANDARD_IA',
    encryption: 'SSE-KMS',
  });
  const known = taskOf('k', { storageClass: 'GLACIER_IR', encryption: 'SSE-S3', etag: '' }).object;
  const after = completed(known, head);
  assert.deepEqual([after.size, after.storageClass, after.encryption, after.etag], [7, 'GLACIER_IR', 'SSE-S3', '']);
});

test('core: findings have the severity of their count, in order of id; below the least threshold there is none', () => {
  const row = (id: string, severity: object) => ({ ...identifiers[0]!, id, severity });
  const scaled = new Map([
    ['B', row('B', { Medium: 2, High: 5 })],
    ['A', row('A', { Low: 1 })],
  ]);
  const severities = (count: number) =>
    findings(
      new Map([
        ['B', count],
        ['A', 1],
      ]),
      scaled,
    ).map((f) => [f.identifier, f.severity]);
  assert.deepEqual(severities(1), [['A', 'Low']]);
  assert.deepEqual(severities(2), [
    ['A', 'Low'],
    ['B', 'Medium'],
  ]);
  assert.deepEqual(severities(5), [
    ['A', 'Low'],
    ['B', 'High'],
  ]);
});

test('core: an identifier that was not asked for is a bug', () => {
  assert.throws(() => findings(new Map([['OTHER', 1]]), rows), /OTHER/);
});
