import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import RE2 from 're2';
import { compileCatalogue, compiled } from '../src/compile.ts';
import { NARROW, NARROW_TABLE_BYTES } from '../src/kernel/memory-map.ts';
import { buildMatchAutomaton } from '../src/pattern/automaton.ts';
import { compileProgram } from '../src/pattern/program.ts';
import { parsePattern } from '../src/pattern/tree.ts';
import { scanReference } from '../src/reference.ts';
import type { Layout } from '../src/types.ts';
import { row } from './rows.ts';
import { scanWhole } from './scan-in-windows.ts';

const text: Layout = { kind: 'text' };

function sizeOf(pattern: string): { readonly states: number; readonly columns: number } {
  const program = compileProgram(parsePattern(new RE2(pattern, 'gu').internalSource));
  const { table, width } = buildMatchAutomaton(program)!;
  return { states: table.length / width, columns: width };
}

describe('an automaton has no state and no column more than it needs', () => {
  test('endings that are alike are one', () => {
    // The end of the search, the beginning, after a or b, and so on to the end of the match.
    assert.equal(sizeOf('(?:a12345|b12345)').states, 8);
    assert.equal(sizeOf('(?:a1|b2)').states, 5);
  });

  test('bytes that lead to the same share a column', () => {
    // Digits, a letter, all others; the end of the text.
    assert.equal(sizeOf('[0-4]x|[5-9]x').columns, 4);
  });
});

describe('tables of entries of two bytes and of four', () => {
  const patternOf = (times: number): string => `q(?:abcdefghijklmnopqrstuvwxyz0123456789){${times}}`;
  const bytesOf = (pattern: string): number => {
    const [only] = compiled(compileCatalogue([row('A', pattern, [])])).rows;
    return only!.machine.automaton!.table.length << NARROW;
  };
  const [most, more] = [23, 24].map(patternOf);

  test('the largest that fits, and one that does not, find what the reference finds', () => {
    assert.ok(bytesOf(most!) <= NARROW_TABLE_BYTES);
    assert.ok(bytesOf(more!) > NARROW_TABLE_BYTES);
    const period = 'abcdefghijklmnopqrstuvwxyz0123456789';
    const values = [22, 23, 24, 25].map((times) => `q${period.repeat(times)}`);
    const bytes = Buffer.from(values.map((value) => ` ${value} x\\n${value} x%3D${value}`).join(' '));
    for (const pattern of [most!, more!, `\\b${more!}`, `[ =](?P<value>${more!})`]) {
      const rows = [row('A', pattern, [])];
      const found = scanWhole(compileCatalogue(rows), bytes, text);
      assert.ok(found.length >= 4);
      assert.deepEqual(found, scanReference(rows, bytes, text));
    }
  });
});
