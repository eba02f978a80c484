import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ObjectPart, ScanCheckpoint, ScanResult } from '@dowser/contracts';
import { identifiers } from '@dowser/identifiers';
import { type ObjectBody, ObjectError, type ReadOptions } from '@dowser/objects';
import { TransientError } from '@dowser/pipeline';
import { WHOLE } from '@dowser/scanner';
import type { MatcherMessage } from '../src/core.ts';
import { MAX_HELD_OCCURRENCES, matchObject } from '../src/match-object.ts';
import { createStoreHealth } from '../src/store-health.ts';
import { noStore, occurrence, type PartScanner, scriptedScanner, summaryOf, taskOf, workOf } from './scans.ts';

const rows = new Map(identifiers.map((row) => [row.id, row]));
const partBytes = 1_000;
const never = new AbortController().signal;

async function match(scanner: PartScanner, health = createStoreHealth()) {
  const sent: ScanResult[] = [];
  const send = async (result: ScanResult) => void sent.push(result);
  const returned = await matchObject(workOf(taskOf('k')), never, {
    scanner,
    partBytes,
    objects: noStore,
    rows,
    health,
    send,
  });
  const verdict = returned.at(-1)!;
  assert.ok(verdict.kind === 'verdict');
  return { sent, returned, verdict };
}

const partsOf = (results: readonly MatcherMessage[]) =>
  results.flatMap((result) => (result.kind === 'occurrences' ? [[result.part, result.occurrences.length]] : []));

test('match: nothing found is one verdict', async () => {
  const { sent, returned, verdict } = await match(scriptedScanner([], summaryOf()));
  assert.deepEqual([sent.length, returned.length, verdict.findings], [0, 1, []]);
});

test('match: all parts but the last are sent meanwhile; the last comes before the verdict', async () => {
  const batches = [[occurrence(0), occurrence(20)], [occurrence(40)], [occurrence(60)]];
  const { sent, returned } = await match(scriptedScanner(batches, summaryOf()));
  assert.deepEqual(partsOf(sent), [
    [0, 2],
    [1, 1],
  ]);
  assert.deepEqual(partsOf(returned), [[2, 1]]);
  assert.equal(returned.length, 2);
});

test('match: a last part at the limit comes with the verdict; one past it is sent before', async () => {
  const run = (length: number) => Array.from({ length }, (_, i) => occurrence(i * 20));
  const most = await match(scriptedScanner([[occurrence(0)], run(MAX_HELD_OCCURRENCES)], summaryOf()));
  assert.deepEqual([partsOf(most.sent), partsOf(most.returned)], [[[0, 1]], [[1, MAX_HELD_OCCURRENCES]]]);
  const more = run(MAX_HELD_OCCURRENCES + 1);
  const over = await match(scriptedScanner([more, [occurrence(0)]], summaryOf()));
  assert.deepEqual([partsOf(over.sent), partsOf(over.returned)], [[[0, more.length]], [[1, 1]]]);
  const last = await match(scriptedScanner([[occurrence(0)], more], summaryOf()));
  assert.deepEqual(
    [partsOf(last.sent), partsOf(last.returned)],
    [
      [
        [0, 1],
        [1, more.length],
      ],
      [],
    ],
  );
});

test('match: an object that a serving store keeps failing on is failed, with the findings that were sent', async () => {
  const health = createStoreHealth();
  const scanner = scriptedScanner([[occurrence(0)]], new TransientError('GET k: 500'));
  const busy: PartScanner = {
    ...scanner,
    scanPart(...args) {
      health.watch().served();
      return scanner.scanPart(...args);
    },
  };
  const { verdict, returned } = await match(busy, health);
  assert.deepEqual(
    [verdict.verdict, verdict.reason, verdict.detail],
    ['failed', 'OBJECT_STORE_UNAVAILABLE', 'GET k: 500'],
  );
  assert.deepEqual([partsOf(returned), verdict.findings[0]?.count], [[[0, 1]], 1]);
});

test('match: a bus that did not take a part is no failure of the object', async () => {
  const health = createStoreHealth();
  const away = new TransientError('bus away');
  const send = async (): Promise<void> => {
    health.watch().served(); // another object's turn: the object store is well
    throw away;
  };
  const scanner = scriptedScanner([[occurrence(0)], [occurrence(20)]], summaryOf());
  await assert.rejects(
    matchObject(workOf(taskOf('k')), never, { scanner, partBytes, objects: noStore, rows, health, send }),
    (error) => error === away,
  );
});

test('match: while the store serves nobody the task waits', async () => {
  const away = new TransientError('away');
  await assert.rejects(match(scriptedScanner([], away)), away);
});

test('match: a store that goes down in the middle of a scan is down, whatever it served before', async () => {
  const away = new TransientError('503');
  for (const servedAt of ['before', 'after'] as const) {
    const health = createStoreHealth();
    let tries = 0;
    const objects = {
      ...noStore,
      async read(): Promise<ObjectBody> {
        if (++tries === (servedAt === 'before' ? 1 : 2)) health.watch().served();
        throw away;
      },
    };
    const scanner: PartScanner = {
      ...scriptedScanner([], summaryOf()),
      async scanPart(source) {
        await source.open(never, WHOLE);
        return { kind: 'ended', summary: summaryOf() };
      },
    };
    const send = async (): Promise<void> => {};
    const options = { scanner, partBytes, objects, rows, health, send, retryWaitMs: 1 };
    const matching = matchObject(workOf(taskOf('k')), never, options);
    if (servedAt === 'before') await assert.rejects(matching, (error) => error === away);
    else assert.equal((await matching).at(-1)?.kind, 'verdict', 'others are served while this one fails');
  }
});

