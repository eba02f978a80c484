import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeAudit } from './judge-audit.ts';

const report = (severity: string): string =>
  JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities: {
      left: { severity, via: [{ title: 'Reads too much', url: 'https://advisory.example/1' }, 'right'] },
    },
    metadata: { vulnerabilities: { [severity]: 1, total: 1 } },
  });

test('what is high or critical fails, what is less is told', () => {
  for (const [severity, failed] of [
    ['low', false],
    ['moderate', false],
    ['high', true],
    ['critical', true],
  ] as const) {
    const judged = judgeAudit(report(severity));
    assert.deepEqual([judged.audited, judged.failed], [true, failed]);
    assert.equal(judged.lines[0], `${severity}: left: Reads too much https://advisory.example/1; by way of right`);
  }
});

test('nothing known is fine', () => {
  const { audited, failed, lines } = judgeAudit('{"vulnerabilities":{},"metadata":{"vulnerabilities":{"total":0}}}');
  assert.deepEqual([audited, failed], [true, false]);
  assert.deepEqual(lines, ['0 packages with advisories; none is high or critical']);
});

test('a registry without an answer fails nothing, and is told loudly', () => {
  for (const output of ['{"message":"405 Method Not Allowed\\nmore","statusCode":405}', '', 'npm: not found']) {
    const { audited, failed, lines } = judgeAudit(output);
    assert.deepEqual([audited, failed], [false, false]);
    assert.match(lines.join('\n'), /NOT AUDITED/);
    assert.doesNotMatch(lines.join('\n'), /more/);
  }
});
