import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { dowser } from './run-dowser.ts';

const folder = mkdtempSync(join(tmpdir(), 'dowser-identifiers-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const examples = fileURLToPath(new URL('../../identifiers/examples/custom-identifiers.yaml', import.meta.url));
function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
const ours = file(
  'ours.yaml',
  `customIdentifiers:
  - id: BADGE_NUMBER
    name: Badge number
    regex: 'BN\\d{4,}'
    keywords: [badge]
    maximumMatchDistance: 20
    examples: ['badge BN1234', 'BN1234 on the badge']
    counterExamples:
      - { text: 'badge BN12', stoppedBy: keyword-missing }
      - { text: 'badge BN99999', stoppedBy: pattern }
allowLists:
  - { name: samples, words: [bn0000] }
`,
);

describe('dowser identifiers', () => {
  test('list shows packs, and the identifiers of the configuration after the catalogue', async () => {
    const { stdout } = await dowser(['identifiers', 'list', '--format', 'jsonl', '--config', ours]);
    const rows = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; packs: string[] });
    assert.deepEqual(rows.find(({ id }) => id === 'CREDIT_CARD_NUMBER')?.packs, ['pci-dss', 'gdpr', 'ccpa']);
    assert.equal(rows.at(-1)?.id, 'BADGE_NUMBER');
  });

  test('show has a custom identifier and a pack', async () => {
    const custom = await dowser(['identifiers', 'show', 'BADGE_NUMBER', '--config', ours]);
    assert.match(custom.stdout, /at most 20 characters from its end to the end of the match/);
    const pack = await dowser(['identifiers', 'show', 'pack:hipaa']);
    for (const part of ['Highly Confidential', 'MEDICAL_RECORD_NUMBER', '45 CFR 164.514']) {
      assert.ok(pack.stdout.includes(part), part);
    }
  });

  test('test ends with 0 when every example does what it says, and with 1 and what is wrong when not', async () => {
    const good = await dowser(['identifiers', 'test', examples]);
    assert.equal(good.code, 0, good.stderr);
    assert.match(good.stderr, /9 identifiers: 9 do what their examples say, 0 do not/);
    const bad = await dowser(['identifiers', 'test', ours, '--format', 'jsonl']);
    assert.equal(bad.code, 1);
    assert.deepEqual((JSON.parse(bad.stdout) as { problems: unknown }).problems, [
      'example 2 is not found: refused by keyword-missing',
      'counter-example 1 is refused by pattern; it must be by keyword-missing',
      'counter-example 2 is found; pattern must refuse it',
    ]);
  });

  test('test says everything that is wrong with a file, and ends with 2', async () => {
    const bad = file('bad.json', JSON.stringify({ customIdentifiers: [{ id: 'x', name: 'X', regex: '(' }, 3] }));
    const { code, stderr } = await dowser(['identifiers', 'test', bad]);
    assert.equal(code, 2);
    assert.match(stderr, /customIdentifiers\[0\] \(x\): id: [\s\S]*customIdentifiers\[1\]: /);
    const none = await dowser(['identifiers', 'test', file('none.yaml', 'a: 1\n')]);
    assert.equal(none.code, 2);
    assert.match(none.stderr, /has no custom identifiers/);
  });

  test('check tries the whole catalogue and that of the configuration', async () => {
    const { code, stdout, stderr } = await dowser(['identifiers', 'check', '--format', 'jsonl', '--config', examples]);
    assert.equal(code, 0, stderr);
    const checks = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; plans: unknown[] });
    assert.equal(checks.at(-1)?.id, 'RESEARCH_CODE_NAME');
    for (const { id, plans } of checks) assert.ok(plans.length > 0, id);
  });
});

describe('dowser scan with a configuration', () => {
  const stdin = 'badge BN1234, badge BN0000, USA SSN 536-22-8726\n';
  const idsOf = (stdout: string): readonly string[] =>
    stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { identifier: string }).identifier);

  test('looks for its identifiers beside the others, or alone', async () => {
    const args = ['scan', '--format', 'jsonl', '--workers', '1', '--config', ours];
    const both = await dowser([...args, '-'], { stdin });
    assert.deepEqual(idsOf(both.stdout), ['BADGE_NUMBER', 'USA_SOCIAL_SECURITY_NUMBER'], both.stderr);
    const alone = await dowser([...args, '--identifiers', 'none', '-'], { stdin });
    assert.deepEqual(idsOf(alone.stdout), ['BADGE_NUMBER']);
    const named = await dowser(['scan', '--format', 'jsonl', '--workers', '1', '-'], {
      stdin,
      env: { DOWSER_CUSTOM_IDENTIFIERS: ours, DOWSER_IDENTIFIERS: 'none' },
    });
    assert.deepEqual(idsOf(named.stdout), ['BADGE_NUMBER', 'BADGE_NUMBER']);
  });

  test('--explain says what an allow list has, and never the text', async () => {
    const { stdout } = await dowser(['scan', '--explain', '--identifiers', 'none', '--config', ours, '-'], { stdin });
    assert.match(stdout, /BADGE_NUMBER: found[\s\S]*BADGE_NUMBER: refused by allowed[\s\S]*an allow list has it/);
    assert.doesNotMatch(stdout, /BN\d/);
  });

  test('a configuration that cannot work ends with 2 before anything is read', async () => {
    const bad = file('worse.yaml', 'customIdentifiers: [{ id: A, name: A, regex: "(?!x)y" }]\nallowLists: 3\n');
    const { code, stderr } = await dowser(['scan', '--config', bad, '-'], { stdin });
    assert.equal(code, 2);
    assert.match(stderr, /customIdentifiers: A: the pattern[\s\S]*allowLists: must be a list/);
  });
});
