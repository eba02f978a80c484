import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { CONFIG_FILE_ENV, describeConfig, loadConfig } from '@dowser/config';
import { ALLOW_LIMITS, identifiers, selectIdentifiers } from '@dowser/identifiers';
import { ConfigError } from '@dowser/pipeline';
import { chooseIdentifiers, identifierKeys } from '../src/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'dowser-keys-'));
after(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
}

const load = (env: NodeJS.ProcessEnv) => loadConfig(identifierKeys(env), env);
const problemsOf = (env: NodeJS.ProcessEnv): readonly string[] => {
  try {
    load(env);
    return [];
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.problems;
  }
};
const OURS = 'customIdentifiers:\n  - { id: OURS, name: Ours, regex: "A\\\\d+", keywords: [our number] }\n';

describe('what is looked for', () => {
  test('is the recommended set, and nothing else, unless something is said', () => {
    const settings = load({});
    assert.deepEqual(settings, { identifiers: 'recommended', customIdentifiers: [], allowLists: [] });
    assert.deepEqual(chooseIdentifiers(settings), selectIdentifiers('recommended'));
  });

  test('is a set, ids, packs or several of them', () => {
    const idsOf = (text: string): number => chooseIdentifiers(load({ DOWSER_IDENTIFIERS: text })).length;
    assert.equal(idsOf('all'), identifiers.length);
    assert.equal(idsOf('none'), 0);
    assert.equal(idsOf('PKCS, pack:pci-dss'), 6);
  });

  test('has every key described', () => {
    const help = describeConfig('x', identifierKeys({}));
    for (const name of ['DOWSER_IDENTIFIERS', 'DOWSER_CUSTOM_IDENTIFIERS', 'DOWSER_ALLOW_LISTS']) {
      assert.match(help, new RegExp(name));
    }
  });
});

describe('custom identifiers', () => {
  test('come from the configuration file, with repeats that end', () => {
    const settings = load({ [CONFIG_FILE_ENV]: file('inline.yaml', OURS) });
    const row = chooseIdentifiers(settings).at(-1)!;
    assert.equal(row.id, 'OURS');
    assert.equal(row.pattern, 'A\\d{1,300}');
    assert.equal(chooseIdentifiers(settings).length, selectIdentifiers('recommended').length + 1);
  });

  test('or from the YAML or JSON files that it or the environment names, relative to where it is written', () => {
    file('sub/ours.yaml', OURS);
    file('sub/more.json', JSON.stringify({ customIdentifiers: [{ id: 'MORE', name: 'More', regex: 'B{3}' }] }));
    const config = file('sub/main.yaml', 'customIdentifiers: [ours.yaml, more.json]\n');
    const ids = (env: NodeJS.ProcessEnv): readonly string[] => load(env).customIdentifiers.map(({ id }) => id);
    assert.deepEqual(ids({ [CONFIG_FILE_ENV]: config }), ['OURS', 'MORE']);
    assert.deepEqual(ids({ DOWSER_CUSTOM_IDENTIFIERS: join(folder, 'sub/more.json') }), ['MORE']);
  });

  test('that cannot work are all said at once, with id, field and reason', () => {
    const config = file(
      'bad.yaml',
      `customIdentifiers:
  - { id: ONE, name: One, regex: "(?=a)b" }
  - { id: TWO, name: Two, regex: "a*" }
  - { id: THREE, name: Three, regex: "a", keywords: [ab], maximumMatchDistance: 301 }
  - { id: FOUR, name: Four, regex: "a", keywords: ["two  spaces"] }
  - { id: PKCS, name: Taken, regex: "a" }
matcher: { identifiers: [PKCSS] }
allowLists: [{ name: words, file: nowhere.txt }, { name: regex, regex: "(" }]
`,
    );
    const problems = problemsOf({ [CONFIG_FILE_ENV]: config });
    assert.equal(problems.length, 3, 'one for each key');
    const text = problems.join('\n');
    for (const expected of [
      /"PKCSS": did you mean PKCS/,
      /customIdentifiers: ONE: the pattern: /,
      /customIdentifiers: TWO: the pattern can match nothing at all/,
      /customIdentifiers\[2\] \(THREE\): keywords\.0: must have 3 to 90 characters/,
      /customIdentifiers\[2\] \(THREE\): maximumMatchDistance: /,
      /customIdentifiers: FOUR: keyword "two {2}spaces" has a space next to a separator/,
      /customIdentifiers\[4\] \(PKCS\): id: the catalogue has it already/,
      /allowLists: words: .*nowhere\.txt/,
      /allowLists: regex: /,
    ]) {
      assert.match(text, expected);
    }
  });

  test('of a file that is not there, or has none, or of a wrong kind, are a problem', () => {
    assert.match(problemsOf({ DOWSER_CUSTOM_IDENTIFIERS: join(folder, 'no.yaml') }).join(), /cannot read .*no\.yaml/);
    const empty = file('empty.yaml', 'other: 1\n');
    assert.match(
      problemsOf({ DOWSER_CUSTOM_IDENTIFIERS: empty }).join(),
      /has no list under the key customIdentifiers/,
    );
    const wrong = file('wrong.yaml', 'customIdentifiers: { id: OURS }\n');
    assert.match(problemsOf({ [CONFIG_FILE_ENV]: wrong }).join(), /must be a list of definitions, or paths of files/);
  });
});

describe('allow lists', () => {
  test('are words, a file of them, or a regex', () => {
    file('lists/people.txt', 'Jane Doe\r\n\r\nJohn Roe\n');
    const config = file(
      'lists/main.yaml',
      'allowLists:\n  - { name: people, file: people.txt }\n  - { name: tests, words: [abc] }\n  - { name: hosts, regex: "x+" }\n',
    );
    const settings = load({ [CONFIG_FILE_ENV]: config });
    assert.deepEqual(settings.allowLists, [
      { name: 'people', words: ['Jane Doe', 'John Roe'] },
      { name: 'tests', words: ['abc'] },
      { name: 'hosts', regex: 'x+' },
    ]);
    const { allowance } = chooseIdentifiers(settings)[0]!;
    for (const text of ['jane doe', 'ABC', 'xxx']) assert.ok(allowance?.covers(text), text);
    for (const text of ['jane', 'XXX', 'xxxy']) assert.ok(!allowance?.covers(text), text);
  });

  test('an empty file, and one past the limit of bytes, are a problem', () => {
    file('empty.txt', '\n\n');
    file('large.txt', 'a'.repeat(ALLOW_LIMITS.wordsFileBytes + 1));
    const config = file(
      'limits.yaml',
      'allowLists: [{ name: empty, file: empty.txt }, { name: large, file: large.txt }]\n',
    );
    const text = problemsOf({ [CONFIG_FILE_ENV]: config }).join('\n');
    assert.match(text, /allowLists: empty: has no entries/);
    assert.match(text, /allowLists: large: .*large\.txt has 36700161 bytes; at most 36700160 can be/);
  });
});
