import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compileCatalogue } from '../src/compile.ts';
import { CELL_CONTEXT_BYTES, KEYWORD_DISTANCE, MAX_NAME_BYTES } from '../src/limits.ts';
import type { Layout } from '../src/types.ts';
import { row } from './rows.ts';
import { scanInWindows, scanWhole } from './scan-in-windows.ts';

const keywords = ['ssn', 'numéro', 'social security', 'ss#', 'dl:', '番号', 'driver license'];
const catalogue = compileCatalogue([row('N', '\\b\\d{9}\\b', keywords)]);
const value = '123456789';
const csv: Layout = { kind: 'delimited', delimiter: ',' };
const json: Layout = { kind: 'json' };

function count(content: string, layout: Layout = { kind: 'text' }): number {
  return scanWhole(catalogue, Buffer.from(content), layout).length;
}

describe('text: distance', () => {
  for (const [name, filler] of [
    ['ASCII', '.'],
    ['two bytes', 'é'],
    ['four bytes', '😀'],
    ['spaces', ' '],
  ] as const) {
    test(`${KEYWORD_DISTANCE} characters count, one more does not (${name})`, () => {
      const near = ` ${filler.repeat(KEYWORD_DISTANCE - 2)} `;
      const far = ` ${filler.repeat(KEYWORD_DISTANCE - 1)} `;
      assert.equal(count(`ssn${near}${value}`), 1);
      assert.equal(count(`ssn${far}${value}`), 0);
      assert.equal(count(`${value}${near}ssn`), 1);
      assert.equal(count(`${value}${far}ssn`), 0);
    });
  }

  test('in bytes that are not UTF-8 the distance has a limit in bytes', () => {
    const stray = (bytes: number): Buffer =>
      Buffer.concat([Buffer.from('ssn '), Buffer.alloc(bytes - 2, 0x80), Buffer.from(` ${value}`)]);
    assert.equal(scanWhole(catalogue, stray(4 * KEYWORD_DISTANCE), { kind: 'text' }).length, 1);
    assert.equal(scanWhole(catalogue, stray(4 * KEYWORD_DISTANCE + 1), { kind: 'text' }).length, 0);
  });

  test('lines do not matter', () => assert.equal(count(`ssn\n\n${value}`), 1));

  test('a keyword inside the match does not count', () => {
    const words = compileCatalogue([row('W', '[a-z]{3}\\d{9}', ['ssn'])]);
    assert.equal(scanWhole(words, Buffer.from(`ssn${value}`), { kind: 'text' }).length, 0);
    assert.equal(scanWhole(words, Buffer.from(`ssn ssn${value}`), { kind: 'text' }).length, 1);
  });

  test('the distance is measured from the group named value', () => {
    const grouped = compileCatalogue([row('G', 'ssn (?P<value>\\d{9})', ['ssn'])]);
    const found = scanWhole(grouped, Buffer.from(`ssn ${value}`), { kind: 'text' });
    assert.deepEqual(
      found.map(({ start, end, column }) => [start, end, column]),
      [[4, 13, 5]],
    );
  });
});

describe('at the very limit, at every cut', () => {
  const wide = '😀'.repeat(KEYWORD_DISTANCE);
  const long = ` ${'.'.repeat(CELL_CONTEXT_BYTES - 2)} `;
  const cases: readonly (readonly [string, Layout, string, number])[] = [
    ['text', { kind: 'text' }, `ssn${wide}${value}${wide}SSN`, 1],
    ['text after', { kind: 'text' }, `${value}${wide}ssn`, 1],
    ['text, too far', { kind: 'text' }, `ssn${wide}.${value}${wide}.ssn`, 1],
    ['cell', csv, `a,b\nssn${long}${value},x`, 101],
    ['cell after', csv, `a,b\nx,${value}${long}ssn`, 101],
    ['value', json, `{"a":"ssn${long}${value}"}`, 101],
    ['value after', json, `{"a":"${value}${long}ssn"}`, 101],
    ['name', csv, `ssn${' '.repeat(MAX_NAME_BYTES - 3)}\n${value}`, 11],
    ['key', json, `{"ssn${' '.repeat(MAX_NAME_BYTES - 3)}":["${value}"]}`, 11],
  ];
  for (const [name, layout, content, step] of cases) {
    test(name, () => {
      const bytes = Buffer.from(`${content}\n${' '.repeat(5_000)}`);
      const whole = scanWhole(catalogue, bytes, layout);
      assert.equal(whole.length, name.includes('too far') ? 0 : 1);
      for (let cut = 1; cut < bytes.length; cut += step) {
        assert.deepEqual(scanInWindows(catalogue, bytes, layout, [cut, bytes.length]), whole, `cut at ${cut}`);
      }
    });
  }
});

