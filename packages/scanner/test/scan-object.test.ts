import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { OCCURRENCES_PER_MESSAGE, type Occurrence } from '@dowser/contracts';
import { ObjectError, ObjectErrorCode } from '@dowser/objects';
import { TransientError } from '@dowser/pipeline';
import fc from 'fast-check';
import { createChunkBuffers } from '../src/chunk-buffers.ts';
import { ChunkError } from '../src/chunk-error.ts';
import { UNWRAP_LIMITS } from '../src/limits.ts';
import { scanObject } from '../src/scan-object.ts';
import type { ScanSource } from '../src/scan-source.ts';
import { verdictOfError } from '../src/scan-summary.ts';
import { inPieces } from './streams.ts';
import { toyChunkScan } from './toy-chunk-scan.ts';

const source = (bytes: Uint8Array, name = 'a.txt', cuts: readonly number[] = []): ScanSource => ({
  name,
  open: async () => ({
    size: bytes.length,
    bytes: (async function* () {
      yield* inPieces(bytes, cuts);
    })(),
  }),
});

interface Setting {
  /** The engine fails on the task after so many. */
  readonly failsAfter?: number;
  readonly chunkBytes?: number;
  readonly windowBytes?: number;
  readonly limits?: typeof UNWRAP_LIMITS;
  readonly signal?: AbortSignal;
}

async function run(from: ScanSource, setting: Setting = {}) {
  const toy = toyChunkScan(setting.windowBytes);
  const batches: Occurrence[][] = [];
  const step = await scanObject(from, {
    ...WHOLE_SCAN,
    limits: setting.limits ?? UNWRAP_LIMITS,
    buffers: createChunkBuffers(setting.chunkBytes ?? 64),
    scanChunk: async (task) => {
      if (toy.seen.tasks === setting.failsAfter) throw new ChunkError('lost over bytes 64 to 128 of a.txt');
      return toy.scan(task);
    },
    signal: setting.signal ?? new AbortController().signal,
    onOccurrences: async (batch) => void batches.push([...batch]),
  });
  assert.ok(step.kind === 'ended');
  const { summary } = step;
  return { summary, batches, starts: batches.flat().map(({ start }) => start), seen: toy.seen };
}

const WHOLE_SCAN = { from: null, partBytes: Number.POSITIVE_INFINITY };
const TEXT = `${'hay '.repeat(30)}needle ${'hay '.repeat(7)}needle${'hay '.repeat(50)}needle`;
const STARTS = [...TEXT.matchAll(/needle/g)].map(({ index }) => index);

test('scan: the same, however the object comes and is cut', async () => {
  const cuts = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 4 });
  const sizes = fc.integer({ min: 1, max: 80 });
  await fc.assert(
    fc.asyncProperty(cuts, fc.integer({ min: 10, max: 500 }), sizes, async (lengths, chunkBytes, windowBytes) => {
      const { summary, starts, seen } = await run(source(Buffer.from(TEXT), 'a', lengths), { chunkBytes, windowBytes });
      assert.deepEqual(starts, STARTS);
      assert.deepEqual([seen.bytes, seen.last, summary.bytesScanned], [TEXT.length, 1, TEXT.length]);
    }),
  );
});

test('scan: a chunk that ends where the object ends is the last', async () => {
  for (const length of [63, 64, 65, 127, 128, 129]) {
    const { seen, summary } = await run(source(Buffer.alloc(length, 'a')));
    assert.deepEqual([seen.bytes, seen.last, summary.verdict], [length, 1, 'scanned']);
  }
});

interface Expected {
  readonly verdict: string;
  readonly reason?: string;
  readonly charset?: string;
  readonly compression?: string;
  readonly mimeType?: string;
  readonly found?: number;
}

const utf16 = Buffer.from(`\uFEFF${TEXT}`, 'utf16le');
const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(99)]);
const deep = gzipSync(gzipSync(gzipSync(gzipSync(TEXT))));
const bomb = { ...UNWRAP_LIMITS, ratio: 2, ratioFromBytes: 200 };

