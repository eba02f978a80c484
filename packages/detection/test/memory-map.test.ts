import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AutomatonField,
  BEFORES,
  DISPATCH,
  DispatchField,
  ESCAPE_BEGINS,
  FIXED_END,
  GramField,
  HEX,
  KINDS,
  NAMED,
  NEIGHBOURS,
  SHARED,
  Shared,
  TokenField,
} from '../src/kernel/memory-map.ts';

const WORD = 4;
const end = (fields: Readonly<Record<string, number>>): number => Math.max(...Object.values(fields)) + WORD;

test('no two fields of the tables have one address', () => {
  const addresses = [DispatchField, GramField, TokenField].flatMap((fields) => Object.values(fields));
  assert.equal(new Set(addresses).size, addresses.length);
  assert.equal(new Set(Object.values(AutomatonField)).size, Object.keys(AutomatonField).length);
});

test('the fixed areas do not reach into one another', () => {
  const tables = Math.max(end(DispatchField), end(GramField), end(TokenField));
  const areas = [
    [KINDS, 32],
    [ESCAPE_BEGINS, 16],
    [DISPATCH, tables],
    [SHARED, end(Shared)],
    [NEIGHBOURS, 256],
    [BEFORES, 256],
    [HEX, 256],
    [NAMED, 256],
  ] as const;
  const ends = areas.map(([from, bytes]) => from + bytes);
  assert.ok(ends.every((to, index) => to <= (areas[index + 1]?.[0] ?? FIXED_END)));
});
