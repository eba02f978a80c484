import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compileCatalogue } from '../src/compile.ts';
import { explain } from '../src/explain.ts';
import { MAX_MATCH_DISTANCE } from '../src/limits.ts';
import type { DataIdentifier, Layout } from '../src/types.ts';
import { row } from './rows.ts';
import { scanInWindows, scanWhole } from './scan-in-windows.ts';

const value = '123456789';
const csv: Layout = { kind: 'delimited', delimiter: ',' };
const json: Layout = { kind: 'json' };
const text: Layout = { kind: 'text' };
const near = (maximumMatchDistance: number, more: Partial<DataIdentifier> = {}): DataIdentifier =>
  row('N', '\\b\\d{9}\\b', ['ssn', 'member id'], { maximumMatchDistance, ...more });
const count = (content: string, layout: Layout = text, own = near(20)): number =>
  scanWhole(compileCatalogue([own]), Buffer.from(content), layout).length;

describe('maximumMatchDistance', () => {
  for (const [name, filler] of [
    ['ASCII', '.'],
    ['two bytes', 'é'],
    ['four bytes', '😀'],
  ] as const) {
    test(`the match ends within it, counted from the end of the keyword (${name})`, () => {
      assert.equal(count(`ssn ${filler.repeat(9)} ${value}`), 1);
      assert.equal(count(`ssn ${filler.repeat(10)} ${value}`), 0);
    });
  }

  test('the keyword comes before the match, wholly', () => {
    assert.equal(count(`${value} ssn`), 0);
    assert.equal(count(`${value} ssn ${value}`), 1);
    const holding = row('H', 'ssn\\d{9}', ['ssn'], { maximumMatchDistance: 300 });
    assert.equal(count(`ssn${value}`, text, holding), 0);
    assert.equal(count(`ssn ssn${value}`, text, holding), 1);
  });

  test('it is measured to the end of the group named value', () => {
    const grouped = row('G', 'no (?P<value>\\d{9})[.]{5}', ['member id'], { maximumMatchDistance: 13 });
    assert.equal(count(`member id no ${value}.....`, text, grouped), 1);
    assert.equal(count(`member id  no ${value}.....`, text, grouped), 0);
  });

  test(`at most ${MAX_MATCH_DISTANCE}, at least 1, and whole: another is refused`, () => {
    const reasonFor = (distance: number): string | undefined => compileCatalogue([near(distance)]).refused[0]?.reason;
    assert.equal(reasonFor(1), undefined);
    assert.equal(reasonFor(MAX_MATCH_DISTANCE), undefined);
    for (const bad of [0, MAX_MATCH_DISTANCE + 1, 1.5, Number.NaN]) assert.match(reasonFor(bad)!, /from 1 to 300/);
  });

  test('in cells and values the same, and any name above counts', () => {
    assert.equal(count(`a,b\nssn ${value},x`, csv), 1);
    assert.equal(count(`a,b\nssn ${'.'.repeat(11)} ${value},x`, csv), 0);
    assert.equal(count(`a,b\n${value} ssn,x`, csv), 0);
    assert.equal(count(`a,b\nssn,${value}`, csv), 0);
    assert.equal(count(`a,Member-ID\nx,${'.'.repeat(90)} ${value}`, csv), 1);
    assert.equal(count(`{"a": "ssn ${value}"}`, json), 1);
    assert.equal(count(`{"a": "${value} ssn"}`, json), 0);
    assert.equal(count(`{"a": "ssn", "b": "${value}"}`, json), 0);
    assert.equal(count(`{"memberId": [{"a": "${'.'.repeat(90)} ${value}"}]}`, json), 1);
  });

  test('at its largest it is found whatever the cut', () => {
    const wide = '😀'.repeat(MAX_MATCH_DISTANCE - 9);
    const catalogue = compileCatalogue([near(MAX_MATCH_DISTANCE)]);
    for (const [content, layout] of [
      [`member id${wide}${value}`, text],
      [`a,b\nmember id${wide}${value},x`, csv],
      [`{"a":"member id${wide}${value}"}`, json],
    ] as const) {
      const bytes = Buffer.from(`${content}\n${' '.repeat(5_000)}`);
      const whole = scanWhole(catalogue, bytes, layout);
      assert.equal(whole.length, 1);
      for (let cut = 1; cut < bytes.length; cut += 53) {
        assert.deepEqual(scanInWindows(catalogue, bytes, layout, [cut, bytes.length]), whole, `cut at ${cut}`);
      }
    }
  });

  test('rows with the same keywords keep rules of their own', () => {
    const rows = [near(20), { ...near(21), id: 'M' }, row('E', '\\b\\d{9}\\b', ['ssn', 'member id'])];
    const found = (content: string): readonly string[] =>
      scanWhole(compileCatalogue(rows), Buffer.from(content), text).map(({ identifier }) => identifier);
    assert.deepEqual(found(`ssn ${'.'.repeat(10)} ${value}`), ['M', 'E']);
    assert.deepEqual(found(`${value} ssn`), ['E']);
  });
});

