import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import RE2 from 're2';
import { base62, base64, base64url, hex } from '../src/tokens/alphabet.ts';
import { type Form, patternOf } from '../src/tokens/form.ts';
import { RandomPart } from '../src/tokens/random-part.ts';
import { placeholder, specimen } from '../src/tokens/specimen.ts';
import { looksRandom } from '../src/tokens/token.ts';
import { refusalOfRandomBytes } from '../src/validators/random-looking.ts';
import { WordScreen } from '../src/validators/word-screen.ts';
import { Value } from '../src/value.ts';

const run = fc
  .tuple(
    fc.constantFrom(hex, base62, base64, base64url),
    fc.integer({ min: 16, max: 80 }),
    fc.integer({ min: 0, max: 9 }),
  )
  .map(([kind, least, more]) => kind(least, least + more));
const form = fc.tuple(fc.constantFrom('tk_', 'abc-', 'v1.'), run, fc.constantFrom('.', '_end'), run);
const found = (forms: readonly Form[], text: string): readonly string[] =>
  [...text.matchAll(new RE2(patternOf(forms), 'gu') as unknown as RegExp)].map(
    (match) => match.groups?.value ?? match[0],
  );

test('the pattern of a form finds every specimen of it, whole, between separators, and its random part looks random', () => {
  fc.assert(
    fc.property(form, fc.string({ minLength: 1, maxLength: 8 }), (pieces, seed) => {
      const value = specimen(pieces, seed);
      for (const text of [value, `"${value}"`, `key=${value}\n`, `${value},${value}`]) {
        assert.deepEqual(found([pieces], text), text.split(value).length === 3 ? [value, value] : [value]);
      }
      assert.equal(looksRandom([pieces])(value), null, value);
      assert.equal(looksRandom([pieces])(placeholder(pieces)), 'low-entropy');
    }),
    { numRuns: 300 },
  );
});

test('a form without fixed text at its beginning is found only after a separator, and not inside a longer run', () => {
  const forms = [[hex(32)]];
  const value = specimen(forms[0]!, 'any');
  assert.deepEqual(found(forms, `key=${value}`), [value]);
  for (const text of [`${value}0`, `0${value}`, `sha-${value}`, `/${value}`]) assert.deepEqual(found(forms, text), []);
});

const randomPartOf = (forms: readonly Form[], value: string) => {
  const part = new RandomPart(forms);
  if (!part.read(new Value(value))) return null;
  return { text: part.bytes.toString('latin1', 0, part.length), alphabet: part.alphabet };
};

test('the random part is what is not fixed, of the first form that fits', () => {
  const forms: readonly Form[] = [
    ['a_', hex(4), '.', hex(4)],
    ['a_', base62(4)],
  ];
  assert.deepEqual(randomPartOf(forms, 'a_0123.cdef'), { text: '0123cdef', alphabet: 16 });
  assert.deepEqual(randomPartOf(forms, 'a_wxyz'), { text: 'wxyz', alphabet: 62 });
  for (const other of ['b_0123', 'a_012', 'a_01234', 'a_012.cdef0', '']) {
    assert.equal(randomPartOf(forms, other), null, other);
  }
});

test('runs that could end in several places take as much as they can, as an expression does', () => {
  const characters = fc.constantFrom('a', '1', '_', '-', 'Z', 'é');
  const runs = fc.tuple(fc.constantFrom(hex, base62, base64url), fc.nat(3), fc.nat(3));
  const piece = fc.oneof(
    runs.map(([kind, least, more]) => kind(least, least + more)),
    fc.constantFrom('_', 'a', '-1'),
  );
  const expressionOf = (pieces: Form): RegExp => {
    const parts = pieces.map((one) => {
      if (typeof one === 'string') return one;
      return `([${one.alphabet.word}${one.alphabet.other}]{${one.least},${one.most}})`;
    });
    return new RegExp(`^${parts.join('')}$`);
  };
  const texts = fc.array(characters, { maxLength: 9 }).map((list) => list.join(''));
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 4 }), texts, (pieces, text) => {
      const expected = expressionOf(pieces).exec(text);
      assert.equal(randomPartOf([pieces], text)?.text, expected?.slice(1).join(''));
    }),
    { numRuns: 3_000 },
  );
});

test('specimens of one seed are the same, of two seeds are not', () => {
  assert.equal(specimen(['k-', base62(40)], 'a'), specimen(['k-', base62(40)], 'a'));
  assert.notEqual(specimen(['k-', base62(40)], 'a'), specimen(['k-', base62(40)], 'b'));
});

function refusalOfRandomText(text: string, alphabet: number): ReturnType<typeof refusalOfRandomBytes> {
  const bytes = Buffer.from(text);
  return refusalOfRandomBytes(bytes, 0, bytes.length, alphabet);
}

test('text of documentation is not random', () => {
  const random = ['kJ8vQ2xT7nZ4', 'mR9wL3pY6bH1'].join('');
  assert.equal(refusalOfRandomText(random, 62), null);
  for (const word of ['example', 'PLACEHOLDER', 'your_api_key', 'changeme', 'redacted', 'xxxxx']) {
    assert.equal(refusalOfRandomText(random + word, 62), 'published-example', word);
  }
});

test('a sequence of seven passes, one of eight does not', () => {
  const random = ['kJ8vQ2xT7nZ4', 'mR9wL3pY6bH1'].join('');
  assert.equal(refusalOfRandomText(`${random}abcdefg`, 62), null);
  assert.equal(refusalOfRandomText(`${random}abcdefgh`, 62), 'low-entropy');
  assert.equal(refusalOfRandomText(`12345678${random}`, 62), 'low-entropy');
});

test('a screen of words holds back no text that has one of them', () => {
  const words = ['example', 'xxxxx', 'api_key'];
  const screen = new WordScreen(words);
  const text = fc.string({ maxLength: 12 });
  const wild = fc.constantFrom(...words).map((word) => word.replace(/[a-z]/g, (c, i) => (i % 2 ? c.toUpperCase() : c)));
  fc.assert(
    fc.property(text, wild, text, (before, word, after) => {
      const bytes = Buffer.from(before + word + after);
      assert.ok(screen.mayHold(bytes, 0, bytes.length));
      const start = Buffer.byteLength(before);
      assert.ok(!screen.mayHold(bytes, start, start + 2));
    }),
  );
  const other = Buffer.from('kJ8vQ2xT7nZ4');
  assert.ok(!screen.mayHold(other, 0, other.length));
  assert.throws(() => new WordScreen(['a1b']), /does not begin with three letters/);
});
