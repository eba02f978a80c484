import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { systemClock } from '@dowser/pipeline';
import type { Store, TableName } from '@dowser/store';
import fc from 'fast-check';
import type { SinkRow } from '../src/core.ts';
import { mergeInserts } from '../src/merge-inserts.ts';

const row = (table: TableName, n: number): SinkRow => ({ table, row: { n } }) as unknown as SinkRow;

interface Insert {
  readonly table: TableName;
  readonly rows: readonly number[];
  finish(error?: Error): void;
}

/** A store whose inserts end when the test says so. */
function heldStore(): { readonly store: Pick<Store, 'insert'>; readonly inserts: Insert[] } {
  const inserts: Insert[] = [];
  const insert = (table: TableName, rows: readonly unknown[]): Promise<void> =>
    new Promise((resolve, reject) => {
      const finish = (error?: Error): void => (error === undefined ? resolve() : reject(error));
      inserts.push({ table, rows: (rows as { n: number }[]).map(({ n }) => n), finish });
    });
  return { store: { insert: insert as Store['insert'] }, inserts };
}

const AT_ONCE = { lingerMs: 0, clock: systemClock };

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('mergeInserts', () => {
  test('occurrences are written before the verdicts that make them count', async () => {
    const order: TableName[] = [];
    const store = { insert: async (table: TableName) => void order.push(table) } as Pick<Store, 'insert'>;
    const deliver = mergeInserts(store, () => undefined, AT_ONCE);
    await deliver([row('dead_letter_log', 1), row('scan_log', 2), row('occurrence_log', 3), row('object_log', 4)]);
    assert.deepEqual(order, ['object_log', 'occurrence_log', 'scan_log', 'dead_letter_log']);
  });

  test('batches that come during an insert go together into the next', async () => {
    const { store, inserts } = heldStore();
    const counted: number[] = [];
    const deliver = mergeInserts(store, (_, rows) => counted.push(rows), AT_ONCE);
    const first = deliver([row('scan_log', 1)]);
    await settled();
    const others = [deliver([row('scan_log', 2), row('scan_log', 3)]), deliver([row('scan_log', 4)])];
    await settled();
    assert.equal(inserts.length, 1);
    inserts[0]!.finish();
    await first;
    await settled();
    assert.deepEqual(inserts[1]!.rows, [2, 3, 4]);
    inserts[1]!.finish();
    await Promise.all(others);
    assert.deepEqual(counted, [1, 3]);
  });

  test('a failed insert fails those whose rows were in it, and no other', async () => {
    const { store, inserts } = heldStore();
    const deliver = mergeInserts(store, () => undefined, AT_ONCE);
    const first = deliver([row('scan_log', 1)]);
    await settled();
    const second = deliver([row('scan_log', 2)]);
    inserts[0]!.finish(new Error('away'));
    await assert.rejects(first, /away/);
    await settled();
    assert.deepEqual(inserts[1]!.rows, [2]);
    inserts[1]!.finish();
    await second;
  });

  test('batches that come while one waits for company go on together; a later one waits anew', async () => {
    const { store, inserts } = heldStore();
    const waits: { readonly ms: number; readonly end: () => void }[] = [];
    const clock = { sleep: (ms: number) => new Promise<void>((end) => void waits.push({ ms, end })) };
    const deliver = mergeInserts(store, () => undefined, { lingerMs: 250, clock });
    const together = [deliver([row('scan_log', 1)]), deliver([row('scan_log', 2)])];
    await settled();
    assert.deepEqual([waits.map(({ ms }) => ms), inserts.length], [[250], 0]);
    waits[0]!.end();
    await settled();
    assert.deepEqual(inserts[0]!.rows, [1, 2]);
    inserts[0]!.finish();
    await Promise.all(together);
    const later = deliver([row('scan_log', 3)]);
    await settled();
    assert.deepEqual([waits.length, inserts.length], [2, 1]);
    waits[1]!.end();
    await settled();
    inserts[1]!.finish();
    await later;
  });

  test('nothing to write is no insert', async () => {
    const { store, inserts } = heldStore();
    await mergeInserts(store, () => undefined, AT_ONCE)([]);
    assert.equal(inserts.length, 0);
  });

  test('property: whatever the batches, each row is written once and before its batch is done', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(fc.nat(3), { maxLength: 5 }), { maxLength: 8 }), async (batches) => {
        const tables = ['object_log', 'occurrence_log', 'scan_log', 'dead_letter_log'] as const;
        const written: number[] = [];
        const store = {
          insert: async (_: TableName, rows: readonly unknown[]) => {
            await settled();
            written.push(...(rows as { n: number }[]).map(({ n }) => n));
          },
        } as Pick<Store, 'insert'>;
        const deliver = mergeInserts(store, () => undefined, AT_ONCE);
        let next = 0;
        const numbered = batches.map((batch) => batch.map((table) => row(tables[table]!, next++)));
        await Promise.all(
          numbered.map(async (batch) => {
            await deliver(batch);
            for (const one of batch) assert.ok(written.includes((one.row as unknown as { n: number }).n));
          }),
        );
        assert.deepEqual(
          written.sort((a, b) => a - b),
          Array.from({ length: next }, (_, i) => i),
        );
      }),
      { numRuns: 50 },
    );
  });
});
