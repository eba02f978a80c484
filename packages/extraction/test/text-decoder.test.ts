import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Charset, createTextDecoder } from '../src/index.ts';

/** Decodes `bytes` cut at these lengths, one after another, the rest at the end. */
function decodeInPieces(charset: Charset, bytes: Uint8Array, lengths: readonly number[]): Buffer {
  const decoder = createTextDecoder(charset);
  const out: Uint8Array[] = [];
  let at = 0;
  for (const length of [...lengths, bytes.length]) {
    out.push(Buffer.from(decoder.write(bytes.subarray(at, at + length))));
    at += length;
  }
  return Buffer.concat([...out, decoder.end()]);
}

const cuts = fc.array(fc.nat({ max: 5 }), { maxLength: 40 });

test('decoder: text comes out as UTF-8 from every charset, however it is cut', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), cuts, (text, lengths) => {
      const expected = Buffer.from(text.replace(/^\uFEFF/, ''));
      const little = Buffer.from(text, 'utf16le');
      assert.deepEqual(decodeInPieces(Charset.Utf8, Buffer.from(text), lengths), expected);
      assert.deepEqual(decodeInPieces(Charset.Utf16Le, little, lengths), expected);
      assert.deepEqual(decodeInPieces(Charset.Utf16Be, Buffer.from(little).swap16(), lengths), expected);
    }),
  );
});

test('decoder: never throws, and the cuts do not matter, on arbitrary bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array(), cuts, fc.constantFrom(...Object.values(Charset)), (bytes, lengths, charset) => {
      assert.deepEqual(decodeInPieces(charset, bytes, lengths), decodeInPieces(charset, bytes, []));
    }),
  );
});

test('decoder: a byte order mark is dropped, once, at the start only', () => {
  for (const lengths of [[], [1], [2], [1, 1], [1, 1, 1]]) {
    assert.equal(decodeInPieces(Charset.Utf8, Buffer.from('\uFEFF\uFEFFa\uFEFF'), lengths).toString(), '\uFEFFa\uFEFF');
    const utf16 = Buffer.from('\uFEFFa', 'utf16le');
    assert.equal(decodeInPieces(Charset.Utf16Le, utf16, lengths).toString(), 'a');
    assert.equal(decodeInPieces(Charset.Utf16Be, utf16.swap16(), lengths).toString(), 'a');
  }
});

test('decoder: UTF-8 passes untouched, valid or not', () => {
  const bytes = Uint8Array.from([0x61, 0xff, 0xc3, 0x28, 0, 0x62]);
  const decoder = createTextDecoder(Charset.Utf8);
  assert.equal(decoder.write(bytes), bytes);
});

test('decoder: a stream shorter than the byte order mark keeps its bytes', () => {
  assert.deepEqual([...decodeInPieces(Charset.Utf8, Uint8Array.from([0xef, 0xbb]), [1])], [0xef, 0xbb]);
});

test('decoder: windows-1252 beyond latin-1', () => {
  const bytes = Uint8Array.from([0x80, 0x92, 0xe9, 0x41]);
  assert.equal(decodeInPieces(Charset.Windows1252, bytes, [1, 1]).toString(), '€’éA');
});

test('decoder: lone surrogates and a cut-off unit become U+FFFD', () => {
  assert.equal(decodeInPieces(Charset.Utf16Le, Uint8Array.from([0x00, 0xd8, 0x41, 0]), []).toString(), '\uFFFDA');
  assert.equal(decodeInPieces(Charset.Utf16Le, Uint8Array.from([0x41, 0, 0x42]), []).toString(), 'A\uFFFD');
});
