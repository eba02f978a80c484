import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compileCatalogue } from '../src/compile.ts';
import { scanReference } from '../src/reference.ts';
import type { Layout } from '../src/types.ts';
import { rows } from './rows.ts';
import { scanInWindows } from './scan-in-windows.ts';

const pieces = [
  '123-45-6789',
  '123456789',
  '000-12-3456',
  '12345678',
  '1234567890',
  'ssn',
  'SSN',
  ' ssn: ',
  'Social-Security',
  'socialsecurity',
  'ss#',
  'soc_sec_no',
  'ſsn',
  'customerSsn',
  'ssnNumber',
  'lessn',
  'numéro',
  'NUMÉRO',
  'id no',
  'idno',
  '番号',
  'の番号は',
  'pair',
  'repair',
  'aa',
  'aaa',
  'aaaaa',
  'tk_abcd',
  'tk_abcdefghijklmno',
  'tk_',
  'password=hunter22',
  'PASS: "x y"',
  'pass=abc',
  'secret key',
  'Key',
  '\u212aey',
  'ABCDEFGH12345678',
  'ABCDEFGH12345678ABCDEFGH12345678ABCDEFGH12345678',
  '-----BEGIN K-----',
  '-----END K-----',
  'QUJD\nREVG\n',
  'row x',
  'row abc def',
  'k1',
  'Anna',
  'ÉMile',
  'Zoë',
  'name',
  'prénom',
  '<a>',
  '<b c>',
  'tag',
  '999',
  ' ',
  '  ',
  '\n',
  '\r\n',
  '\t',
  ',',
  ';',
  '"',
  '""',
  '":"',
  '{"',
  '"}',
  '{',
  '}',
  '[',
  ']',
  ':',
  '\\',
  '\\n',
  '\\"',
  '.',
  '_',
  '-',
  '0',
  'x',
  'é',
  '😀',
  ' '.repeat(29),
  '-'.repeat(30),
  'é'.repeat(30),
  'ж'.repeat(31),
  'x'.repeat(70),
  ' '.repeat(700),
];
const noise = fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes));
const piece = fc.oneof(
  { weight: 30, arbitrary: fc.constantFrom(...pieces).map((text) => Buffer.from(text)) },
  { weight: 1, arbitrary: noise },
);
const soup = fc.array(piece, { maxLength: 60 }).map((parts) => Buffer.concat(parts));

const plain = fc.constantFrom(...pieces.filter((text) => !/["\n\r]/.test(text)));
const words = fc.array(plain, { maxLength: 6 }).map((parts) => parts.join(''));
const cell = fc.oneof(
  words,
  words.map((text) => `"${text}"`),
  words.map((text) => `"a ""q"" ${text},\n${text}"`),
);
const csv = fc
  .array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 8 })
  .map((lines) => lines.map((line) => line.join(',')).join('\n'));

const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    words,
    fc.integer(),
    fc.constant(123456789),
    fc.constant(null),
    tie('list'),
    tie('object'),
  ),
  list: fc.array(tie('value'), { maxLength: 4 }),
  object: fc.dictionary(words, tie('value'), { maxKeys: 4 }),
}));
const json = fc
  .tuple(fc.array(value, { maxLength: 5 }), fc.constantFrom(undefined, 2), fc.option(words, { freq: 8 }))
  .map(([values, indent, tail]) => values.map((one) => JSON.stringify(one, null, indent)).join('\n') + (tail ?? ''));

const text = fc.oneof(
  { weight: 3, arbitrary: soup },
  fc.oneof(csv, json).map((content) => Buffer.from(content)),
);
const long = fc
  .tuple(text, fc.nat(20), text)
  .map(([a, times, b]) => Buffer.concat([...Array<Buffer>(times).fill(a), b]));
const layout = fc.constantFrom<Layout>({ kind: 'text' }, { kind: 'delimited', delimiter: ',' }, { kind: 'json' });
const cuts = fc.infiniteStream(fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 30_000 })));

const catalogue = compileCatalogue(rows);

test('the rows of these tests compile', () => {
  assert.deepEqual(catalogue.refused, []);
});

test('any cut of any object finds what the reference finds', () => {
  let positions = 0;
  fc.assert(
    fc.property(long, layout, cuts, (bytes, kind, sizes) => {
      positions += bytes.length;
      assert.deepEqual(scanInWindows(catalogue, bytes, kind, sizes), scanReference(rows, bytes, kind));
    }),
    { numRuns: 2_000 },
  );
  assert.ok(positions > 1_000_000, `only ${positions} positions`);
});
