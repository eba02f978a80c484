import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { type Occurrence, type ScanCheckpoint, scanCheckpointSchema } from '@dowser/contracts';
import { compileCatalogue } from '@dowser/detection';
import { selectIdentifiers } from '@dowser/identifiers';
import { ObjectError } from '@dowser/objects';
import { MAX_CHECKPOINT_BYTES } from '../src/checkpoint.ts';
import { createChunkBuffers } from '../src/chunk-buffers.ts';
import { UNWRAP_LIMITS } from '../src/limits.ts';
import { createChunkScan } from '../src/scan-chunk.ts';
import { LEAST_REST, scanObject } from '../src/scan-object.ts';
import type { ScanSource } from '../src/scan-source.ts';

const CHUNK_BYTES = 32 * 1024;
const catalogue = compileCatalogue(selectIdentifiers(['USA_SOCIAL_SECURITY_NUMBER', 'CREDIT_CARD_NUMBER']));
const scanChunk = createChunkScan(catalogue, 'a key of the test');
const buffers = createChunkBuffers(CHUNK_BYTES);

/** What was read of it, from where, and how much. */
interface Reads {
  readonly from: number;
  bytes: number;
}

function sourceOf(name: string, body: Uint8Array, reads: Reads[] = []): ScanSource {
  return {
    name,
    async open(_signal, { from }) {
      const read = { from, bytes: 0 };
      reads.push(read);
      const bytes = (async function* () {
        for (let at = from; at < body.length; at += 5_000) {
          const piece = body.subarray(at, at + 5_000);
          read.bytes += piece.length;
          yield piece;
        }
      })();
      return { size: body.length, bytes };
    },
  };
}

/** Scans part after part, the checkpoint going over the bus between any two. */
async function scanAll(name: string, body: Uint8Array, partBytes: number) {
  const found: Occurrence[] = [];
  const reads: Reads[] = [];
  let from: ScanCheckpoint | null = null;
  for (let parts = 1; ; parts++) {
    const step = await scanObject(sourceOf(name, body, reads), {
      limits: UNWRAP_LIMITS,
      buffers,
      scanChunk: async (task) => scanChunk(task),
      onOccurrences: async (batch) => void found.push(...batch),
      signal: new AbortController().signal,
      from,
      partBytes,
    });
    if (step.kind === 'ended') return { found: found.sort((a, b) => a.start - b.start), step, parts, reads };
    from = scanCheckpointSchema.parse(JSON.parse(JSON.stringify(step.checkpoint)));
  }
}

const people = Array.from({ length: 2_400 }, (_, at) => ({
  name: `Zoë 𝔘 nº ${at}`,
  note: at % 7 === 0 ? 'a "quoted"\nline, with a \u{FEFF}mark' : `plain ${'é'.repeat(at % 90)}`,
  ssn: `219-09-${String(1_000 + at).padStart(4, '0')}`,
  card: at % 5 === 0 ? '4012888888881881' : 'none',
}));
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const csv = `name,note,ssn,credit card\n${people.map((p) => `${quoted(p.name)},${quoted(p.note)},${p.ssn},${p.card}`).join('\n')}`;
const json = JSON.stringify({ people: people.map((p) => ({ ...p, deep: { credit_card: p.card, list: [p.ssn] } })) });
const text = people
  .map((p) => `${p.name}: social security number ${p.ssn}, ${p.note}; card number ${p.card}`)
  .join('\n');
const latin = Buffer.from(text.replace(/[^\x20-\xff\n]/gu, '?'), 'latin1');
const utf16be = Buffer.from(`\u{FEFF}${text}`, 'utf16le').swap16();

const bodies: readonly (readonly [name: string, what: string, body: Buffer])[] = [
  ['a.csv', 'CSV', Buffer.from(csv)],
  ['a.json', 'JSON', Buffer.from(json)],
  ['a.txt', 'UTF-8', Buffer.from(text)],
  ['a.txt', 'UTF-8 with a mark', Buffer.from(`\u{FEFF}${text}`)],
  ['a.csv', 'UTF-16 CSV', Buffer.from(`\u{FEFF}${csv}`, 'utf16le')],
  ['a.txt', 'UTF-16, big end first', utf16be],
  ['a.txt', 'Latin-1', latin],
  [
    'a.txt',
    'UTF-8 with bytes that are none',
    Buffer.concat([Buffer.from(text), Buffer.from([0xff, 0xc3]), Buffer.from(text)]),
  ],
];

for (const [name, what, body] of bodies) {
  test(`parts: ${what} gives the same in parts of any size, and little is read twice`, async () => {
    const whole = await scanAll(name, body, Number.POSITIVE_INFINITY);
    assert.equal(whole.parts, 1);
    assert.ok(whole.found.length > 2_000);
    for (const partBytes of [40_000, 100_001]) {
      const cut = await scanAll(name, body, partBytes);
      assert.ok(cut.parts > 1, `${cut.parts} parts of ${body.length} bytes`);
      assert.deepEqual(cut.found, whole.found);
      assert.deepEqual(cut.step, whole.step);
      for (const { bytes } of cut.reads) assert.ok(bytes <= (1 + LEAST_REST) * partBytes + 3 * CHUNK_BYTES);
    }
  });
}

test('parts: what is compressed, and what is hardly more than a part, has none', async () => {
  const partBytes = 4 * CHUNK_BYTES;
  const zipped = await scanAll('a.txt.gz', gzipSync(text.repeat(20)), partBytes / 100);
  assert.equal(zipped.parts, 1);
  const limit = (1 + LEAST_REST) * partBytes;
  for (const [length, parts] of [
    [limit - 1, 1],
    [limit, 2],
  ] as const) {
    assert.equal((await scanAll('a.txt', Buffer.alloc(length, 'a'), partBytes)).parts, parts);
  }
});

test('parts: a place that takes too much to remember is passed over', async () => {
  const header = (columns: number): Buffer =>
    Buffer.from(`${'social security number,credit card,'.repeat(columns / 2)}\n`.padEnd(600_000, '1,'));
  const few = await scanAll('a.csv', header(2_000), 100_000);
  assert.ok(few.parts > 2);
  const state = await scanAll('a.csv', header(16_000), 100_000);
  assert.equal(state.parts > 1, JSON.stringify(Array(16_000).fill([0, 1])).length < MAX_CHECKPOINT_BYTES);
});

test('parts: an object that was overwritten since ends the scan, with what was found before', async () => {
  const scan = {
    limits: UNWRAP_LIMITS,
    buffers,
    scanChunk: async (task: Parameters<typeof scanChunk>[0]) => scanChunk(task),
    onOccurrences: async () => undefined,
    signal: new AbortController().signal,
    partBytes: 40_000,
  };
  const first = await scanObject(sourceOf('a.txt', Buffer.from(text)), { ...scan, from: null });
  assert.ok(first.kind === 'part');
  const gone: ScanSource = {
    name: 'a.txt',
    open: () => Promise.reject(new ObjectError('OBJECT_VERSION_MISMATCH', 'another etag')),
  };
  const second = await scanObject(gone, { ...scan, from: first.checkpoint });
  assert.ok(second.kind === 'ended');
  assert.deepEqual([second.summary.verdict, second.summary.reason], ['skipped', 'OBJECT_VERSION_MISMATCH']);
  assert.deepEqual(Object.fromEntries(second.summary.counts), first.checkpoint.counts);
});
