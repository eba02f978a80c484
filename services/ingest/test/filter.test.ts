import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ObjectFacts } from '@dowser/contracts';
import { excludedBy, filtersByTag, type ObjectFilter } from '../src/filter.ts';
import { openPolicy } from './support/fakes.ts';
import { facts } from './support/observations.ts';

interface Case {
  readonly name: string;
  readonly filter: Partial<ObjectFilter>;
  readonly object?: Partial<ObjectFacts>;
  readonly tags?: Readonly<Record<string, string>> | null;
  /** Start of the reason; null: passes. */
  readonly excluded: string | null;
}

const team = { key: 'team', value: 'payments' };
const cases: readonly Case[] = [
  { name: 'no filter', filter: {}, excluded: null },
  { name: 'included prefix', filter: { prefixes: ['x/', 'cust'] }, excluded: null },
  { name: 'no included prefix', filter: { prefixes: ['ustomers'] }, excluded: 'prefix: the key starts with none' },
  {
    name: 'excluded prefix wins',
    filter: { prefixes: ['cust'], excludePrefixes: ['custo'] },
    excluded: 'prefix: custo is',
  },
  { name: 'included suffix', filter: { suffixes: ['.csv'] }, excluded: null },
  { name: 'suffix is case sensitive', filter: { suffixes: ['.CSV'] }, excluded: 'suffix: the key ends with none' },
  { name: 'excluded suffix', filter: { excludeSuffixes: ['.csv'] }, excluded: 'suffix: .csv is' },
  { name: 'at the least size', filter: { minBytes: 10 }, excluded: null },
  { name: 'under the least size', filter: { minBytes: 11 }, excluded: 'size: under 11' },
  { name: 'at the greatest size', filter: { maxBytes: 10 }, excluded: null },
  { name: 'over the greatest size', filter: { maxBytes: 9 }, excluded: 'size: over 9' },
  { name: 'empty object against 0', filter: { maxBytes: 0 }, object: { size: 0 }, excluded: null },
  { name: 'unknown size passes', filter: { minBytes: 11 }, object: { size: -1 }, excluded: null },
  { name: 'included class', filter: { storageClasses: ['STANDARD'] }, excluded: null },
  { name: 'other class', filter: { storageClasses: ['STANDARD_IA'] }, excluded: 'storage class: STANDARD is not' },
  {
    name: 'unknown class passes',
    filter: { storageClasses: ['STANDARD_IA'] },
    object: { storageClass: '' },
    excluded: null,
  },
  { name: 'modified at the bound', filter: { modifiedAfter: '2025-03-01T12:00:00.000Z' }, excluded: null },
  {
    name: 'modified before it',
    filter: { modifiedAfter: '2025-03-01T12:00:00.001Z' },
    excluded: 'last modified: before',
  },
  {
    name: 'before is exclusive',
    filter: { modifiedBefore: '2025-03-01T12:00:00.000Z' },
    excluded: 'last modified: not before',
  },
  { name: 'just before', filter: { modifiedBefore: '2025-03-01T12:00:00.001Z' }, excluded: null },
  {
    name: 'unknown time passes',
    filter: { modifiedAfter: '2025-03-01T12:00:00.001Z' },
    object: { lastModified: null },
    excluded: null,
  },
  { name: 'tag with value', filter: { tags: [team] }, tags: { team: 'payments' }, excluded: null },
  {
    name: 'tag with another value',
    filter: { tags: [team] },
    tags: { team: 'web' },
    excluded: 'tag: the object has none',
  },
  {
    name: 'tag with any value',
    filter: { tags: [{ key: 'team', value: null }] },
    tags: { team: 'web' },
    excluded: null,
  },
  {
    name: 'one of several tags',
    filter: { tags: [team, { key: 'pii', value: null }] },
    tags: { pii: '' },
    excluded: null,
  },
  { name: 'no such tag', filter: { tags: [team] }, tags: {}, excluded: 'tag: the object has none' },
  {
    name: 'excluded tag',
    filter: { excludeTags: [team] },
    tags: { team: 'payments' },
    excluded: 'tag: team=payments is',
  },
  {
    name: 'inherited names are no tags',
    filter: { excludeTags: [{ key: 'toString', value: null }] },
    tags: {},
    excluded: null,
  },
  { name: 'tags not fetched', filter: { tags: [team] }, tags: null, excluded: null },
];

for (const { name, filter, object, tags = null, excluded } of cases) {
  test(name, () => {
    const reason = excludedBy(facts(object), tags, { ...openPolicy.filter, ...filter });
    if (excluded === null) assert.equal(reason, null);
    else assert.ok(reason?.startsWith(excluded), `${reason}`);
  });
}

test('tags are asked for only where a filter is about tags', () => {
  assert.equal(filtersByTag(openPolicy.filter), false);
  assert.equal(filtersByTag({ ...openPolicy.filter, tags: [team] }), true);
  assert.equal(filtersByTag({ ...openPolicy.filter, excludeTags: [team] }), true);
});
