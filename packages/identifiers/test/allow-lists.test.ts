import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  ALLOW_LIMITS,
  type AllowList,
  allowanceOf,
  identifiers,
  parseAllowLists,
  withAllowance,
  wordProblems,
  wordsOf,
} from '../src/index.ts';

const wholeMatch = (regex: string) => (value: string) => new RegExp(`^(?:${regex})$`, 'u').test(value);
const allowance = (...lists: AllowList[]) => allowanceOf(lists, wholeMatch)!;

describe('an allow list', () => {
  test('of words takes whole texts that are an entry, whatever their case', () => {
    const { covers } = allowance({ name: 'test', words: ['Jane Doe', '4111-1111'] });
    for (const text of ['Jane Doe', 'JANE DOE', 'jane doe', '4111-1111']) assert.ok(covers(text), text);
    for (const text of ['Jane Does', ' Jane Doe', '41111111', '']) assert.ok(!covers(text), text);
  });

  test('takes an entry for what it is, not for a pattern', () => {
    assert.ok(!allowance({ name: 'test', words: ['a.c'] }).covers('abc'));
  });

  test('of a regex takes texts that match it wholly, by case', () => {
    const { covers } = allowance({ name: 'test', regex: '[a-z]+@example\\.com|test' });
    for (const text of ['anna@example.com', 'test']) assert.ok(covers(text), text);
    for (const text of ['anna@example.com.org', 'x test', 'TEST']) assert.ok(!covers(text), text);
  });

  test('has another id when what it covers changes, and only then', () => {
    const { id } = allowance({ name: 'one', words: ['a', 'b'] }, { name: 'two', regex: 'c' });
    assert.equal(allowance({ name: 'other', regex: 'c' }, { name: 'name', words: ['B', 'a', 'a'] }).id, id);
    assert.notEqual(allowance({ name: 'one', words: ['a', 'b', 'c'] }, { name: 'two', regex: 'c' }).id, id);
    assert.notEqual(allowance({ name: 'one', words: ['a', 'b'] }, { name: 'two', regex: 'd' }).id, id);
  });

  test('none is no allowance, and leaves rows as they are', () => {
    assert.equal(allowanceOf([], wholeMatch), undefined);
    assert.equal(withAllowance(identifiers, undefined), identifiers);
  });

  test('is for every identifier but postal addresses', () => {
    const own = allowance({ name: 'test', words: ['x'] });
    const [row] = identifiers;
    const [other, address] = withAllowance([row!, { ...row!, id: 'ADDRESS' }], own);
    assert.equal(other?.allowance, own);
    assert.equal(address?.allowance, undefined);
  });
});

test('a words file has an entry a line, blank lines aside', () => {
  assert.deepEqual(wordsOf('\ufeffone\r\n\n  \ntwo words\nthree'), ['one', 'two words', 'three']);
});

describe('limits, and one past them', () => {
  test('of entries and their length', () => {
    assert.deepEqual(wordProblems(Array<string>(ALLOW_LIMITS.words).fill('é'.repeat(ALLOW_LIMITS.wordCharacters))), []);
    assert.deepEqual(wordProblems(Array<string>(ALLOW_LIMITS.words + 1).fill('a')), [
      'has 100001 entries; at most 100000 can be',
    ]);
    assert.deepEqual(wordProblems(['a', 'b'.repeat(ALLOW_LIMITS.wordCharacters + 1)]), [
      'entry 2 has more than 90 characters',
    ]);
    assert.deepEqual(wordProblems([]), ['has no entries']);
  });

  test('of lists, of each kind', () => {
    const lists = (count: number, more: object) =>
      Array.from({ length: count }, (_, i) => ({ name: `l${i}`, ...more }));
    const five = [...lists(ALLOW_LIMITS.lists, { regex: 'a' }), ...lists(ALLOW_LIMITS.lists, { words: ['a'] })];
    assert.deepEqual(parseAllowLists(five).problems, []);
    assert.match(parseAllowLists([...five, { name: 'x', file: 'f' }]).problems.join(), /6 lists of the kind words/);
    assert.match(parseAllowLists([...five, { name: 'x', regex: 'f' }]).problems.join(), /6 lists of the kind regex/);
  });

  test('of the regex and the name', () => {
    const problems = (regex: string, name = 'n'): readonly string[] => parseAllowLists([{ name, regex }]).problems;
    assert.deepEqual(problems('a'.repeat(ALLOW_LIMITS.regexCharacters)), []);
    assert.match(problems('a'.repeat(ALLOW_LIMITS.regexCharacters + 1)).join(), /^allowLists\[0\] \(n\): regex: /);
    assert.deepEqual(problems('a', 'n'.repeat(ALLOW_LIMITS.nameCharacters)), []);
    assert.equal(problems('a', 'n'.repeat(ALLOW_LIMITS.nameCharacters + 1)).length, 1);
  });

  test('a definition of two kinds, or of none, is a problem', () => {
    const { problems } = parseAllowLists([{ name: 'a', regex: 'x', words: ['y'] }, { name: 'b' }, null]);
    assert.equal(problems.length, 3);
    assert.match(problems[1]!, /^allowLists\[1\] \(b\): needs a name .* one of regex/);
  });
});
