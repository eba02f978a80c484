import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import RE2 from 're2';
import { identifiers } from '../src/index.ts';
import { withNoBreakSpaces } from '../src/no-break-spaces.ts';

describe('spaces in a pattern', () => {
  for (const [pattern, expected] of [
    ['\\d{3} \\d', '\\d{3}[ \\x{A0}\\x{202F}]\\d'],
    ['\\d[ -]?', '\\d[ \\x{A0}\\x{202F}-]?'],
    ['[0-9][- ]', '[0-9][- \\x{A0}\\x{202F}]'],
    ['\\d[ -~]', '\\d[ -~]'],
    ['\\d\\ [\\] ]', '\\d\\ [\\] \\x{A0}\\x{202F}]'],
    ['\\d{2}[b]', '\\d{2}[b]'],
    ['[A-Z] [A-Z]', '[A-Z] [A-Z]'],
  ] as const)
    test(pattern, () => assert.equal(withNoBreakSpaces(pattern), expected));
});

test('a number that a keyword names is found with spaces that do not break, wherever it is found with spaces', () => {
  let tried = 0;
  for (const row of identifiers) {
    if (row.keyword === 'none' || row.category === 'CREDENTIALS') continue;
    const pattern = new RE2(row.pattern, 'u');
    for (const example of row.examples) {
      const [found = ''] = pattern.exec(example) ?? [];
      if (!/\d \d/.test(found)) continue;
      tried++;
      for (const space of ['\u00a0', '\u202f']) {
        const value = found.replace(/(?<=\d) (?=\d)/g, space);
        assert.equal(pattern.exec(example.replace(found, () => value))?.[0], value, row.id);
      }
    }
  }
  assert.ok(tried > 50, `${tried} examples have spaces`);
});
