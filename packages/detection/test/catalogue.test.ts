import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { identifiers } from '@dowser/identifiers';
import { compileCatalogue } from '../src/compile.ts';
import { explain } from '../src/explain.ts';
import { scanReference } from '../src/reference.ts';
import type { DataIdentifier, Layout } from '../src/types.ts';
import { scanWhole } from './scan-in-windows.ts';

const text: Layout = { kind: 'text' };
const catalogue = compileCatalogue(identifiers);

test('every row compiles', () => {
  assert.deepEqual(catalogue.refused, []);
  assert.equal(catalogue.identifiers.size, identifiers.length);
});

test('what is looked for near keywords has an automaton, but where it would have too many states', () => {
  const without = catalogue.plan.filter(({ how, automaton }) => how === 'keyword' && !automaton);
  assert.deepEqual([...new Set(without.map(({ id }) => id))], ['MEDICAL_DEVICE_UDI']);
});

describe('rows', () => {
  for (const row of identifiers) {
    test(row.id, () => {
      const own = compileCatalogue([row]);
      assert.ok(row.examples.length > 0, 'a row needs an example');
      for (const example of row.examples) assertFound(own, row, example);
      for (const { text: counterExample, stoppedBy } of row.counterExamples) {
        const bytes = Buffer.from(counterExample);
        assert.deepEqual(scanWhole(own, bytes, text), [], `"${counterExample}" must not be found`);
        const stops: readonly string[] = explain(own, bytes, text).map(({ gates }) => gates.at(-1)!.gate);
        if (stoppedBy === 'pattern') assert.deepEqual(stops, [], `the pattern must not match "${counterExample}"`);
        else assert.ok(stops.includes(stoppedBy), `"${counterExample}" is stopped by ${stops.join(', ') || 'pattern'}`);
      }
    });
  }
});

function assertFound(own: typeof catalogue, row: DataIdentifier, example: string): void {
  const bytes = Buffer.from(example);
  const found = scanWhole(own, bytes, text);
  assert.ok(found.length > 0, `"${example}" is not found`);
  assert.deepEqual(found, scanReference([row], bytes, text));
  const accepted = explain(own, bytes, text).filter((one) => one.accepted);
  assert.deepEqual(
    accepted.map(({ start, end }) => ({ start, end })),
    found.map(({ start, end }) => ({ start, end })),
  );
}
