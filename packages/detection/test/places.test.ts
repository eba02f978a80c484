import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { compileCatalogue, compiled } from '../src/compile.ts';
import { intervalsOfGroups } from '../src/intervals-of-groups.ts';
import { type KernelWindow, openWindow } from '../src/kernel/kernel.ts';
import { findKeywords, type KeywordHits } from '../src/keyword-hits.ts';
import { Segments } from '../src/layout/segments.ts';
import { Candidates, Spans } from '../src/spans.ts';
import { row } from './rows.ts';

const rows = [
  row('A', '\\d{3}', ['ssn', 'long keyword of many letters and words']),
  row('B', '[a-z]{4}', ['ssn', 'tag']),
  row('C', '\\d{4}', ['tag'], { maximumMatchDistance: 300 }),
  row('D', '\\d{5}', ['ssn'], { maximumMatchDistance: 7 }),
];
const engine = compiled(compileCatalogue(rows));
const pieces = [
  'ssn',
  ' ssn ',
  ' tag ',
  'long keyword of many letters and words',
  '.',
  ' '.repeat(29),
  'é',
  'é'.repeat(33),
];
const content = fc
  .array(fc.constantFrom(...pieces, '😀'.repeat(40), '\u0600'.repeat(400), '12345', 'x'.repeat(64)), {
    maxLength: 40,
    size: 'max',
  })
  .map((parts) => Buffer.from(parts.join('')));

function look(bytes: Buffer): { readonly window: KernelWindow; readonly hits: KeywordHits } {
  return { window: openWindow(engine.kernel!, bytes)!, hits: findKeywords(engine.automaton(), engine.groupsOf, bytes) };
}

/** By group: pairs of start and end for each hit by itself, so that none are joined. */
function reachOfEach(bytes: Buffer, { all, groupsOf }: KeywordHits): readonly (readonly number[])[] {
  const reach = engine.distanceOfGroup.map((): number[] => []);
  for (let i = 0; i < all.count; i++) {
    const one = new Spans();
    one.add(all.rows[i]!, all.starts[i]!, all.ends[i]!);
    const hits = { all: one, groupsOf };
    const lists = intervalsOfGroups(engine.distanceOfGroup, bytes, hits, new Segments(hits));
    for (const [group, list] of lists.entries()) reach[group]!.push(...(list?.all ?? []));
  }
  return reach;
}

/** What of `some`, pairs of start and end, lies in the window and in none of `all`. */
function uncovered(some: readonly number[], all: readonly number[], end: number): readonly number[] {
  const covered = new Uint8Array(end);
  for (let i = 0; i < all.length; i += 2) covered.fill(1, Math.max(0, all[i]!), Math.max(0, all[i + 1]!));
  const missing: number[] = [];
  for (let i = 0; i < some.length; i += 2) {
    for (let at = Math.max(0, some[i]!); at < Math.min(end, some[i + 1]!); at++)
      if (covered[at] === 0) missing.push(at);
  }
  return missing;
}

describe('places near keywords, as the kernel finds them', () => {
  test('hold all that the rule allows, and ascend', () => {
    let places = 0;
    const property = fc.property(content, (bytes) => {
      const { window, hits } = look(bytes);
      const expected = reachOfEach(bytes, hits);
      const found = window.findPlaces(hits.all);
      assert.deepEqual(
        found.map(({ group }) => group),
        expected.flatMap((list, group) => (list.length > 0 ? [group] : [])),
      );
      for (const near of found) {
        const list = window.listPlaces(near);
        for (let i = 2; i < list.length; i += 2) assert.ok(list[i - 1]! < list[i]!);
        assert.deepEqual(uncovered(expected[near.group]!, list, bytes.length), []);
        places += list.length / 2;
      }
    });
    fc.assert(property, { numRuns: 100 });
    assert.ok(places > 300);
  });

  test('of one keyword are no more than its reach', () => {
    const bytes = Buffer.from(`${'.'.repeat(100)}ssn${'.'.repeat(100)}`);
    const { window, hits } = look(bytes);
    const lists = window.findPlaces(hits.all).map((near) => window.listPlaces(near));
    // Groups in order of their first rows; the distance of D counts from the end of the keyword, its place begins with it.
    assert.deepEqual(lists, [
      [69, 134],
      [69, 134],
      [100, 110],
    ]);
  });

  test('none without hits', () => {
    const { window, hits } = look(Buffer.from('nothing here'));
    assert.deepEqual(window.findPlaces(hits.all), []);
  });
});

describe('the bytes that the kernel has stand while records are written and', () => {
  const bytes = Buffer.from('ssn tag 12345 '.repeat(20_000));

  test('places are found', () => {
    const { window, hits } = look(bytes);
    const kept = window.bytesWithRoom(hits.all, 0);
    assert.ok(window.findPlaces(hits.all).length > 0);
    window.records.write(new Candidates(), new Int32Array(0), 0, 0);
    assert.ok(kept.equals(bytes));
  });

  test('as many places are set as there can be', () => {
    const { window, hits } = look(bytes);
    const segments = 1_000_000;
    const kept = window.bytesWithRoom(hits.all, segments);
    window.setPlaces(Array.from({ length: 2 * (hits.all.count + segments) }, (_, i) => i));
    window.records.write(new Candidates(), new Int32Array(0), 0, 0);
    assert.ok(kept.equals(bytes));
  });
});
