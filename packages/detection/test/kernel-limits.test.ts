import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildDispatch, MAX_DISPATCH_STATES } from '../src/kernel/dispatch.ts';
import { MAX_ENTRIES } from '../src/kernel/memory-map.ts';
import { buildKernelTables } from '../src/kernel/tables.ts';
import { keywordGraph, type Node } from '../src/keyword-automaton.ts';

test(`${MAX_ENTRIES} keywords and rows have a kernel, one more has none`, () => {
  const [begin] = keywordGraph(['keyword']);
  const groups = { groupsOf: [], distanceOfGroup: [], needsWords: [] };
  const isBuilt = (count: number): boolean =>
    buildKernelTables(Array<Node>(count).fill(begin!), groups, []) !== undefined;
  assert.deepEqual([isBuilt(MAX_ENTRIES), isBuilt(MAX_ENTRIES + 1)], [true, false]);
});

test(`a dispatch automaton has ${MAX_DISPATCH_STATES} states, no more`, () => {
  const states = (count: number): number | undefined => {
    const dispatch = buildDispatch([{ entry: 0, begin: treeOf(count) }]);
    return dispatch && dispatch.next.length / dispatch.width;
  };
  assert.deepEqual([states(MAX_DISPATCH_STATES), states(MAX_DISPATCH_STATES + 1)], [MAX_DISPATCH_STATES, undefined]);
});

/** Of so many nodes, each but the last ones with an edge for each of 64 bytes. */
function treeOf(count: number): Node {
  const nodes = Array.from({ length: count }, (_, id): Node => ({ edges: new Map(), keyword: -1, id }));
  for (let i = 1; i < count; i++) nodes[(i - 1) >> 6]!.edges.set(i & 63, [nodes[i]!]);
  return nodes[0]!;
}
