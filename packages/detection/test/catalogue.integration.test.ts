import assert from 'node:assert/strict';
import { test } from 'node:test';
import { identifiers } from '@dowser/identifiers';
import { compileCatalogue, compiled } from '../src/compile.ts';
import { TEXT_REACH } from '../src/limits.ts';
import { scanReference } from '../src/reference.ts';
import { scanWindow, startScan } from '../src/scan.ts';
import type { Layout } from '../src/types.ts';
import { scanWhole } from './scan-in-windows.ts';

const text: Layout = { kind: 'text' };
const catalogue = compileCatalogue(identifiers);
const examples = identifiers.flatMap((row) => [...row.examples, ...row.counterExamples.map((one) => one.text)]);

test('the whole catalogue agrees with the reference on its own examples, in one line and in every layout', () => {
  const cells = examples.map((example) => `"${example.replaceAll('"', '""')}"`);
  const header = identifiers.map((row) => row.keywords[0] ?? row.id);
  const csv = [
    header,
    ...Array.from({ length: 4 }, (_, i) => header.map((_name, x) => cells[(x * 7 + i) % cells.length]!)),
  ];
  const jsonLines = examples.map((example, i) =>
    JSON.stringify({ [header[i % header.length]!]: { note: example, v: [example] } }),
  );
  const objects: readonly (readonly [string, Layout])[] = [
    [examples.join(' '), text],
    [csv.map((line) => line.join(',')).join('\r\n'), { kind: 'delimited', delimiter: ',' }],
    [jsonLines.join('\n'), { kind: 'json' }],
  ];
  for (const [content, layout] of objects) {
    const bytes = Buffer.from(content);
    const found = scanWhole(catalogue, bytes, layout);
    assert.ok(found.length > identifiers.length / 2);
    for (const { identifier, confidence } of found) assert.ok(confidence >= 40 && confidence <= 100, identifier);
    assert.deepEqual(found, scanReference(identifiers, bytes, layout), `in ${layout.kind}`);
  }
});

test('every row of the catalogue is confirmed in records, and no automaton is wrong about any example', () => {
  const { rows, disagreements } = compiled(catalogue);
  assert.deepEqual(
    rows.filter((row) => row.confirmation() === undefined).map(({ row }) => row.id),
    [],
  );
  scanWhole(catalogue, Buffer.from(examples.join('\n')), text);
  assert.equal(disagreements.count, 0);
});

test('every example is found at every cut', () => {
  for (const row of identifiers) {
    const own = compileCatalogue([row]);
    for (const example of row.examples) assertFoundAtEveryCut(own, example);
  }
});

/** Two windows, the cut at every byte of the example, and at every place where what is decided ends inside the example. */
function assertFoundAtEveryCut(own: typeof catalogue, example: string): void {
  const margin = compiled(own).maxMatchBytes + TEXT_REACH;
  const bytes = Buffer.from(`${example}\n${' '.repeat(margin)}`);
  const whole = scanWhole(own, bytes, text);
  const length = Buffer.byteLength(example);
  for (let at = 1; at <= length; at++) {
    for (const cut of [at, margin + at]) {
      const first = scanWindow(own, startScan(text), { bytes: bytes.subarray(0, cut), base: 0, last: false });
      const base = first.state.needFrom;
      const second = scanWindow(own, first.state, { bytes: bytes.subarray(base), base, last: true });
      assert.deepEqual([...first.matches, ...second.matches], whole, `cut at ${cut}`);
    }
  }
}
