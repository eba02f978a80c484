import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compileCatalogue } from '../src/compile.ts';
import type { DataIdentifier } from '../src/types.ts';
import { row, rows } from './rows.ts';
import { scanWhole } from './scan-in-windows.ts';

const refusals: readonly (readonly [string, DataIdentifier, RegExp])[] = [
  ['an invalid pattern', row('X', '(a', []), /the pattern: /],
  ['a look-ahead', row('X', 'a(?=b)', []), /the pattern: /],
  ['a pattern that can be empty', row('X', 'a?|b', []), /match nothing/],
  ['only a place', row('X', '\\b', []), /match nothing/],
  ['a repeat without end', row('X', 'a{3,}', []), /without end/],
  ['one nested in a group', row('X', '(?:ab*){2}', []), /without end/],
  ['too long a match', row('X', '[é]{1000}[é]{1000}[é]{1000}', []), /12000 bytes/],
  ['no keyword where one is required', row('X', 'a', [], { keyword: 'required' }), /none is given/],
  ['an empty keyword', row('X', 'a', ['']), /is empty/],
  ['a space at the end of a keyword', row('X', 'a', ['ssn ']), /begins or ends with a space/],
  ['two spaces', row('X', 'a', ['a  b']), /space next to a separator/],
  ['a space beside a hyphen', row('X', 'a', ['a -b']), /space next to a separator/],
  ['a tab in a keyword', row('X', 'a', ['a\tb']), /control character/],
];

describe('refused, and the rest goes on', () => {
  for (const [name, bad, reason] of refusals) {
    test(name, () => {
      const catalogue = compileCatalogue([bad, row('GOOD', 'xyz', [])]);
      assert.deepEqual(
        catalogue.refused.map(({ id }) => id),
        ['X'],
      );
      assert.match(catalogue.refused[0]!.reason, reason);
      assert.deepEqual([...catalogue.identifiers.keys()], ['GOOD']);
      assert.equal(scanWhole(catalogue, Buffer.from('a xyz'), { kind: 'text' }).length, 1);
    });
  }

  test('an id that is taken', () => {
    const catalogue = compileCatalogue([row('A', 'one', []), row('A', 'two', [])]);
    assert.match(catalogue.refused[0]!.reason, /already taken/);
    assert.equal(catalogue.identifiers.get('A')!.pattern, 'one');
  });
});

test('an empty catalogue finds nothing', () => {
  assert.deepEqual(scanWhole(compileCatalogue([]), Buffer.from('x'.repeat(100)), { kind: 'json' }), []);
});

describe('identifierSetId', () => {
  const id = (list: readonly DataIdentifier[]): string => compileCatalogue(list).identifierSetId;
  const base = rows[1]!;

  test('is the same for the same rules in any order', () => {
    assert.match(id(rows), /^[0-9a-f]{32}$/);
    assert.equal(id(rows), id([...rows].reverse()));
    assert.equal(id([base]), id([{ ...base, name: 'another name', sources: ['elsewhere'] }]));
  });

  const modulo = (by: number) => (value: string) => (Number(value) % by === 0 ? null : 'bad-checksum');
  const example = { examples: ['14'] };
  for (const [name, a, b] of [
    ['id', base, { ...base, id: 'OTHER' }],
    ['pattern', base, { ...base, pattern: '\\d{9}' }],
    ['keywords', base, { ...base, keywords: ['ssn'] }],
    ['keyword', base, { ...base, keyword: 'none' }],
    ['severity', base, { ...base, severity: { High: 1 } }],
    ['a validator', base, { ...base, validate: () => null }],
    [
      'a validator parameter',
      { ...base, ...example, validate: modulo(7) },
      { ...base, ...example, validate: modulo(11) },
    ],
  ] as readonly (readonly [string, DataIdentifier, DataIdentifier])[]) {
    test(`changes with ${name}`, () => assert.notEqual(id([a]), id([b])));
  }
});
