import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { type Topic, topics } from '../src/index.ts';

const EXAMPLES = new URL('../examples/', import.meta.url);
/** Examples of one topic that must at least be there. */
const EXAMPLES_MIN = 2;

const all: readonly Topic[] = Object.values(topics);

test('every folder of examples belongs to a topic, and the other way round', () => {
  assert.deepEqual(readdirSync(EXAMPLES).sort(), all.map(({ name }) => name).sort());
});

for (const topic of all) {
  const folder = new URL(`${topic.name}/`, EXAMPLES);
  const names = readdirSync(folder);
  test(`${topic.name}: at least ${EXAMPLES_MIN} examples`, () => assert.ok(names.length >= EXAMPLES_MIN));

  for (const name of names) {
    const example = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
    test(`${topic.name}/${name}: fits, and nothing in it is unknown to the schema`, () => {
      assert.deepEqual(topic.schema.parse(example), example);
    });
    test(`${topic.name}/${name}: another or missing schemaVersion is refused`, () => {
      for (const schemaVersion of [topic.version + 1, String(topic.version), undefined]) {
        const { success, error } = topic.schema.safeParse({ ...example, schemaVersion });
        assert.equal(success, false);
        assert.ok(error?.issues.some(({ path }) => path.join('.') === 'schemaVersion'));
      }
    });
  }
}
