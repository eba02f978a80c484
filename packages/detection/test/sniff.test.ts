import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sniffLayout } from '../src/layout/sniff.ts';

const cases: readonly (readonly [string, string, string])[] = [
  ['a,b\n1,2\n', 'x.csv', 'delimited ,'],
  ['a;b\n1;2\n', 'X.CSV', 'delimited ;'],
  ['a|b|c\n1|2|3\n', 'x.csv.gz', 'delimited |'],
  ['a\tb\n1\t2\n', 'x.tsv', 'delimited \t'],
  ['"a;x;y",b\n1,2\n', 'x.csv', 'delimited ,'],
  ['only\none\n', 'x.csv', 'delimited ,'],
  ['', 'x.csv', 'delimited ,'],
  ['a,b\n1,2,3\n4\n5,6,7,8\n9,1,2', 'x.csv', 'text'],
  ['a,b\n\u00001,2\n', 'x.csv', 'text'],
  ['a,b\n1,2\n', 'x.txt', 'text'],
  ['{"a": 1}', 'x.json', 'json'],
  ['{"a": 1}\n{"a": 2}\n', 'x.jsonl', 'json'],
  ['{"a": 1}\n{"a": 2}\n', 'x.ndjson.zst', 'json'],
  ['42', 'x.json', 'json'],
  ['{"a": tru', 'x.json', 'json'],
  ['{a: 1}', 'x.json', 'text'],
  ['{"a": 1}\n{"a": 2}\n', 'app.log', 'json'],
  ['\ufeff{"a": 1}', 'x', 'json'],
  [' [\n  {"a": 1}', 'x', 'json'],
  ['[2026-01-01] started', 'app.log', 'text'],
  ['["a"] b', 'x', 'text'],
  ['{{ template }}', 'x', 'text'],
  ['hello', 'x', 'text'],
  ['', 'x', 'text'],
];

describe('sniffLayout', () => {
  for (const [content, name, expected] of cases) {
    test(`${name}: ${JSON.stringify(content)}`, () => {
      const layout = sniffLayout(Buffer.from(content), name);
      assert.equal(layout.kind === 'delimited' ? `delimited ${layout.delimiter}` : layout.kind, expected);
    });
  }
});
