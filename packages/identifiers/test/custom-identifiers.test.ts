import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CUSTOM_LIMITS, customRow, parseCustomIdentifiers, severityOf } from '../src/index.ts';

const least = { id: 'OURS', name: 'Ours', regex: 'A\\d{5}' };
const parse = (more: object) => parseCustomIdentifiers([{ ...least, ...more }]);
const accepts = (more: object): void => assert.deepEqual(parse(more).problems, []);
/** Refused, with the definition, the field and the reason in one line. */
const refuses = (more: object, problem: RegExp): void => {
  const { values, problems } = parse(more);
  assert.equal(problems.length, 1, problems.join('\n'));
  assert.match(problems[0]!, /^customIdentifiers\[0\]/);
  assert.match(problems[0]!, problem);
  assert.deepEqual(values, []);
};
const word = (characters: number): string => 'é'.repeat(characters);
const words = (count: number): string[] => Array.from({ length: count }, (_, i) => `word${i}`);

describe('a custom identifier', () => {
  test("has Macie's defaults", () => {
    const { values, problems } = parse({ keywords: ['our number'] });
    assert.deepEqual(problems, []);
    const row = customRow(values[0]!);
    assert.equal(row.category, 'CUSTOM_IDENTIFIER');
    assert.equal(row.maximumMatchDistance, 50);
    assert.deepEqual(row.severity, { Medium: 1 });
    assert.deepEqual(row.ignoreWords, []);
    assert.equal(row.validate, undefined);
  });

  test('needs no keyword, and then has no distance', () => {
    const row = customRow(parse({}).values[0]!);
    assert.equal(row.keyword, 'none');
    assert.equal(row.maximumMatchDistance, undefined);
  });

  test('has the severity of its count, and none below its lowest threshold', () => {
    const severityLevels = [
      { occurrencesThreshold: 100, severity: 'HIGH' },
      { occurrencesThreshold: 5, severity: 'LOW' },
    ];
    const { severity } = customRow(parse({ severityLevels }).values[0]!);
    assert.deepEqual(
      [4, 5, 99, 100].map((count) => severityOf(severity, count)),
      [null, 'Low', 'Low', 'High'],
    );
  });

  test('takes a validator by name', () => {
    const { validate, validator } = customRow(parse({ validator: 'dea' }).values[0]!);
    assert.equal(validator, 'dea');
    assert.equal(validate?.('AB1234563'), null);
    assert.equal(validate?.('AB1234564'), 'bad-checksum');
    refuses({ validator: 'crc' }, /\(OURS\): validator: .*"luhn"/);
  });
});

describe('limits, and one past them', () => {
  test('of the name and the regex', () => {
    accepts({ name: word(CUSTOM_LIMITS.nameCharacters) });
    refuses({ name: word(CUSTOM_LIMITS.nameCharacters + 1) }, /\(OURS\): name: must have 1 to 128 characters/);
    refuses({ name: '' }, /name/);
    accepts({ regex: 'a'.repeat(CUSTOM_LIMITS.regexCharacters) });
    refuses({ regex: 'a'.repeat(CUSTOM_LIMITS.regexCharacters + 1) }, /regex: must have 1 to 512 characters/);
    accepts({ description: word(CUSTOM_LIMITS.descriptionCharacters) });
    refuses({ description: word(CUSTOM_LIMITS.descriptionCharacters + 1) }, /description/);
  });

  test('of keywords', () => {
    accepts({ keywords: words(CUSTOM_LIMITS.keywords) });
    refuses({ keywords: words(CUSTOM_LIMITS.keywords + 1) }, /keywords: /);
    accepts({ keywords: [word(3), word(90)] });
    refuses({ keywords: ['fine', word(2)] }, /keywords\.1: must have 3 to 90 characters/);
    refuses({ keywords: [word(91)] }, /keywords\.0: must have 3 to 90 characters/);
  });

  test('of ignore words', () => {
    accepts({ ignoreWords: words(CUSTOM_LIMITS.ignoreWords) });
    refuses({ ignoreWords: words(CUSTOM_LIMITS.ignoreWords + 1) }, /ignoreWords: /);
    accepts({ ignoreWords: [word(4), word(90)] });
    refuses({ ignoreWords: [word(3)] }, /ignoreWords\.0: must have 4 to 90 characters/);
    refuses({ ignoreWords: [word(91)] }, /ignoreWords\.0: must have 4 to 90 characters/);
  });

  test('of the distance', () => {
    for (const maximumMatchDistance of [1, 300]) accepts({ maximumMatchDistance });
    for (const maximumMatchDistance of [0, 301, 2.5]) refuses({ maximumMatchDistance }, /maximumMatchDistance: /);
  });

  test('of the severity levels: three, the higher the more', () => {
    const level = (occurrencesThreshold: number, severity: string) => ({ occurrencesThreshold, severity });
    accepts({ severityLevels: [level(1, 'LOW'), level(50, 'MEDIUM'), level(100, 'HIGH')] });
    refuses({ severityLevels: [] }, /severityLevels: /);
    refuses({ severityLevels: [level(1, 'LOW'), level(2, 'LOW')] }, /severityLevels: each severity at most once/);
    refuses({ severityLevels: [level(5, 'LOW'), level(5, 'HIGH')] }, /the higher its threshold/);
    refuses({ severityLevels: [level(5, 'LOW'), level(4, 'HIGH')] }, /the higher its threshold/);
    refuses({ severityLevels: [level(0, 'LOW')] }, /severityLevels\.0\.occurrencesThreshold/);
    refuses({ severityLevels: [level(1, 'High')] }, /severityLevels\.0\.severity/);
  });

  test('of their number', () => {
    const many = (count: number) => Array.from({ length: count }, (_, i) => ({ ...least, id: `OURS_${i}` }));
    assert.deepEqual(parseCustomIdentifiers(many(CUSTOM_LIMITS.identifiers)).problems, []);
    assert.match(parseCustomIdentifiers(many(CUSTOM_LIMITS.identifiers + 1)).problems.join(), /at most 10000/);
  });
});

describe('problems', () => {
  test('of all definitions are said at once, each with its place, id, field and reason', () => {
    const { values, problems } = parseCustomIdentifiers([
      { ...least, keywords: ['ab'], regex: '' },
      least,
      { ...least, id: 'lower' },
      'nonsense',
    ]);
    assert.deepEqual(
      values.map(({ id }) => id),
      ['OURS'],
    );
    assert.equal(problems.length, 4);
    assert.match(problems[0]!, /^customIdentifiers\[0\] \(OURS\): regex: /);
    assert.match(problems[1]!, /^customIdentifiers\[0\] \(OURS\): keywords\.0: /);
    assert.match(problems[2]!, /^customIdentifiers\[2\] \(lower\): id: must be of A-Z/);
    assert.match(problems[3]!, /^customIdentifiers\[3\]: /);
  });

  test('a field that does not exist is one', () => {
    refuses({ keyword: ['typo'] }, /"keyword"/);
  });

  test('an id that is taken is one, by the catalogue or by another definition', () => {
    refuses({ id: 'USA_SOCIAL_SECURITY_NUMBER' }, /id: the catalogue has it already/);
    const { values, problems } = parseCustomIdentifiers([least, least]);
    assert.equal(values.length, 1);
    assert.match(
      problems.join(),
      /customIdentifiers\[1\] \(OURS\): id: customIdentifiers\[0\] \(OURS\) has it already/,
    );
  });
});
