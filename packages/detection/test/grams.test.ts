import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compileCatalogue } from '../src/compile.ts';
import { buildDispatch, MAX_NEXT_BYTES } from '../src/kernel/dispatch.ts';
import { gramTables, MAX_MASKED_TEXTS, MAX_TEXTS, MAX_WORD_TEXTS } from '../src/kernel/gram-tables.ts';
import { fromLetter, type Gram, gramsOfProgram } from '../src/kernel/grams.ts';
import { BLOCK_BYTES } from '../src/kernel/memory-map.ts';
import { compileProgram } from '../src/pattern/program.ts';
import { parsePattern } from '../src/pattern/tree.ts';
import { scanReference } from '../src/reference.ts';
import { row } from './rows.ts';
import { scanWhole } from './scan-in-windows.ts';

const gramsOf = (pattern: string): readonly Gram[] =>
  gramsOfProgram(compileProgram(parsePattern(pattern)), true, false)!;
const bits = (table: Uint8Array): number =>
  table.reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0);
const some = (set: Uint8Array): string =>
  [...set.keys()]
    .filter((byte) => set[byte] === 1)
    .map((byte) => String.fromCharCode(byte))
    .join('');

describe('what is looked up of a beginning', () => {
  test('so many texts have masks, more are looked up by two bytes', () => {
    assert.equal(MAX_MASKED_TEXTS, 16 * 8);
    const few = gramTables(gramsOf('[a-p][a-h]xyz'));
    assert.deepEqual([bits(few.pairs), few.masks.some((mask) => mask !== 0)], [0, true]);
    const more = gramTables(gramsOf('[a-q][a-h]xyz'));
    assert.deepEqual([bits(more.pairs), more.masks.some((mask) => mask !== 0)], [17 * 8, false]);
  });

  test('so few texts of seven or five bytes are known by their hashes, others by masks', () => {
    assert.equal(MAX_WORD_TEXTS, 2 ** 3);
    const words = (pattern: string): readonly [number, boolean] => {
      const { words, masks } = gramTables(gramsOf(pattern));
      return [bits(words), masks.some((mask) => mask !== 0)];
    };
    assert.deepEqual(words('abc[de][de]x[de]'), [8, false]);
    assert.deepEqual(words('abc[d-f][d-f]xyz'), [0, true]);
    assert.deepEqual(words('abcd[d-k][d-k]'), [8, false]);
    assert.deepEqual(words('abcd[d-l][d-k]'), [0, true]);
  });

  test('texts beyond all measure make every place one to look at', () => {
    const gram = (first: number): Gram => {
      const set = (count: number): Uint8Array =>
        Uint8Array.from({ length: 256 }, (_, byte) => Number(byte % 64 < 32 && byte < count));
      return { ...gramsOf('abcd')[0]!, sets: [set(first), set(256), set(256), set(256)] };
    };
    const texts = (count: number): number => new Set(Array.from({ length: count }, (_, i) => i | 0x20)).size;
    assert.ok(texts(32) * 64 * 64 > MAX_TEXTS);
    assert.ok(bits(gramTables([gram(1)]).triples) < 2 ** 16);
    assert.equal(bits(gramTables([gram(32)]).triples), 2 ** 16);
  });
});

test('what stands after a beginning is known as far as the pattern goes', () => {
  const [gram] = gramsOf('abcd[0-9]e');
  assert.deepEqual([some(gram!.next[0]!), some(gram!.next[1]!), some(gram!.next[2]!).length], ['0123456789', 'e', 256]);
});

test('so many choices of a further byte are told apart by dispatch', () => {
  assert.equal(MAX_NEXT_BYTES, 16);
  const states = (pattern: string): number => {
    const { next, width } = buildDispatch(gramsOf(pattern).map((gram) => ({ entry: 0, gram })))!;
    return next.length / width;
  };
  assert.equal(states('abcd[e-t]fg'), 1 + 'abcdefg'.length);
  assert.equal(states('abcd[e-u]fg'), 1 + 'abcd'.length);
  assert.equal(states('abcde[e-u]g'), 1 + 'abcde'.length);
});

test('a beginning is moved to a letter after what is none', () => {
  const moved = fromLetter(gramsOf('[ ,]{2}new york')[0]!);
  assert.deepEqual(moved?.gram.sets.map(some), ['n', 'e', 'w', ' ']);
  assert.equal(moved?.skipped.length, 2);
  assert.equal(fromLetter(gramsOf('éabc')[0]!), undefined);
  assert.equal(fromLetter(gramsOf('abcd')[0]!), undefined);
});

test('words, tokens and what Teddy sees are known across the edges of blocks', () => {
  const own = [
    row('NINE', '\\b[0-9]{9}\\b', ['ssn', 'tax id']),
    row('ADDRESS', '\\b[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}\\b', []),
    row('MARK', '@@[a-z]{2}', []),
    row('LITERAL', '\\bqzx_[0-9]{2}', []),
  ];
  const catalogue = compileCatalogue(own);
  const content = 'customerSsn 123456789 lessn \\ntax_id:987654321 10.20.30 @@ab qzx_12 xqzx_34';
  for (let lead = BLOCK_BYTES - content.length - 2; lead <= BLOCK_BYTES + 2; lead++) {
    const bytes = Buffer.from(`${' .'.repeat(BLOCK_BYTES).slice(0, lead)}${content}`);
    const found = scanWhole(catalogue, bytes, { kind: 'text' });
    assert.equal(found.length, 5);
    assert.deepEqual(found, scanReference(own, bytes, { kind: 'text' }));
  }
});
