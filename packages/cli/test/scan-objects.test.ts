import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Occurrence } from '@dowser/contracts';
import { type DataIdentifier, selectIdentifiers } from '@dowser/identifiers';
import { TransientError } from '@dowser/pipeline';
import type { ScanSource, ScanSummary } from '@dowser/scanner';
import { forEachInFlight } from '../src/scan/in-flight.ts';
import { findingsTable, printable, summaryText } from '../src/scan/report.ts';
import type { ScanInput } from '../src/scan/scan-input.ts';
import { scanObjects } from '../src/scan/scan-objects.ts';
import { REPORTED_FINDINGS, REPORTED_TROUBLES, Tally } from '../src/scan/tally.ts';

const SSN = 'USA_SOCIAL_SECURITY_NUMBER';
const rows = new Map(selectIdentifiers([SSN]).map((row): [string, DataIdentifier] => [row.id, row]));
const found: Occurrence = {
  identifier: SSN,
  start: 0,
  end: 11,
  line: 1,
  column: 1,
  confidence: 70,
  sample: '',
  fingerprint: '',
};

const ending = (part: Partial<ScanSummary>): ScanSummary => ({
  verdict: 'scanned',
  reason: '',
  detail: '',
  bytesRead: 10,
  bytesScanned: 10,
  charset: 'utf-8',
  compression: '',
  mimeType: 'text/plain',
  counts: new Map(),
  ...part,
});

async function* inputs(names: readonly string[]): AsyncGenerator<ScanInput> {
  for (const object of names) {
    const source: ScanSource = { name: object, open: () => Promise.reject(new Error('not opened in this test')) };
    yield { object, source };
  }
}

describe('scanning many objects', () => {
  const scan: Parameters<typeof scanObjects>[1]['scanner']['scan'] = async ({ name }, { onOccurrences }) => {
    if (name === 'denied') return ending({ verdict: 'failed', reason: 'PERMISSION_DENIED', detail: 'no' });
    await onOccurrences([found]);
    if (name === 'cut') throw new TransientError('connection reset');
    if (name === 'bug') throw new TypeError('a bug');
    return ending({ counts: new Map([[SSN, 1]]) });
  };

  test('one that cannot be read costs itself; what a cut one gave stands', async () => {
    const tally = new Tally();
    const written: string[] = [];
    const write = async (text: string): Promise<void> => void written.push(text);
    await scanObjects(inputs(['a', 'denied', 'cut', 'b']), { scanner: { scan }, rows, tally, write });
    assert.deepEqual(tally.verdicts, { scanned: 2, partial: 0, skipped: 0, failed: 2 });
    assert.equal(tally.occurrencesTotal, 3);
    assert.equal(written.join('').trim().split('\n').length, 3);
    assert.deepEqual(tally.troubles.map(({ object, reason }) => [object, reason]).sort(), [
      ['cut', 'OBJECT_STORE_UNAVAILABLE'],
      ['denied', 'PERMISSION_DENIED'],
    ]);
    assert.equal(tally.nothingRead, false);
  });

  test('nothing was read when every object failed, and not when there was none', async () => {
    const tally = new Tally();
    assert.equal(tally.nothingRead, false);
    await scanObjects(inputs(['denied']), { scanner: { scan }, rows, tally, write: null });
    assert.equal(tally.nothingRead, true);
  });

  test('a bug is not taken for a verdict', async () => {
    const work = { scanner: { scan }, rows, tally: new Tally(), write: null };
    await assert.rejects(scanObjects(inputs(['a', 'bug', 'b']), work), TypeError);
  });
});

describe('forEachInFlight', () => {
  test('works on as many as the limit at once, never more, and on each item once', async () => {
    let running = 0;
    let most = 0;
    const seen: string[] = [];
    const names = Array.from({ length: 20 }, (_, i) => String(i));
    await forEachInFlight(inputs(names), 3, async ({ object }) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      seen.push(object);
      running -= 1;
    });
    assert.equal(most, 3);
    assert.deepEqual(
      seen.map(Number).sort((a, b) => a - b),
      [...names.keys()],
    );
  });
});

describe('the tally', () => {
  const summary = ending({ counts: new Map([[SSN, 2]]) });

  test('keeps findings up to its limit and counts those beyond', () => {
    const tally = new Tally();
    for (let i = 0; i < REPORTED_FINDINGS; i++) tally.add(`o${i}`, summary, rows);
    assert.equal(tally.findings.length, REPORTED_FINDINGS);
    tally.add('one past', summary, rows);
    assert.equal(tally.findings.length, REPORTED_FINDINGS);
    assert.equal(tally.findingsTotal, REPORTED_FINDINGS + 1);
    assert.match(findingsTable(tally), /… and 1 more; --format jsonl prints all\./);
  });

  test('keeps troubles up to its limit and counts those beyond', () => {
    const tally = new Tally();
    const skipped = ending({ verdict: 'skipped', reason: 'UNSUPPORTED_FILE_TYPE_EXCEPTION', detail: 'binary' });
    for (let i = 0; i < REPORTED_TROUBLES; i++) tally.add(`o${i}`, skipped, rows);
    assert.doesNotMatch(summaryText(tally, 1), /more not scanned/);
    tally.add('one past', skipped, rows);
    assert.match(summaryText(tally, 1), /… and 1 more not scanned whole/);
  });

  test('knows which severities were reached', () => {
    const tally = new Tally();
    assert.equal(tally.reached('Low'), false);
    tally.add('a', summary, rows);
    assert.deepEqual([tally.reached('Low'), tally.reached('Medium'), tally.reached('High')], [true, true, true]);
  });

  test('names cannot steer the terminal', () => {
    assert.equal(printable('a\u001b[31mb\nc'), 'a\ufffd[31mb\ufffdc');
  });
});
