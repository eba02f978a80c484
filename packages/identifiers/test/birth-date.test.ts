import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { birthDateInContext } from '../src/learned/birth-date.ts';
import { BIRTH_DATE, BIRTH_DATE_IN_WORDS, TIMESTAMPS } from '../src/learned/birth-date-features.ts';

/** As JavaScript spells them. */
const PATTERNS = [BIRTH_DATE, BIRTH_DATE_IN_WORDS].map((pattern) => pattern.replace('(?P<', '(?<'));
const [PATTERN] = PATTERNS;

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

  test('is found in digits and in words', () => {
    const text = '1985-04-12 10:00 F Maria, 1985-04-12 1990-05-12 M\n12.04.1985  9:30, 12 April 1985, Apr 1, 1985';
    const found = PATTERNS.map((pattern) =>
      [...text.matchAll(new RegExp(pattern, 'g'))].map(({ groups }) => groups!.value!),
    );
    const digits = ['1985-04-12', '1985-04-12', '1990-05-12', '12.04.1985'];
    assert.deepEqual(found, [digits, ['12 April 1985', 'Apr 1, 1985']]);
  });

  test('is none where the engine passes over a timestamp', () => {
    const lines = ['1985-04-12 10:00', '12/04/1985 10:00', '1985.04.12T10:00', '1985-04-12T1000'];
    for (const line of lines) {
      assert.ok(
        TIMESTAMPS.some((text) => new RegExp(`^${text}`).test(line)),
        line,
      );
      assert.equal(judge(`Maria Garcia, F, [${line.slice(0, 10)}]${line.slice(10)}`), 'bad-format');
    }
    const date = `Maria Garcia, F, 1985-04-12`;
    assert.ok(
      [`${date} 10`, `${date} 5512345`].every((line) => !TIMESTAMPS.some((text) => new RegExp(text).test(line))),
    );
  });

  test('is no part of a longer date or a path', () => {
    const pattern = new RegExp(PATTERN!);
    for (const text of ['2023-12-04-1985', 'a/12.04.1985', '.1985-04-12', '1985-04-12T10:00'])
      assert.equal(pattern.test(text), false, text);
  });

  test('has a year from 1900 to 2019', () => {
    const pattern = new RegExp(`^(?:${PATTERN})$`);
    const taken = ['1899', '1900', '2019', '2020'].filter((year) => pattern.test(`${year}-04-12`));
    assert.deepEqual(taken, ['1900', '2019']);
  });
});
