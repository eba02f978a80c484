import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EXFILTRATION, EXFILTRATION_NIGHTS, SAMPLE_ACCESS_DAYS, sampleAccessLog } from '@dowser/local';

const END_MS = Date.UTC(2026, 10, 21, 15);
const objects = ['logs/a.log', 'crm/events/e 1.json', 'crm/customers/c+1.csv', 'src/main.ts'].map((key) => ({
  key,
  size: 100,
}));
const log = (endMs = END_MS): readonly string[] =>
  sampleAccessLog({ seed: 's', bucket: 'b', objects, endMs }).trimEnd().split('\n');
const dayOf = (line: string): string => /\[([^:]+):/.exec(line)?.[1] ?? '';

test('the same seed and day give the same log', () => assert.deepEqual(log(), log(END_MS + 1_000)));

test('it tells of so many days, up to yesterday', () => {
  const days = new Set(log().map(dayOf));
  assert.equal(days.size, SAMPLE_ACCESS_DAYS);
  assert.ok(days.has('20/Nov/2026') && !days.has('21/Nov/2026'));
});

test('the exfiltration is quiet: the last nights, a few objects each, from one network', () => {
  const stolen = log().filter((line) => line.includes(` ${EXFILTRATION.network}.`));
  assert.equal(new Set(stolen.map(dayOf)).size, EXFILTRATION_NIGHTS);
  assert.equal(stolen.length, EXFILTRATION_NIGHTS * EXFILTRATION.objectsPerNight);
  for (const line of stolen)
    assert.match(line, /:03:\d\d:\d\d \+0000\].*assumed-role\/contractor-sync.*crm\/customers/);
});

test("the next day's log tells the same of the days in both", () => {
  const usual = (endMs: number): readonly string[] =>
    log(endMs).filter((line) => !line.includes(EXFILTRATION.network) && !line.includes(EXFILTRATION.role));
  const [first, next] = [usual(END_MS), usual(END_MS + 86_400_000)];
  const nextDays = new Set(next.map(dayOf));
  const both = new Set(first.map(dayOf).filter((day) => nextDays.has(day)));
  const shared = (lines: readonly string[]) => lines.filter((line) => both.has(dayOf(line)));
  assert.equal(both.size, SAMPLE_ACCESS_DAYS - 1);
  assert.deepEqual(shared(first), shared(next));
});

test('keys are encoded in the request, and once more in the log', () => {
  const line = log().find((one) => one.includes('GET /b/crm/customers/'));
  assert.match(line ?? '', / crm\/customers\/c%252B1\.csv "GET \/b\/crm\/customers\/c%2B1\.csv HTTP\/1\.1" 200 /);
});