describe('keywords', () => {
  for (const good of [
    'SSN',
    'Numéro',
    'NUMÉRO',
    'social_security',
    'SocialSecurity',
    'SOCIAL-SECURITY',
    'ss#',
    'DL:',
    'ſsn',
  ]) {
    test(`${good} counts`, () => assert.equal(count(`${good} ${value}`), 1));
  }
  for (const good of [
    'customerSsn',
    'ssnNumber',
    'SSNNumber',
    'SSNÉtat',
    'customer_ssn',
    'x9ssn',
    'ssn1',
    '\\nssn',
    '私の番号は',
    'numéro№',
    '的ssn',
  ]) {
    test(`${good} holds one`, () => assert.equal(count(`${good} ${value}`), 1));
  }
  for (const bad of [
    'lessn',
    'ssns',
    'SSNNUMBER',
    'SSNN',
    'Customerssn',
    'ÉSSN',
    'ssné',
    'numero',
    'social  security',
    'social.security',
    'éss#',
    'xnssn',
  ]) {
    test(`${bad} holds none`, () => assert.equal(count(`${bad} ${value}`), 0));
  }
});

describe('delimited', () => {
  test('the same cell counts at any distance, another does not', () => {
    assert.equal(count(`a,b\nssn ${'.'.repeat(200)} ${value},x`, csv), 1);
    assert.equal(count(`a,b\nssn,${value}`, csv), 0);
    assert.equal(count(`a,b\n${value},ssn`, csv), 0);
    assert.equal(count(`a,b\nssn\n${value}`, csv), 0);
  });

  test('the column name counts in every line, for its own column', () => {
    assert.equal(count(`id,Customer SSN\n${value},${value}\n${value},${value}\n`, csv), 2);
    assert.equal(count(`id,Customer SSN\r\n1,${value}\r\n`, csv), 1);
  });

  test('the first line is cells of their own', () => {
    assert.equal(count(`ssn,${value}\n`, csv), 0);
    assert.equal(count(`ssn ${value},b\n`, csv), 1);
  });

  test('quoted cells hold delimiters, line ends and doubled quotes', () => {
    assert.equal(count(`"a, ""b""\nc","ssn, no"\n"x,y","${value}"\n`, csv), 1);
    assert.equal(count(`a,b\n"ssn, ""x""\n${value}",y\n`, csv), 1);
  });

  test(`in a long cell ${CELL_CONTEXT_BYTES} bytes count, one more does not`, () => {
    const filler = (length: number): string => ` ${'.'.repeat(length - 2)} `;
    for (const [length, found] of [
      [CELL_CONTEXT_BYTES, 1],
      [CELL_CONTEXT_BYTES + 1, 0],
    ] as const) {
      assert.equal(count(`a\nssn${filler(length)}${value}`, csv), found);
      assert.equal(count(`a\n${value}${filler(length)}ssn`, csv), found);
    }
  });

  test(`a name of ${MAX_NAME_BYTES} bytes counts, a longer one does not`, () => {
    assert.equal(count(`ssn${' '.repeat(MAX_NAME_BYTES - 3)}\n${value}\n`, csv), 1);
    assert.equal(count(`ssn${' '.repeat(MAX_NAME_BYTES - 2)}\n${value}\n`, csv), 0);
  });

  test('a keyword over several cells does not count', () => {
    const spanning = compileCatalogue([row('K', '\\d{9}', ['no,ssn'])]);
    const found = (layout: Layout): number => scanWhole(spanning, Buffer.from(`a,b\nno,ssn ${value}`), layout).length;
    assert.deepEqual([found({ kind: 'text' }), found(csv)], [1, 0]);
  });

  test('a match over several cells goes by the text rule', () => {
    const spanning = compileCatalogue([row('S', '\\d{3},\\d{3}', ['ssn'])]);
    const found = (content: string): number => scanWhole(spanning, Buffer.from(content), csv).length;
    assert.equal(found('ssn,b\n123,456\n'), 1);
    assert.equal(found(`ssn,${'b'.repeat(40)}\n123,456\n`), 0);
  });
});

describe('json', () => {
  test('keys on the path count, at any depth and in arrays', () => {
    assert.equal(count(`{"ssn": ${value}}`, json), 1);
    assert.equal(count(`{"customerSsn": {"a": [{"b": ["${value}"]}]}}`, json), 1);
    assert.equal(count(`{"a": 1}\n{"ssn": "${value}"}\n{"a": "${value}"}`, json), 1);
  });

  test('neighbours do not count', () => {
    assert.equal(count(`{"ssn": 1, "a": "${value}"}`, json), 0);
    assert.equal(count(`{"a": "ssn", "b": "${value}"}`, json), 0);
    assert.equal(count(`["ssn", "${value}"]`, json), 0);
    assert.equal(count(`{"a": {"ssn": 1}, "b": "${value}"}`, json), 0);
  });

  test('the same value counts at any distance, and a key is a value too', () => {
    assert.equal(count(`{"a": "ssn ${'.'.repeat(200)} ${value}"}`, json), 1);
    assert.equal(count(`{"ssn ${value}": 1}`, json), 1);
    assert.equal(count(`{"a": "\\"ssn\\" ${value}"}`, json), 1);
  });

  test('what is malformed goes on as text from there', () => {
    assert.equal(count(`{"a": "ssn", "b": "${value}"`, json), 0);
    assert.equal(count(`{"a": "ssn", "b" "${value}"`, json), 1);
    assert.equal(count(`{"a": 1} oops ssn, "${value}"`, json), 1);
    assert.equal(count(`{"a": "x\nssn", "${value}"`, json), 1);
  });
});
