import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startClickHouse } from '@dowser/local';
import { openStore } from '@dowser/store';
import { storeConformance } from '@dowser/testkit';

const TABLES = ['object_log', 'scan_log', 'occurrence_log', 'dead_letter_log'];

storeConformance('embedded ClickHouse', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dowser-store-conformance-'));
  const clickhouse = await startClickHouse({ port: 0, dataDir: join(folder, 'data') });
  const store = openStore({ url: clickhouse.url, database: 'dowser' });
  await store.migrate();
  return {
    insert: (table, rows) => store.insert(table, rows),
    async clear() {
      for (const table of TABLES) for await (const _ of await store.raw(`TRUNCATE TABLE ${table}`, 'TSV'));
    },
    async read(view, columns) {
      const names = columns.map((column) => `\`${column}\``).join(', ');
      const rows = await store.query<Record<string, unknown>>(
        `SELECT ${names} FROM ${view}${TABLES.includes(view) ? ' FINAL' : ''}`,
      );
      const isNumber = (column: string): boolean => ['count', 'start', 'end'].includes(column);
      return rows.map((row) =>
        Object.fromEntries(columns.map((column) => [column, isNumber(column) ? Number(row[column]) : row[column]])),
      );
    },
    async close() {
      await store.close();
      await clickhouse.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
});
