import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import {
  binarySignatures,
  MAX_CONTROL_RATIO,
  MAX_CONTROL_RATIO_SINGLE_BYTE,
  SNIFF_BYTES,
  sniff,
} from '../src/index.ts';

const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();
const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');

/** Bytes without pattern, the same in every run. */
function noise(length: number): Buffer {
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, i) => createHash('sha256').update(`${i}`).digest());
  return Buffer.concat(blocks).subarray(0, length);
}

const GERMAN = 'Die Größe der Straße beträgt zwölf Meter, über die Brücke führt ein Weg.\r\n';
const CHINESE = '身份证号码是十八位数字，请妥善保管。\n第二行也一样 ok\n'.repeat(20);

const texts: [string, Uint8Array, string][] = [
  ['ascii', Buffer.from('hello\n'), 'utf-8'],
  ['one letter', Buffer.from('x'), 'utf-8'],
  ['utf-8', Buffer.from(`${GERMAN}😀`), 'utf-8'],
  ['utf-8 with byte order mark', Buffer.from(`\uFEFF${GERMAN}`), 'utf-8'],
  ['utf-8 with damage', Buffer.concat([Buffer.from(GERMAN.repeat(9)), Buffer.from([0xff, 0xc3, 0x28])]), 'utf-8'],
  ['utf-8 cut within a character', Buffer.from('naïve ☃').subarray(0, -1), 'utf-8'],
  ['utf-16le with byte order mark', Buffer.from('\uFEFFhi', 'utf16le'), 'utf-16le'],
  ['utf-16be with byte order mark', utf16be('\uFEFFhi'), 'utf-16be'],
  ['utf-16le without', Buffer.from(GERMAN, 'utf16le'), 'utf-16le'],
  ['utf-16be without', utf16be(GERMAN), 'utf-16be'],
  ['utf-16le without, Chinese', Buffer.from(CHINESE, 'utf16le'), 'utf-16le'],
  ['utf-16le without, emoji', Buffer.from('so glad 😀😀', 'utf16le'), 'utf-16le'],
  ['utf-16le without, a character cut off', Buffer.from(`${GERMAN}x`, 'utf16le').subarray(0, -1), 'utf-16le'],
  ['latin-1', latin1(GERMAN), 'windows-1252'],
  ['windows-1252 quotes', Buffer.from([0x93, ...Buffer.from('quoted'), 0x94]), 'windows-1252'],
  ['terminal colours', Buffer.from('\u001b[31mred\u001b[0m'.repeat(10)), 'utf-8'],
  [
    'a log that begins with a few NULs',
    Buffer.concat([Buffer.alloc(9), Buffer.from('line of a log\n'.repeat(20))]),
    'utf-8',
  ],
  ['a text that begins like a picture', Buffer.from('GIF89a is an old format'), 'utf-8'],
  ['a text that begins like an archive', Buffer.from('ORC files are columnar; BM, MZ'), 'utf-8'],
];

for (const [name, bytes, charset] of texts) {
  test(`sniff: ${name} is text in ${charset}`, () => {
    assert.deepEqual(sniff(bytes, 'a.txt'), { kind: 'text', charset, mimeType: 'text/plain' });
  });
}

test('sniff: nothing is empty', () => assert.equal(sniff(new Uint8Array(0), 'a.txt').kind, 'empty'));
test('sniff: gzip, zstd and a skippable zstd frame are layers to unwrap', () => {
  assert.equal(sniff(gzipSync('x'), 'x').kind, 'gzip');
  assert.equal(sniff(zstdCompressSync('x'), 'x').kind, 'zstd');
  assert.equal(sniff(Buffer.from([0x5f, 0x2a, 0x4d, 0x18, 0, 0, 0, 0]), 'x').kind, 'zstd');
  assert.equal(sniff(Buffer.from([0x60, 0x2a, 0x4d, 0x18, 1, 0, 0, 0]), 'x').kind, 'binary');
});

