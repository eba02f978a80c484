import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { DataIdentifier, Surroundings } from '@dowser/identifiers';
import { compileCatalogue } from '../src/compile.ts';
import { explain } from '../src/explain.ts';
import { SURROUNDINGS_BYTES, TEXT_REACH } from '../src/limits.ts';
import { scanReference } from '../src/reference.ts';
import type { Layout } from '../src/types.ts';
import { row } from './rows.ts';
import { scanInWindows, scanWhole } from './scan-in-windows.ts';

const text: Layout = { kind: 'text' };

describe('an identifier with several forms', () => {
  const list = row('LIST', 'item-\\d{2}', [], {
    validate: (value) => (value.endsWith('0') ? 'never-issued' : null),
    also: [
      { pattern: '\\b\\d{4}\\b', keywords: ['number'] },
      { pattern: 'x\\d{3}', validate: (value) => (value === 'x000' ? 'bad-format' : null) },
    ],
  });
  const catalogue = compileCatalogue([list, row('OTHER', 'y\\d', [])]);
  const bytes = Buffer.from(
    'item-12 item-10 number 1234 and, a good while after it, far from any of them 5678 x123 x000 y1',
  );

  test('is found in each of them, by its own keywords and validators, under its id', () => {
    const found = scanWhole(catalogue, bytes, text);
    const values = found.map(({ identifier, start, end }) => [identifier, bytes.toString('utf8', start, end)]);
    assert.deepEqual(values, [
      ['LIST', 'item-12'],
      ['LIST', '1234'],
      ['LIST', 'x123'],
      ['OTHER', 'y1'],
    ]);
    assert.deepEqual(found, scanReference([list, row('OTHER', 'y\\d', [])], bytes, text));
  });

  test('is one identifier of the catalogue; a form that cannot be compiled is refused with its reason', () => {
    assert.equal(catalogue.identifiers.get('LIST'), list);
    const { refused, identifiers } = compileCatalogue([row('HALF', 'a', [], { also: [{ pattern: '(' }] })]);
    assert.match(refused[0]!.reason, /the pattern: /);
    assert.ok(identifiers.has('HALF'));
  });

  test('is explained by the gates that each form has', () => {
    const accepted = explain(catalogue, bytes, text).filter((one) => one.accepted && one.identifier === 'LIST');
    assert.deepEqual(
      accepted.map(({ gates }) => gates.map(({ gate }) => gate)),
      [
        ['pattern', 'checksum'],
        ['pattern', 'keyword'],
        ['pattern', 'checksum'],
      ],
    );
  });

  test('has another set id when a form changes', () => {
    const changed: DataIdentifier = { ...list, also: list.also!.slice(1) };
    assert.notEqual(compileCatalogue([list]).identifierSetId, compileCatalogue([changed]).identifierSetId);
  });
});

describe('a validator in context', () => {
  const seen: Surroundings[] = [];
  const own = row('WORD', 'w\\d', [], {
    validate: (value) => (value === 'w9' ? 'never-issued' : null),
    validateInContext: (_, around) => {
      seen.push(around);
      return around.before.endsWith('é ') ? null : 'unlikely';
    },
  });
  const catalogue = compileCatalogue([own]);

  test('sees what stands around the value, up to the limit on each side and to the ends of the object', () => {
    seen.length = 0;
    scanWhole(
      catalogue,
      Buffer.from(`${'a'.repeat(SURROUNDINGS_BYTES + 1)}w1${'b'.repeat(SURROUNDINGS_BYTES + 1)}`),
      text,
    );
    scanWhole(catalogue, Buffer.from('(w2)'), text);
    assert.deepEqual(seen, [
      { before: 'a'.repeat(SURROUNDINGS_BYTES), after: 'b'.repeat(SURROUNDINGS_BYTES) },
      { before: '(', after: ')' },
    ]);
  });

  test('is asked after the other one, decides, and is explained', () => {
    seen.length = 0;
    const bytes = Buffer.from('é w9 é w1 w2');
    const found = scanWhole(catalogue, bytes, text);
    assert.equal(seen.length, 2);
    assert.deepEqual(
      found.map(({ start }) => bytes.toString('utf8', start, start + 2)),
      ['w1'],
    );
    const last = explain(catalogue, bytes, text).map(({ gates }) => gates.at(-1)!.gate);
    assert.deepEqual(last, ['never-issued', 'checksum', 'unlikely']);
  });

  test('sees the same however the object is cut', () => {
    const bytes = Buffer.from('ab é w1 cd '.repeat(200));
    const expected = scanReference([own], bytes, text);
    assert.equal(expected.length, 200);
    for (const size of [1, 7, SURROUNDINGS_BYTES, TEXT_REACH, 1000]) {
      assert.deepEqual(scanInWindows(catalogue, bytes, text, new Array<number>(bytes.length).fill(size)), expected);
    }
  });

  test('has another set id when what it learned from changes', () => {
    const [one, two] = ['1', '2'].map((revision) => compileCatalogue([{ ...own, revision }]).identifierSetId);
    assert.notEqual(one, two);
  });
});
