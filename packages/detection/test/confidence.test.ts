import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { identifiers } from '@dowser/identifiers';
import { compileCatalogue } from '../src/compile.ts';
import { explain } from '../src/explain.ts';
import type { DataIdentifier, Layout } from '../src/types.ts';
import { row } from './rows.ts';
import { scanInWindows, scanWhole } from './scan-in-windows.ts';

const text: Layout = { kind: 'text' };
const csv: Layout = { kind: 'delimited', delimiter: ',' };
const json: Layout = { kind: 'json' };
const validate = () => null;
const refused = [{ text: 'x', stoppedBy: 'bad-checksum' }] as const;

function confidence(own: DataIdentifier, content: string, layout: Layout = text): number {
  const [match, ...more] = scanWhole(compileCatalogue([own]), Buffer.from(content), layout);
  assert.deepEqual(more, []);
  return match!.confidence;
}

describe('confidence', () => {
  for (const [name, own, content, expected] of [
    ['the pattern alone', row('A', '\\d{4}', []), '1234', 40],
    ['two fixed characters are nothing', row('A', 'ab\\d{4}', []), 'ab1234', 40],
    ['three are', row('A', '(?i:ab_)\\d{4}', []), 'aB_1234', 60],
    ['in every alternative', row('A', '(?:abc|de|fghi)\\d{4}', []), 'abc1234', 40],
    ['seven', row('A', 'abcdefg\\d', []), 'abcdefg1', 60],
    ['eight are more', row('A', '[a]{8}\\d', []), 'aaaaaaaa1', 80],
    ['punctuation is none', row('A', '\\(\\d{3}\\)-\\.{3}', []), '(123)-...', 40],
    ['a keyword near', row('A', '\\d{4}', ['pin']), 'pin 1234', 60],
    ['a check', row('A', '\\d{4}', [], { validate }), '1234', 50],
    ['a check of the surroundings', row('A', '\\d{4}', [], { validateInContext: validate }), '1234', 50],
    ['a checksum', row('A', '\\d{4}', [], { validate, counterExamples: refused }), '1234', 70],
    ['a checksum by name', row('A', '\\d{4}', [], { validate, validator: 'luhn' }), '1234', 70],
    ['ignore words are no check', row('A', '\\d{4}', [], { ignoreWords: ['99999'] }), '1234', 40],
    [
      'never more than 100',
      row('A', 'abcdefgh\\d', ['pin'], { validate, counterExamples: refused }),
      'pin abcdefgh1',
      100,
    ],
  ] as const) {
    test(`${name}: ${expected}`, () => assert.equal(confidence(own, content), expected));
  }

  test('a keyword in a name is worth more than one beside it', () => {
    const own = row('A', '\\b\\d{4}\\b', ['pin']);
    assert.equal(confidence(own, 'a,pin\nx,1234', csv), 70);
    assert.equal(confidence(own, 'a,b\nx,pin 1234', csv), 60);
    assert.equal(confidence(own, '{"pin":{"a":"1234"}}', json), 70);
    assert.equal(confidence(own, '{"pin":"pin 1234"}', json), 70);
    assert.equal(confidence(own, '{"a":"pin 1234"}', json), 60);
  });

  test('explain has the same, and 0 for what is refused', () => {
    const catalogue = compileCatalogue([row('A', '\\b\\d{4}\\b', ['pin'])]);
    const explained = explain(catalogue, Buffer.from('a,pin\n1234,1234\npin 1234,'), csv);
    assert.deepEqual(
      explained.map((one) => one.confidence),
      [0, 70, 60],
    );
  });

  test('does not depend on the cut: a match that waits keeps it', () => {
    const catalogue = compileCatalogue([row('A', '\\b\\d{4}\\b', ['pin']), row('B', 'x{1,50}', ['pin'])]);
    const bytes = Buffer.from(`a,pin\n${'y'.repeat(5_000)},1234\npin 1234,b\n${'z'.repeat(6_000)}`);
    const whole = scanWhole(catalogue, bytes, csv);
    assert.deepEqual(
      whole.map((match) => match.confidence),
      [70, 60],
    );
    for (let cut = 1; cut < bytes.length; cut += 97) {
      assert.deepEqual(scanInWindows(catalogue, bytes, csv, [cut, bytes.length]), whole, `cut at ${cut}`);
    }
  });

  test('of known identifiers is what the README says', () => {
    const of = (id: string, content: string, layout: Layout = text): number =>
      confidence(identifiers.find((one) => one.id === id)!, content, layout);
    assert.equal(of('USA_SOCIAL_SECURITY_NUMBER', 'SSN 536-22-8726'), 70);
    assert.equal(of('USA_SOCIAL_SECURITY_NUMBER', 'a,SSN\nx,536-22-8726', csv), 80);
    assert.equal(of('CREDIT_CARD_NUMBER', 'card number 4929381332664295'), 90);
    assert.equal(of('IPV4_ADDRESS', 'from 8.20.31.9 on'), 50);
  });
});