for (const signature of binarySignatures) {
  test(`sniff: ${signature.mimeType} by ${Buffer.from(signature.bytes).toString('hex')}`, () => {
    const bytes = noise(512);
    bytes.fill(0, 0, 12);
    bytes.set(signature.bytes, signature.at ?? 0);
    assert.deepEqual(sniff(bytes, 'a.txt'), { kind: 'binary', mimeType: signature.mimeType });
  });
}

test('sniff: UTF-32 and random bytes are binary', () => {
  assert.equal(sniff(Buffer.from([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0]), 'x').kind, 'binary');
  assert.equal(sniff(noise(SNIFF_BYTES), 'x').kind, 'binary');
});

test('sniff: control characters at the limit are text, one past it is binary', () => {
  const withControls = (controls: number, byte: string): Buffer =>
    latin1(byte + '\u0001'.repeat(controls) + 'a'.repeat(999 - controls));
  const most = MAX_CONTROL_RATIO * 1000;
  assert.equal(sniff(withControls(most, 'a'), 'x').kind, 'text');
  assert.equal(sniff(withControls(most + 1, 'a'), 'x').kind, 'binary');
  const mostSingleByte = MAX_CONTROL_RATIO_SINGLE_BYTE * 1000;
  assert.equal(sniff(withControls(mostSingleByte, 'é'), 'x').kind, 'text');
  assert.equal(sniff(withControls(mostSingleByte + 1, 'é'), 'x').kind, 'binary');
});

test('sniff: control characters count wherever they stand, and nothing beside them does', () => {
  const CONTROLS = [1, 7, 0x0e, 0x1a, 0x1f, 0x7f];
  const PLAIN = [0x08, 0x09, 0x0a, 0x0d, 0x1b, 0x20, 0x21, 0x41, 0x7e];
  const most = MAX_CONTROL_RATIO * 40;
  const places = fc.uniqueArray(fc.nat(39), { minLength: most, maxLength: most + 1 });
  const bytes = fc.tuple(
    places,
    fc.array(fc.constantFrom(...CONTROLS), { minLength: 40, maxLength: 40 }),
    fc.array(fc.constantFrom(...PLAIN), { minLength: 40, maxLength: 40 }),
  );
  fc.assert(
    fc.property(bytes, fc.nat(3), ([at, controls, plain], shift) => {
      const head = Buffer.alloc(44).subarray(shift, shift + 40);
      for (let i = 0; i < 40; i++) head[i] = at.includes(i) ? controls[i]! : plain[i]!;
      assert.equal(sniff(head, 'x').kind, at.length <= most ? 'text' : 'binary');
    }),
  );
});

test('sniff: a text has the type of its extension', () => {
  const typeOf = (name: string): string => sniff(Buffer.from('a,b'), name).mimeType;
  assert.equal(typeOf('dir.d/Customers.CSV'), 'text/csv');
  assert.equal(typeOf('x.jsonl'), 'application/jsonl');
  assert.equal(typeOf('dir.csv/README'), 'text/plain');
  assert.equal(typeOf('.json'), 'text/plain');
});

test('sniff: any well-formed text is text, in UTF-8 and, if it has letters of ASCII, in UTF-16', () => {
  const letters = fc.string({
    unit: fc.constantFrom(...'abc XYZ019,;\n', 'é', 'ß', '中'),
    minLength: 1,
    maxLength: 200,
  });
  fc.assert(
    fc.property(letters, (text) => {
      assert.equal((sniff(Buffer.from(text), 'x') as { charset?: string }).charset, 'utf-8');
      assert.equal((sniff(Buffer.from(`id: ${text}`, 'utf16le'), 'x') as { charset?: string }).charset, 'utf-16le');
      assert.equal((sniff(utf16be(`id: ${text}`), 'x') as { charset?: string }).charset, 'utf-16be');
    }),
  );
});

test('sniff: never throws', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 600 }), fc.string(), (bytes, name) => void sniff(bytes, name)));
});
