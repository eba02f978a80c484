import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { constants, gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { StreamCut } from '../src/byte-stream.ts';
import {
  type Compression,
  decompress,
  inputPieceBytes,
  MAX_INPUT_PIECE_BYTES,
  MIN_INPUT_PIECE_BYTES,
  OUTPUT_PIECES_WAITING,
} from '../src/decompress.ts';
import { drain, pieceStream } from './streams.ts';

const compress = { gzip: gzipSync, zstd: zstdCompressSync };
const formats = fc.constantFrom<Compression>('gzip', 'zstd');
const lengths = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 5 });

/** Text that does not shrink much: many input pieces. */
const dense = (blocks: number): Buffer =>
  Buffer.concat(Array.from({ length: blocks }, (_, i) => createHash('sha512').update(`${i}`).digest()));

test('decompress: members and frames, empty ones too, come out one after another however they are cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      formats,
      fc.array(fc.string(), { minLength: 1, maxLength: 4 }),
      lengths,
      async (format, parts, cuts) => {
        const stored = Buffer.concat(parts.map((part) => compress[format](part)));
        const { bytes, error } = await drain(decompress(format, pieceStream(stored, cuts)));
        assert.equal(error, null);
        assert.equal(bytes.toString(), parts.join(''));
      },
    ),
  );
});

for (const format of ['gzip', 'zstd'] as const) {
  test(`decompress: ${format} of many pieces, slowly taken`, async () => {
    const text = Buffer.concat([dense(4_000), Buffer.alloc(OUTPUT_PIECES_WAITING * 1024 * 1024, 'abc'), dense(100)]);
    const stored = Buffer.concat([compress[format](text), compress[format]('tail')]);
    assert.ok(stored.length > 3 * MAX_INPUT_PIECE_BYTES);
    const { bytes, error } = await drain(decompress(format, pieceStream(stored, [65_536])));
    assert.equal(error, null);
    assert.ok(bytes.equals(Buffer.concat([text, Buffer.from('tail')])));
  });

  test(`decompress: ${format} cut anywhere gives what came before, then MALFORMED_FILE; the same for any pieces`, async () => {
    const text = dense(1_500);
    const stored = compress[format](text);
    for (const length of [5, 20, 1_000, 16_384, 16_385, stored.length - 1]) {
      const whole = await drain(decompress(format, pieceStream(stored.subarray(0, length), [])));
      const pieces = await drain(decompress(format, pieceStream(stored.subarray(0, length), [777])));
      assert.ok(
        whole.error instanceof StreamCut && whole.error.reason === 'MALFORMED_FILE',
        `${length}: ${whole.error}`,
      );
      assert.ok(text.subarray(0, whole.bytes.length).equals(whole.bytes));
      assert.ok(whole.bytes.equals(pieces.bytes), `${length}`);
      if (format === 'gzip' && length > 1_000) assert.ok(whole.bytes.length > length * 0.8, `${whole.bytes.length}`);
    }
  });

  test(`decompress: after ${format}, zero padding is nothing, members after it count, other bytes are MALFORMED_FILE`, async () => {
    const member = compress[format]('one ');
    const padding = Buffer.alloc(5_000);
    for (const cuts of [[], [1], [member.length]]) {
      const run = (...parts: Uint8Array[]) => drain(decompress(format, pieceStream(Buffer.concat(parts), cuts)));
      assert.deepEqual(await run(member, padding), { bytes: Buffer.from('one '), error: null });
      assert.deepEqual(await run(member, padding, member), { bytes: Buffer.from('one one '), error: null });
      const { error } = await run(member, padding, Buffer.from('rest'));
      assert.ok(error instanceof StreamCut && error.reason === 'MALFORMED_FILE');
    }
  });
}

test('decompress: gzip damaged half way gives all but the piece with the damage', async () => {
  const text = dense(1_500);
  const stored = Buffer.from(gzipSync(text));
  const damage = stored.length / 2;
  stored.fill(0xff, damage, damage + 64);
  const whole = await drain(decompress('gzip', pieceStream(stored)));
  const pieces = await drain(decompress('gzip', pieceStream(stored, [1, 4_000])));
  assert.ok(whole.error instanceof StreamCut);
  assert.ok(whole.bytes.equals(pieces.bytes));
  assert.ok(whole.bytes.length > damage * 0.9, `${whole.bytes.length} of ${damage}`);
});

test('decompress: zstd with a checksum that does not fit is MALFORMED_FILE', async () => {
  const stored = zstdCompressSync(dense(10), { params: { [constants.ZSTD_c_checksumFlag]: 1 } });
  stored[stored.length - 1]! ^= 1;
  const { error } = await drain(decompress('zstd', pieceStream(stored)));
  assert.ok(error instanceof StreamCut);
});

test('decompress: pieces grow from their least to their most', () => {
  assert.equal(inputPieceBytes(0), MIN_INPUT_PIECE_BYTES);
  assert.equal(inputPieceBytes(16 * (MIN_INPUT_PIECE_BYTES + 1)), MIN_INPUT_PIECE_BYTES + 1);
  assert.equal(inputPieceBytes(16 * MAX_INPUT_PIECE_BYTES + 16), MAX_INPUT_PIECE_BYTES);
});

test('decompress: a skippable zstd frame is skipped', async () => {
  const skippable = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 9, 9, 9]);
  const stored = Buffer.concat([skippable, zstdCompressSync('x'), skippable]);
  assert.deepEqual(await drain(decompress('zstd', pieceStream(stored))), { bytes: Buffer.from('x'), error: null });
});

test('decompress: an error of the source passes through as it is', async () => {
  const failing = { next: () => Promise.reject(new RangeError('source')), close: async () => {} };
  assert.ok((await drain(decompress('gzip', failing))).error instanceof RangeError);
});

test('decompress: closing half way closes the source', async () => {
  const source = pieceStream(gzipSync(dense(2_000)), [1_000]);
  const stream = decompress('gzip', source);
  await stream.next();
  await stream.close();
  assert.equal(source.closed, 1);
});

test('decompress: a slow reader gets all of a stream whose output filled up just when the input was used up', {
  timeout: 30_000,
}, async () => {
  for (const [format, pack] of Object.entries(compress) as [Compression, (bytes: Buffer) => Buffer][]) {
    for (let pieces = 1; pieces <= 6 * OUTPUT_PIECES_WAITING; pieces++) {
      const length = pieces * 64 * 1024;
      const stream = decompress(format, pieceStream(pack(Buffer.alloc(length)), [1 << 20]));
      let total = 0;
      for (let piece = await stream.next(); piece !== null; piece = await stream.next()) {
        total += piece.length;
        // Long enough for zlib's thread to end what it was given.
        await setTimeout(2);
      }
      assert.equal(total, length);
    }
  }
});
