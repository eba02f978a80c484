import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import RE2 from 're2';
import { patternShape, UnknownSyntax } from '../src/pattern-shape.ts';

const shapes: readonly (readonly [string, number, number])[] = [
  ['abc', 3, 3],
  ['a|bcd|ef', 1, 3],
  ['a{2,5}b?', 2, 6],
  ['(?:ab){3}', 6, 6],
  ['\\b\\d{3}-\\d{4}\\b', 8, 8],
  ['[A-Z\\d_]{4}', 4, 4],
  ['[]a]', 1, 1],
  ['[^a]', 1, 4],
  ['.', 1, 4],
  ['é', 2, 4],
  ['\\x41\\x{1F600}', 3, 5],
  ['(?i)a', 1, 1],
  ['(?i)k', 1, 4],
  ['(?i:s)s', 2, 5],
  ['(?P<value>a{2})(?<other>b)', 3, 3],
  ['[[:alpha:]][[:^digit:]]', 2, 5],
  ['\\pL\\p{Greek}\\PN', 3, 12],
  ['a+', 1, Number.POSITIVE_INFINITY],
  ['(?:a*)(?:)', 0, Number.POSITIVE_INFINITY],
  ['(?:^|x)(?:$|y)', 0, 2],
  ['a*?b{1,3}?', 1, Number.POSITIVE_INFINITY],
  ['\\.\\-\\/\\[', 4, 4],
  ['a{,2}', 5, 5],
];

describe('length', () => {
  for (const [pattern, min, max] of shapes) {
    test(pattern, () => {
      const { minBytes, maxBytes } = patternShape(pattern);
      assert.deepEqual([minBytes, maxBytes], [min, max]);
    });
  }
});

test('syntax that cannot be bounded is refused', () => {
  for (const pattern of ['\\Qa\\E', '\\C', '(?x:a)']) assert.throws(() => patternShape(pattern), UnknownSyntax);
});

test('no match of a generated pattern is outside its shape', () => {
  const atom = fc.constantFrom(
    'a',
    'k',
    '[a-f]',
    '[^b-z]',
    '\\d',
    '\\w',
    '\\s',
    '.',
    'é',
    '(?i:sK)',
    '[[:upper:]]',
    '\\pL',
    '\\b',
  );
  const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
    pattern: fc.oneof(
      { maxDepth: 4 },
      atom,
      fc.tuple(atom, tie('pattern')).map((parts) => parts.join('')),
      fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `(?:${a}|${b})`),
      fc.tuple(tie('pattern'), fc.constantFrom('?', '{2}', '{0,3}', '*')).map(([a, repeat]) => `(?:${a})${repeat}`),
    ),
  }));
  const text = fc.array(fc.constantFrom('a', 'b', 'k', 'K', '\u212a', 'ſ', 'S', '0', ' ', '\n', 'é', 'Ж', '😀', '_'), {
    maxLength: 30,
  });
  const property = fc.property(pattern, text, (source, characters) => {
    const { minBytes, maxBytes, alphabet } = patternShape(new RE2(source, 'gu').internalSource);
    const match = new RE2(source, 'u').exec(Buffer.from(characters.join('')));
    if (match === null) return;
    assert.ok(match[0].length >= minBytes && match[0].length <= maxBytes);
    assert.ok(match[0].every((byte) => alphabet[byte] === 1));
  });
  fc.assert(property, { numRuns: 1_000 });
});