describe('gates after the validator', () => {
  const allowance = { id: '1', covers: (text: string) => text === '123456780' };
  const own = near(20, {
    ignoreWords: ['6666', '77'],
    allowance,
    validate: (text) => (text.startsWith('000') ? 'never-issued' : null),
  });
  const gatesOf = (digits: string): readonly string[] =>
    explain(compileCatalogue([own]), Buffer.from(`ssn ${digits}`), text)[0]!.gates.map(({ gate }) => gate);

  test('refuse a match that holds an ignore word, and one that is allowed', () => {
    assert.equal(count(`ssn ${value}`, text, own), 1);
    for (const refused of ['126666789', '123456677', '123456780', '000456789']) {
      assert.equal(count(`ssn ${refused}`, text, own), 0, refused);
    }
  });

  test('refuse the same after a validator that reads bytes', () => {
    const reads: string[] = [];
    const validate = Object.assign(() => null, {
      ofBytes: (bytes: Buffer, start: number, end: number) => {
        reads.push(bytes.toString('utf8', start, end));
        return bytes[start] === 0x30 ? ('never-issued' as const) : null;
      },
    });
    const catalogue = compileCatalogue([{ ...own, validate }]);
    const values = [value, '126666789', '123456780', '000456789'];
    const found = scanWhole(catalogue, Buffer.from(values.map((one) => `ssn ${one}\n`).join('')), text);
    assert.deepEqual(
      found.map(({ line }) => line),
      [1],
    );
    assert.deepEqual(reads, values);
  });

  test('explain names them, in order', () => {
    assert.deepEqual(gatesOf(value), ['pattern', 'keyword', 'checksum']);
    assert.deepEqual(gatesOf('000666677'), ['pattern', 'keyword', 'never-issued']);
    assert.deepEqual(gatesOf('126666789'), ['pattern', 'keyword', 'checksum', 'ignored-word']);
    assert.deepEqual(gatesOf('123456780'), ['pattern', 'keyword', 'checksum', 'allowed']);
  });
});

test('the identifier set has another id when a rule changes', () => {
  const allowance = { id: '1', covers: () => false };
  const validate = () => null;
  const variants: readonly DataIdentifier[] = [
    near(20),
    near(21),
    near(20, { ignoreWords: ['aaaa'] }),
    near(20, { ignoreWords: ['bbbb'] }),
    near(20, { allowance }),
    near(20, { allowance: { ...allowance, id: '2' } }),
    near(20, { validate, validator: 'one' }),
    near(20, { validate, validator: 'two' }),
    row('N', '\\b\\d{9}\\b', ['ssn', 'member id']),
  ];
  const ids = variants.map((variant) => compileCatalogue([variant]).identifierSetId);
  assert.equal(new Set(ids).size, variants.length);
});