/** Reads its source's first bytes, then does `more` with them. */
const readingScanner = (more: () => void): PartScanner => ({
  ...scriptedScanner([], summaryOf()),
  async scanPart(source) {
    const { bytes } = await source.open(never, WHOLE);
    for await (const _ of bytes) more();
    return { kind: 'ended', summary: summaryOf() };
  },
});

test('match: the store serves when it answers, with bytes or with what is wrong; not when the answer is worked off', async () => {
  const head = { size: 1, etag: 'e', lastModified: null, storageClass: '', encryption: '', contentType: '' };
  const body = async function* () {
    yield Buffer.from('x');
  };
  const denied = new ObjectError('PERMISSION_DENIED', 'denied');
  const send = async (): Promise<void> => {};
  const away = new TransientError('503');
  for (const answer of ['bytes', 'denied'] as const) {
    const health = createStoreHealth();
    const before = health.watch();
    before.failing();
    const objects = {
      ...noStore,
      async read(): Promise<ObjectBody> {
        if (answer === 'denied') throw denied;
        return { head, body: body() };
      },
    };
    const meanwhile = health.watch();
    const scanner = readingScanner(() => meanwhile.failing());
    await matchObject(workOf(taskOf('k')), never, { scanner, partBytes, objects, rows, health, send }).catch((error) =>
      assert.equal(error, denied),
    );
    assert.equal(before.isDown(away), false, answer);
    if (answer === 'bytes') assert.equal(meanwhile.isDown(away), true, 'nothing was asked of the store since');
  }
});

test('match: a bug and the reason of an abort pass through', async () => {
  const bug = new RangeError('bug');
  await assert.rejects(match(scriptedScanner([], bug)), bug);
  const reason = new Error('partition taken away');
  const scanner = scriptedScanner([], new TransientError('cut'));
  const options = { scanner, partBytes, objects: noStore, rows, health: createStoreHealth(), send: async () => {} };
  await assert.rejects(matchObject(workOf(taskOf('k')), AbortSignal.abort(reason), options), reason);
});

const checkpoint: ScanCheckpoint = {
  storedFrom: 900,
  decodedFrom: 900,
  scannedTo: 1_000,
  charset: 'utf-8',
  mimeType: 'text/plain',
  state: { layout: { kind: 'text' }, needFrom: 900 },
  counts: { USA_SOCIAL_SECURITY_NUMBER: 2 },
};
const rest: ObjectPart = {
  kind: 'part',
  schemaVersion: 1,
  task: taskOf('k'),
  lane: 'bulk',
  identifierSetId: 'set',
  run: 'tasks/0@0',
  part: 3,
  etag: 'e1',
  messages: 7,
  durationMs: 50,
  checkpoint,
};

test('match: the end of a part is what was found in it, then what is left; nothing of it is judged', async () => {
  const objects = {
    ...noStore,
    async read(_ref: unknown, { ifMatch }: ReadOptions): Promise<ObjectBody> {
      assert.equal(ifMatch, rest.etag);
      const head = { size: 5, etag: 'e1', lastModified: null, storageClass: '', encryption: '', contentType: '' };
      return { head, body: (async function* () {})() };
    },
  };
  const scanner: PartScanner = {
    identifierSetId: 'set',
    async scanPart(source, { onOccurrences, from, partBytes: asked }) {
      assert.deepEqual([from, asked], [checkpoint, partBytes]);
      await source.open(never, { from: 900, to: 1_900 });
      await onOccurrences([occurrence(1_200)]);
      return { kind: 'part', checkpoint: { ...checkpoint, scannedTo: 2_000 } };
    },
  };
  const options = { scanner, partBytes, objects, rows, health: createStoreHealth(), send: async () => {} };
  const sent = await matchObject({ ...rest, rest }, never, options);
  assert.deepEqual(partsOf(sent), [[7, 1]]);
  const part = sent.at(-1)!;
  assert.ok(part.kind === 'part');
  const { durationMs, ...left } = part;
  const { durationMs: _before, ...was } = rest;
  assert.ok(durationMs >= rest.durationMs);
  assert.deepEqual(left, { ...was, part: 4, messages: 8, checkpoint: { ...checkpoint, scannedTo: 2_000 } });
});

test('match: what was found in the parts before counts when the store fails for good', async () => {
  const health = createStoreHealth();
  const scanner: PartScanner = {
    identifierSetId: 'set',
    async scanPart() {
      health.watch().served();
      throw new TransientError('GET k: 500');
    },
  };
  const options = { scanner, partBytes, objects: noStore, rows, health, send: async () => {} };
  const verdict = (await matchObject({ ...rest, rest }, never, options)).at(-1)!;
  assert.ok(verdict.kind === 'verdict');
  assert.deepEqual([verdict.reason, verdict.findings[0]?.count], ['OBJECT_STORE_UNAVAILABLE', 2]);
});

test('match: what another identifier set began begins anew', async () => {
  const scanner: PartScanner = {
    ...scriptedScanner([], summaryOf()),
    async scanPart(_source, { from }) {
      assert.equal(from, null);
      return { kind: 'ended', summary: summaryOf() };
    },
  };
  const options = { scanner, partBytes, objects: noStore, rows, health: createStoreHealth(), send: async () => {} };
  const left = { ...rest, identifierSetId: 'another set' };
  const [verdict, ...more] = await matchObject({ ...left, rest: left }, never, options);
  assert.ok(verdict?.kind === 'verdict' && more.length === 0);
  assert.deepEqual([verdict.identifierSetId, verdict.findings], ['set', []]);
});
