import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { limitBytes, peek, StreamCut } from '../src/byte-stream.ts';
import { bytesOutLimit, UNWRAP_LIMITS } from '../src/limits.ts';
import { unwrap } from '../src/unwrap.ts';
import { drain, pieceStream } from './streams.ts';

const small = { layers: 3, bytes: 1_000, ratio: 10, ratioFromBytes: 100 };

/** Text that compresses badly. */
const randomText = Array.from({ length: 99 }, (_, i) => Math.sin(i)).join();

const open = (bytes: Uint8Array, name = 'a.csv.gz', limits = UNWRAP_LIMITS) =>
  unwrap(pieceStream(bytes, [7]), { name, size: bytes.length }, limits);

test('unwrap: plain text is as it is', async () => {
  const { layers, name, stream, sniffed } = await open(Buffer.from('a,b\n'), 'dir/a.csv');
  assert.deepEqual([layers, name, sniffed.kind], [[], 'dir/a.csv', 'text']);
  assert.equal((await drain(stream)).bytes.toString(), 'a,b\n');
});

test('unwrap: layers by their bytes, names without their endings', async () => {
  const { layers, name, stream, sniffed } = await open(zstdCompressSync(gzipSync('a,b\n')), 'a.csv.gz.zst');
  assert.deepEqual([layers, name, sniffed.mimeType], [['zstd', 'gzip'], 'a.csv', 'text/csv']);
  assert.equal((await drain(stream)).bytes.toString(), 'a,b\n');
});

test('unwrap: the limit of layers is met; one past it is too deep', async () => {
  let bytes: Uint8Array = Buffer.from('text');
  for (let i = 0; i < UNWRAP_LIMITS.layers; i++) bytes = gzipSync(bytes);
  assert.equal((await open(bytes)).tooDeep, false);
  const deeper = await open(gzipSync(bytes));
  assert.deepEqual([deeper.tooDeep, deeper.sniffed.kind, deeper.layers.length], [true, 'gzip', UNWRAP_LIMITS.layers]);
});

test('unwrap: bytes out at the limit pass; one past it are cut at the limit', async () => {
  const limit = 200;
  for (const length of [limit, limit + 1]) {
    const stored = gzipSync('a'.repeat(length));
    const { stream } = await unwrap(pieceStream(stored), { name: 'x', size: -1 }, { ...small, bytes: limit });
    const { bytes, error } = await drain(stream);
    assert.equal(bytes.length, limit);
    assert.equal(
      error instanceof StreamCut && error.reason,
      length > limit && 'ARCHIVE_TOTAL_BYTES_EXTRACTED_OVER_LIMIT',
    );
  }
});

test('unwrap: the limit of bytes out is the ratio from its floor on, and never over the whole', () => {
  assert.equal(bytesOutLimit(-1, small), small.bytes);
  assert.equal(bytesOutLimit(1, small), small.ratioFromBytes);
  assert.equal(bytesOutLimit(10, small), 100);
  assert.equal(bytesOutLimit(11, small), 110);
  assert.equal(bytesOutLimit(100, small), small.bytes);
  assert.equal(bytesOutLimit(101, small), small.bytes);
});

test('unwrap: a stream that breaks off before anything came out is empty, then cut', async () => {
  const { sniffed, stream } = await open(gzipSync('text').subarray(0, 10));
  assert.equal(sniffed.kind, 'empty');
  assert.ok((await drain(stream)).error instanceof StreamCut);
});

test('unwrap: what an inner layer could still read of a broken outer one comes out', async () => {
  const inner = zstdCompressSync('inner text');
  const second = gzipSync(randomText);
  second.fill(0xff, second.length - 8);
  const outer = Buffer.concat([gzipSync(inner), second]);
  const { layers, stream } = await open(outer);
  const { bytes, error } = await drain(stream);
  assert.deepEqual(layers, ['gzip', 'zstd']);
  assert.equal(bytes.toString(), 'inner text');
  assert.ok(error instanceof StreamCut, `${error}`);
});

test('peek: shows the same head however the stream is cut, and gives all of it back', async () => {
  const bytes = Buffer.from('0123456789');
  for (const cuts of [[], [1], [3], [5], [6]]) {
    const { head, stream } = await peek(pieceStream(bytes, cuts), 5);
    assert.equal(head.toString(), '01234');
    assert.equal((await drain(stream)).bytes.toString(), '0123456789');
  }
});

test('limitBytes: a limit of nothing lets an empty stream through', async () => {
  const cut = (): StreamCut => new StreamCut('MALFORMED_FILE', '');
  assert.equal((await drain(limitBytes(pieceStream(Buffer.alloc(0)), 0, cut))).error, null);
  assert.ok((await drain(limitBytes(pieceStream(Buffer.alloc(1)), 0, cut))).error instanceof StreamCut);
});
