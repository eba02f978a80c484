import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { endsAbbreviation, isInsideWord } from '../src/characters.ts';

const utf8 = new TextEncoder();
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The only character in the bytes, or ''. */
function characterOf(bytes: Uint8Array): string {
  try {
    const text = strict.decode(bytes);
    return [...text].length === 1 ? text : '';
  } catch {
    return '';
  }
}

const SCRIPT_WITHOUT_SPACES =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
const isLetter = (character: string): boolean => /\p{L}/u.test(character) && !SCRIPT_WITHOUT_SPACES.test(character);

/** A first byte and those that should follow it, and now and then other ones. */
const sequence = fc
  .tuple(fc.integer({ min: 0x80, max: 0xff }), fc.array(fc.integer({ min: 0x80, max: 0xbf }), { maxLength: 3 }))
  .map(([first, rest]) => Uint8Array.of(first, ...rest.slice(0, first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1)));
const codePoint = fc.oneof(fc.nat(0x5ff), fc.nat(0x10_ffff));
const character = codePoint.map((code) => utf8.encode(String.fromCodePoint(code)));

test('a letter is one of any script, and what is not UTF-8 is none', () => {
  let letters = 0;
  let faults = 0;
  const property = fc.property(fc.oneof(sequence, character), (bytes) => {
    const decoded = characterOf(bytes);
    letters += Number(isLetter(decoded));
    faults += Number(decoded === '');
    // A letter of no case on the other side makes one word of the two.
    assert.equal(isInsideWord(Uint8Array.of(...bytes, ...utf8.encode('ª')), bytes.length), isLetter(decoded));
    assert.equal(isInsideWord(Uint8Array.of(0xc2, 0xaa, ...bytes), 2), isLetter(decoded));
  });
  fc.assert(property, { numRuns: 3_000 });
  assert.ok(letters > 300 && faults > 300);
});

test('a capital after a small letter begins a word, in any script', () => {
  const bytes = utf8.encode('éÉÉé');
  assert.deepEqual(
    [0, 2, 4, 6, 8].map((at) => isInsideWord(bytes, at)),
    [false, false, true, true, false],
  );
  assert.deepEqual(
    [0, 2, 4, 6, 8].map((at) => endsAbbreviation(bytes, at)),
    [false, false, true, false, false],
  );
});
