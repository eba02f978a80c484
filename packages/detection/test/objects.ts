import fc from 'fast-check';
import type { Layout } from '../src/types.ts';

/** Values, near misses, keywords, separators: what objects in these tests are made of. */
const pieces = [
  ...['123-45-6789', '123456789', '000-12-3456', '12345678', '1234567890', '999', 'aa', 'aaa', 'aaaaa', '0', 'x'],
  ...[
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
    'SSNNumber',
    'SSNNUMBER',
    'SSNÉtat',
  ],
  ...[
    'lessn',
    'numéro',
    'NUMÉRO',
    'id no',
    'idno',
    '番号',
    'の番号は',
    'pair',
    'repair',
    'name',
    'prénom',
    'tag',
    'k1',
  ],
  ...[
    'tk_abcd',
    'tk_abcdefghijklmno',
    'tk_',
    'password=hunter22',
    'PASS: "x y"',
    'pass=abc',
    'secret key',
    'Key',
    '\u212aey',
  ],
  ...['ABCDEFGH12345678', 'ABCDEFGH12345678ABCDEFGH12345678ABCDEFGH12345678', 'quote', '"abc"', '<a>', '<b c>'],
  ...['-----BEGIN K-----', '-----END K-----', 'QUJD\nREVG\n', 'row x', 'row abc def', 'Anna', 'ÉMile', 'Zoë'],
  ...[
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
  ],
  ...['\\t', '\\\\n', '\\0', '\\x3d', '\\u003D', '\\u00e9', '\\u0041', '%3D', '%20', '%C3%A9', '%41', '%', 'n', '3D'],
  ...[
    '.',
    '_',
    '-',
    'é',
    '😀',
    ' '.repeat(29),
    '-'.repeat(30),
    'é'.repeat(30),
    'ж'.repeat(31),
    '😀'.repeat(30),
    '😀'.repeat(30),
    'x'.repeat(70),
    ' '.repeat(700),
  ],
];
const noise = fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes));
const piece = fc.oneof(
  { weight: 30, arbitrary: fc.constantFrom(...pieces).map((text) => Buffer.from(text)) },
  { weight: 1, arbitrary: noise },
);
const soup = fc.array(piece, { maxLength: 60 }).map((parts) => Buffer.concat(parts));

const words = fc
  .array(fc.constantFrom(...pieces.filter((text) => text.length < 40 && !/["\n\r,]/.test(text))), { maxLength: 4 })
  .map((parts) => parts.join(''));
const name = fc.oneof(fc.constantFrom('ssn', 'Secret Key', 'numéro', 'pair', 'tag', 'name', 'a', 'b'), words);
const value = fc.oneof(fc.constantFrom('123456789', '123-45-6789', 'ABCDEFGH12345678', 'aaaa', 'Anna'), words);

const cell = fc.tuple(value, fc.constantFrom('plain', 'plain', 'quoted', 'broken')).map(([text, kind]) => {
  if (kind === 'plain') return text;
  return kind === 'quoted' ? `"${text}"` : `"a ""q"" ${text},\n${text}" x`;
});
const line = (of: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.array(of, { minLength: 1, maxLength: 5 }).map((cells) => cells.join(','));
const csv = fc
  .tuple(line(name), fc.array(line(cell), { maxLength: 8 }))
  .map(([head, lines]) => [head, ...lines].join('\n'));

const { node } = fc.letrec((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    value,
    fc.constantFrom(123456789, null),
    tie('list'),
    tie('object'),
  ),
  list: fc.array(tie('node'), { maxLength: 3 }),
  object: fc.dictionary(name, tie('node'), { maxKeys: 4 }),
}));
const object = fc.dictionary(name, node, { minKeys: 1, maxKeys: 4 });
const json = fc
  .tuple(fc.array(object, { maxLength: 5 }), fc.constantFrom(undefined, 2))
  .map(([values, indent]) => values.map((one) => JSON.stringify(one, null, indent)).join('\n'));
const damagedJson = fc
  .tuple(json, fc.nat(400), fc.constantFrom('\n', '"', ']', '}', ',', '\\', 'x', '\u0000'))
  .map(([text, at, damage]) => `${text.slice(0, at)}${damage}${text.slice(at)}`);

const text: Layout = { kind: 'text' };
const delimited: Layout = { kind: 'delimited', delimiter: ',' };
const jsonLayout: Layout = { kind: 'json' };
const asJson = fc.oneof(json, damagedJson).map((content) => Buffer.from(content));

/** An object and the layout to read it by; now and then not the one it was written in. */
export const objectOfAnyLayout: fc.Arbitrary<readonly [Buffer, Layout]> = fc
  .tuple(
    fc.oneof(
      { weight: 3, arbitrary: fc.tuple(soup, fc.constantFrom(text, text, delimited, jsonLayout)) },
      {
        weight: 2,
        arbitrary: fc.tuple(
          csv.map((content) => Buffer.from(content)),
          fc.constantFrom(delimited, delimited, text),
        ),
      },
      { weight: 2, arbitrary: fc.tuple(asJson, fc.constantFrom(jsonLayout, jsonLayout, text)) },
    ),
    fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.integer({ min: 2, max: 20 }) }),
  )
  .map(([[bytes, layout], times]) => [Buffer.concat(Array<Buffer>(times).fill(bytes)), layout] as const);

/** Sizes of the windows an object is cut into. */
export const anyCut = fc.infiniteStream(
  fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 900 }), fc.integer({ min: 1, max: 30_000 })),
);