const cases: [string, Uint8Array, string, Expected, Setting?][] = [
  ['a text', Buffer.from(TEXT), 'a.txt', { verdict: 'scanned', charset: 'utf-8', mimeType: 'text/plain', found: 3 }],
  ['an empty object', Buffer.alloc(0), 'a.txt', { verdict: 'scanned', mimeType: 'application/x-empty' }],
  ['only a byte order mark', Buffer.from('\uFEFF'), 'a.txt', { verdict: 'scanned', mimeType: 'text/plain' }],
  ['utf-16', utf16, 'a.csv', { verdict: 'scanned', charset: 'utf-16le', mimeType: 'text/csv', found: 3 }],
  [
    'latin-1',
    Buffer.from(`é${TEXT}`, 'latin1'),
    'a',
    { verdict: 'scanned', charset: 'windows-1252', mimeType: 'text/plain', found: 3 },
  ],
  [
    'invalid utf-8',
    Buffer.concat([Buffer.from(`ééé${TEXT}`), Buffer.from([0xff])]),
    'a',
    { verdict: 'scanned', charset: 'utf-8', mimeType: 'text/plain', found: 3 },
  ],
  ['a picture', png, 'a.txt', { verdict: 'skipped', reason: 'UNSUPPORTED_FILE_TYPE_EXCEPTION', mimeType: 'image/png' }],
  [
    'a picture in gzip',
    gzipSync(png),
    'a.txt',
    { verdict: 'skipped', reason: 'UNSUPPORTED_FILE_TYPE_EXCEPTION', compression: 'gzip', mimeType: 'image/png' },
  ],
  [
    'gzip',
    gzipSync(TEXT),
    'a.json.gz',
    { verdict: 'scanned', charset: 'utf-8', compression: 'gzip', mimeType: 'application/json', found: 3 },
  ],
  [
    'gzip in zstd',
    zstdCompressSync(gzipSync(TEXT)),
    'a.gz.zst',
    { verdict: 'scanned', charset: 'utf-8', compression: 'zstd+gzip', mimeType: 'text/plain', found: 3 },
  ],
  [
    'nothing in gzip',
    gzipSync(''),
    'a.gz',
    { verdict: 'scanned', compression: 'gzip', mimeType: 'application/x-empty' },
  ],
  [
    'too many layers',
    deep,
    'a',
    {
      verdict: 'partial',
      reason: 'ARCHIVE_NESTING_LEVEL_OVER_LIMIT',
      compression: 'gzip+gzip+gzip',
      mimeType: 'application/gzip',
    },
  ],
  [
    'truncated gzip',
    gzipSync(TEXT).subarray(0, -9),
    'a.gz',
    {
      verdict: 'partial',
      reason: 'MALFORMED_FILE',
      charset: 'utf-8',
      compression: 'gzip',
      mimeType: 'text/plain',
      found: 3,
    },
  ],
  [
    'only the header of gzip',
    gzipSync(TEXT).subarray(0, 10),
    'a.gz',
    { verdict: 'skipped', reason: 'MALFORMED_FILE', compression: 'gzip', mimeType: 'application/x-empty' },
  ],
  [
    'a bomb',
    gzipSync(`needle${'a'.repeat(2_000)}`),
    'a.gz',
    {
      verdict: 'partial',
      reason: 'ARCHIVE_TOTAL_BYTES_EXTRACTED_OVER_LIMIT',
      charset: 'utf-8',
      compression: 'gzip',
      mimeType: 'text/plain',
      found: 1,
    },
    { limits: bomb },
  ],
];

for (const [name, bytes, key, expected, setting] of cases) {
  test(`scan: ${name} is ${expected.verdict} ${expected.reason ?? ''}`, async () => {
    for (const cuts of [[], [1]]) {
      const { summary, starts } = await run(source(bytes, key, cuts), setting);
      const { verdict, reason, charset, compression, mimeType } = summary;
      const { verdict: v, reason: r = '', charset: c = '', compression: z = '', mimeType: m = '' } = expected;
      assert.deepEqual(
        { verdict, reason, charset, compression, mimeType },
        { verdict: v, reason: r, charset: c, compression: z, mimeType: m },
      );
      assert.equal(starts.length, expected.found ?? 0);
      assert.equal(summary.counts.get('NEEDLE') ?? 0, expected.found ?? 0);
      assert.equal(summary.bytesRead, summary.verdict === 'scanned' ? bytes.length : summary.bytesRead);
      assert.equal(summary.detail === '', verdict === 'scanned');
    }
  });
}

test('scan: the inner name is what the engine sees', async () => {
  const { seen } = await run(source(gzipSync(TEXT), 'dir/customers.csv.gz'));
  assert.deepEqual([...seen.names], ['dir/customers.csv']);
});

