import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { birthDateInContext, dayWithoutTime } from '../src/learned/birth-date.ts';
import { BIRTH_DATE } from '../src/learned/birth-date-features.ts';

/** As JavaScript spells it. */
const PATTERN = BIRTH_DATE.replace('(?P<', '(?<');

const judge = (line: string): string | null => {
  const [before = '', value = '', after = ''] = line.split(/[[\]]/);
  return birthDateInContext(value, { before, after });
};

describe('a date of birth that no keyword names', () => {
  for (const line of [
    'Maria Garcia, F, [1985-04-12]\n',
    'Patient: Susan Miller, female, [04/12/1985], seen today\n',
    '77,Peter,Schmidt,M,[12.04.1985],Bonn\n',
    '{"first":"Maria","last":"Garcia","sex":"F","dn":"[1985-04-12]"}',
    'Maria Garcia F [1985-04-12] Boston\n',
  ]) {
    test(`is taken in: ${line.trim()}`, () => assert.equal(judge(line), null));
  }

  for (const line of [
    'Maria Garcia, F, hired on [2005-04-12]\n',
    'Patient Susan Miller was admitted on [2005-04-12] and discharged on 2005-04-15.\n',
    'Maria Garcia, [1985-04-12]\n',
    'released [2015-04-12]\n',
    'F, M\n[1985-04-12]\n',
    'Lamp, Size F [1985-04-12], 2 pieces\n',
    'LOR-72740-M,A/F,[1985-04-12],Maria Garcia\n',
    '[1985-04-12]  H. Peter Miller  <hpm@linux-m68k.example>\n',
  ]) {
    test(`is refused as unlikely in: ${JSON.stringify(line)}`, () => assert.equal(judge(line), 'unlikely'));
  }

  for (const line of [
    'Maria Garcia, F, [1985-02-30]\n',
    'F Maria Garcia [1985-04-12]T10:00\n',
    'F Maria Garcia [1985-04-12] 10:00\n',
    'F Maria Garcia [1985-04-12]-1\n',
    'F Maria /data/[1985-04-12]\n',
  ]) {
    test(`is no day by itself in: ${line.trim()}`, () => assert.equal(judge(line), 'bad-format'));
  }

  test('with a time of day is refused, as text and as bytes', () => {
    const pattern = new RegExp(PATTERN, 'g');
    const text = '1985-04-12 10:00 F Maria, 1985-04-12 1990-05-12 M\n12.04.1985  9:30';
    const found = [...text.matchAll(pattern)].map(({ groups }) => groups!.value!);
    assert.deepEqual(found, ['1985-04-12 10:00', '1985-04-12', '1990-05-12', '12.04.1985  9:30']);
    for (const value of found) {
      const expected = value.includes(':') ? 'bad-format' : null;
      assert.equal(dayWithoutTime(value), expected, value);
      assert.equal(dayWithoutTime.ofBytes!(Buffer.from(`F ${value}`), 2, 2 + value.length), expected, value);
      assert.equal(birthDateInContext(value, { before: 'Maria Garcia, F, ', after: '\n' }), expected, value);
    }
  });

  test('is no part of a longer date or a path', () => {
    const pattern = new RegExp(PATTERN);
    for (const text of ['2023-12-04-1985', 'a/12.04.1985', '.1985-04-12', '1985-04-12T10:00'])
      assert.equal(pattern.test(text), false, text);
  });

  test('has a year from 1900 to 2019', () => {
    const pattern = new RegExp(`^(?:${PATTERN})$`);
    const taken = ['1899', '1900', '2019', '2020'].filter((year) => pattern.test(`${year}-04-12`));
    assert.deepEqual(taken, ['1900', '2019']);
  });
});
