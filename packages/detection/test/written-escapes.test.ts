import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compileCatalogue, withoutKernel } from '../src/compile.ts';
import { explain } from '../src/explain.ts';
import { scanReference } from '../src/reference.ts';
import type { DataIdentifier, Layout } from '../src/types.ts';
import { MAX_BACKSLASHES } from '../src/written-escapes.ts';
import { assertExactAfterEscapes, edges } from './escape-objects.ts';
import { located, row, tokens } from './rows.ts';
import { scanWhole } from './scan-in-windows.ts';

const text: Layout = { kind: 'text' };

/** What is found, alike by every way to scan. */
function found(own: readonly DataIdentifier[], content: string): readonly string[] {
  const bytes = Buffer.from(content);
  const catalogue = compileCatalogue(own);
  assert.deepEqual(catalogue.refused, []);
  const matches = scanWhole(catalogue, bytes, text);
  assert.deepEqual(scanReference(own, bytes, text), matches);
  assert.deepEqual(scanWhole(withoutKernel(catalogue), bytes, text), matches);
  const accepted = explain(catalogue, bytes, text).filter((one) => one.accepted);
  const places = (of: readonly { readonly start: number; readonly end: number }[]): readonly (readonly number[])[] =>
    of.map(({ start, end }) => [start, end]);
  assert.deepEqual(places(accepted), places(matches));
  return matches.map(({ start, end }) => bytes.toString('utf8', start, end));
}

const key = row('KEY', '\\bAK[A-Z0-9]{4}\\b', []);
const led = row('LED_KEY', '(?:^|[\\s"\'=:,&])(?P<value>ghk[a-z0-9]{3})\\b', []);
const near = row('NEAR', '\\b[0-9]{9}\\b', ['ssn']);
const backslashes = (count: number): string => '\\'.repeat(count);

describe('a match begins right after a written escape', () => {
  const escapes = [
    '\\n',
    '\\r',
    '\\t',
    '\\b',
    '\\f',
    '\\v',
    '\\0',
    '\\\\\\n',
    '%3D',
    '%0a',
    '%C3%A9',
    '\\x3d',
    '\\u003D',
    '\\u00e9',
  ];
  for (const written of escapes) {
    test(`x${written}`, () => {
      assert.deepEqual(found([key], `"x${written}AK12AB",`), ['AK12AB']);
      const number = written === '\\0' ? [] : ['123456789'];
      assert.deepEqual(found([near], `ssn${written}123456789 `), number);
    });
  }

  test('where the pattern wants one of some separators, the escape must stand for one', () => {
    for (const written of ['\\n', '\\u0026', '%3D', '%22', '\\x3a']) {
      assert.deepEqual(found([led], `{"a":"b${written}ghkabc"}`), ['ghkabc'], written);
    }
    for (const written of ['%2F', '%2b', '\\u002f', '%C3%A9', '\\0']) {
      assert.deepEqual(found([led], `{"a":"b${written}ghkabc"}`), [], written);
    }
  });

  test('a pattern that takes a separator for a part of what it finds does not take an escape for it', () => {
    assert.deepEqual(found([row('SIGN', '[$]zq[0-9]{2}', [])], 'a%24zq12 $zq34'), ['$zq34']);
  });

  test('a space that no match can go on from is one of them, too', () => {
    assert.deepEqual(found([row('DEAD', '(?:[ ]\\b\\B|=)zq[0-9]{2}', [])], 'a%3Dzq12'), ['zq12']);
  });

  test('what is reported lies behind the escape', () => {
    assert.deepEqual(found([row('WHOLE', '[\\s;]zq[0-9]{2}', [])], 'a\\nzq12;zq34'), ['zq12', ';zq34']);
  });

  test('inside an escape a match begins only where none begins after it', () => {
    const mail = row('MAIL', '[a-z0-9]{2,9}@x\\.yz', []);
    assert.deepEqual(found([mail], 'to:\\nbob@x.yz \\u003cbob@x.yz'), ['bob@x.yz', 'bob@x.yz']);
    assert.deepEqual(found([row('TOKEN', '\\btk_[a-z]{4}', [])], 'C:\\tk_abcd'), ['tk_abcd']);
  });

  test('a match that holds escapes is left whole', () => {
    const own = row('HOLDS', '\\bBEGIN(?:\\\\n|[A-Z=%0-9]){1,20}END\\b', []);
    assert.deepEqual(found([own, key], 'BEGIN\\nAK12AB%3DEND'), ['BEGIN\\nAK12AB%3DEND', 'AK12AB']);
  });
});

describe('no match begins', () => {
  const cases: readonly (readonly [why: string, content: string])[] = [
    ['after an escaped backslash', 'C:\\\\nAK12AB'],
    ['after a letter that is no escape', '\\dAK12AB \\NAK12AB \\wAK12AB'],
    ['after too few digits', '%3AK12AB \\x3AK12AB \\u003ZAK12AB'],
    ['after an escaped letter, digit or underscore', '%41AK12AB \\u0041AK12AB \\x30AK12AB %5FAK12AB'],
    ['in the middle of a word after an escape', '\\newAK12AB \\textAK12AB'],
    ['in hexadecimal and base64', '3DAK12AB+3DAK12ABx/3DAK12AB'],
  ];
  for (const [why, content] of cases) test(why, () => assert.deepEqual(found([key], content), []));

  test('that needs the beginning of a line or a word before it', () => {
    const line = row('LINE', '(?m)^qx[0-9]{2}$', []);
    assert.deepEqual(found([line], 'a\\nqx12'), []);
    assert.deepEqual(found([line], 'a\nqx12'), ['qx12']);
    const inside = row('INSIDE', '\\Bwy[0-9]{2}', []);
    assert.deepEqual(found([inside], 'a\\nwy12 awy34'), ['wy34']);
  });

  test('after more backslashes than are counted', () => {
    assert.deepEqual(found([key], `x${backslashes(MAX_BACKSLASHES)}nAK12AB`), ['AK12AB']);
    assert.deepEqual(found([key], `x${backslashes(MAX_BACKSLASHES + 1)}nAK12AB`), []);
    assert.deepEqual(found([key], `x${backslashes(MAX_BACKSLASHES + 2)}nAK12AB`), []);
  });
});

describe('texts rich in escapes, in any cut, are scanned as by the reference', () => {
  for (const [name, own] of Object.entries({ edges, located, tokens })) {
    test(name, () => assert.ok(assertExactAfterEscapes(own, 30) > 0, 'some match stands after an escape'));
  }
});