for (const code of Object.values(ObjectErrorCode)) {
  test(`scan: an object that is ${code} has that verdict, before the first byte or after some`, async () => {
    const error = new ObjectError(code, 'what is wrong');
    const closed: ScanSource = { name: 'a', open: () => Promise.reject(error) };
    const broken: ScanSource = {
      name: 'a',
      open: async () => ({
        size: -1,
        bytes: (async function* () {
          yield Buffer.from(`needle ${'a'.repeat(100_000)}`);
          throw error;
        })(),
      }),
    };
    for (const [from, found] of [
      [closed, 0],
      [broken, 1],
    ] as const) {
      const { summary, starts } = await run(from, { chunkBytes: 1_000 });
      assert.deepEqual(
        [summary.verdict, summary.reason, summary.detail],
        [verdictOfError[code], code, 'what is wrong'],
      );
      assert.equal(summary.counts.get('NEEDLE') ?? 0, found);
      assert.equal(starts.length, found);
    }
  });
}

test('scan: TransientError and bugs pass through, with the source let go', async () => {
  for (const error of [new TransientError('away'), new RangeError('bug')]) {
    let left = 0;
    const failing: ScanSource = {
      name: 'a',
      open: async () => ({
        size: -1,
        bytes: (async function* () {
          try {
            yield Buffer.from(TEXT);
            throw error;
          } finally {
            left++;
          }
        })(),
      }),
    };
    await assert.rejects(run(failing), error);
    assert.equal(left, 1);
  }
});

test('scan: a failing engine or receiver ends the scan and gives the buffers back', async () => {
  const buffers = createChunkBuffers(64);
  const given: unknown[] = [];
  let out = 0;
  const counting = {
    chunkBytes: 64,
    take: () => {
      out++;
      return buffers.take();
    },
    give: (buffer: Parameters<typeof buffers.give>[0]) => {
      given.push(buffer);
      buffers.give(buffer);
    },
  };
  const error = new Error('not durable');
  const scan = { ...WHOLE_SCAN, limits: UNWRAP_LIMITS, buffers: counting, signal: new AbortController().signal };
  const toy = toyChunkScan();
  const failing = scanObject(source(Buffer.from('needle'.repeat(9_999))), {
    ...scan,
    scanChunk: toy.scan,
    onOccurrences: () => Promise.reject(error),
  });
  await assert.rejects(failing, error);
  assert.ok(toy.seen.bytes < 6 * 9_999, 'the scan stops where its receiver fails');
  assert.deepEqual([out, given.length], [2, 2]);
});

test('scan: an aborted signal ends it with its reason', async () => {
  const stop = new AbortController();
  const reason = new Error('partition taken away');
  const endless: ScanSource = {
    name: 'a',
    open: async () => ({
      size: -1,
      bytes: (async function* () {
        for (let i = 0; ; i++) {
          if (i === 50) stop.abort(reason);
          yield Buffer.alloc(65_536, 'a');
        }
      })(),
    }),
  };
  await assert.rejects(run(endless, { signal: stop.signal, chunkBytes: 65_536 }), reason);
});

test('scan: occurrences come in full batches, and the rest at the end', async () => {
  for (const count of [OCCURRENCES_PER_MESSAGE - 1, OCCURRENCES_PER_MESSAGE, OCCURRENCES_PER_MESSAGE + 1]) {
    const { batches, summary } = await run(source(Buffer.from('needle '.repeat(count))), { chunkBytes: 4_096 });
    const rest = count % OCCURRENCES_PER_MESSAGE;
    const full = Math.floor(count / OCCURRENCES_PER_MESSAGE);
    assert.deepEqual(
      batches.map((batch) => batch.length),
      [...Array<number>(full).fill(OCCURRENCES_PER_MESSAGE), ...(rest > 0 ? [rest] : [])],
    );
    assert.equal(summary.counts.get('NEEDLE'), count);
  }
});

test('scan: a chunk that no thread can scan fails the object, with what was found before', async () => {
  const { summary, starts } = await run(source(Buffer.from(`needle${TEXT}`)), { failsAfter: 1 });
  assert.deepEqual(
    [summary.verdict, summary.reason, summary.detail],
    ['failed', 'ENGINE_FAILED', 'lost over bytes 64 to 128 of a.txt'],
  );
  assert.deepEqual([starts, summary.counts.get('NEEDLE')], [[0], 1]);
});
