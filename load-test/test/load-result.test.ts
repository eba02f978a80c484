import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { conservationProblems, type LedgerTotals } from '../src/conservation.ts';
import { watchLedger } from '../src/ledger-watch.ts';
import { bottleneckOf } from '../src/load-result.ts';

const totals: LedgerTotals = {
  objects: 2,
  known: 2,
  scanned: 2,
  bytesScanned: 30,
  planted: 4,
  occurrences: 4,
  findings: 1,
  deadLetters: 0,
  firstScanMs: 0,
};
const put = { objects: [1, 2], bytes: 30, planted: 4 };

describe('conservation', () => {
  test('has no complaint when all is there once', () => {
    assert.deepEqual(conservationProblems(put, totals), []);
  });

  for (const [name, wrong] of Object.entries({
    objects: 3,
    known: 1,
    scanned: 1,
    bytesScanned: 29,
    planted: 5,
    deadLetters: 1,
  })) {
    test(`complains of ${name}`, () => {
      assert.equal(conservationProblems(put, { ...totals, [name]: wrong }).length, 1);
    });
  }
});

describe('the bottleneck', () => {
  const of = (cpuSeconds: number, name: string, machineBusy: number) =>
    bottleneckOf({ processes: { [name]: { cpuSeconds, rssPeakMb: 1 } }, seconds: 10, machineBusy, othersBusy: 0 });

  test('is the machine when all cores are busy', () => assert.match(of(5, 'matcher', 0.9), /all cores busy/));
  test('is a process of one thread that fills it', () => assert.match(of(9, 'sink', 0.5), /the one thread of sink/));
  test('is neither just below', () => assert.match(of(8.9, 'sink', 0.89), /waiting/));
  test('is not the thread of a process of many', () => assert.match(of(9, 'matcher', 0.5), /waiting/));
});

describe('the watch over the ledger', () => {
  /** A table of parts: what each poll is given. */
  const ledger = (polls: readonly (readonly { key: string; block: number }[])[]) => {
    const asked: unknown[] = [];
    let poll = 0;
    return {
      asked,
      async query<T>(_sql: string, params?: Readonly<Record<string, unknown>>): Promise<T[]> {
        asked.push(params?.block);
        return (polls[poll++] ?? []).map(({ key, block }) => ({ key, block: String(block) })) as T[];
      },
    };
  };

  test('counts each key once and asks only for later inserts', async () => {
    const store = ledger([
      [{ key: 'a', block: 1 }],
      [
        { key: 'a', block: 3 },
        { key: 'b', block: 3 },
      ],
      [],
    ]);
    const watch = watchLedger(store, () => 1_000);
    assert.deepEqual([await watch.poll(), await watch.poll(), await watch.poll()], [1, 2, 2]);
    assert.deepEqual(store.asked, [0, 1, 3]);
    assert.equal(watch.latency(), null);
  });

  test('takes the time from an event to the poll that saw its row', async () => {
    let nowMs = 10_000;
    const watch = watchLedger(ledger([[{ key: 'a', block: 1 }], [{ key: 'b', block: 2 }]]), () => nowMs);
    watch.sent('a', 9_900);
    watch.sent('b', 9_900);
    await watch.poll();
    nowMs = 11_900;
    await watch.poll();
    const { p50, max } = watch.latency()!;
    assert.equal(p50, 100);
    assert.ok(Math.abs(max - 2_000) <= 2, String(max));
    assert.equal(watch.lastMs(), 11_900);
  });
});
