import type { ClickHouseClient } from '@clickhouse/client';
import { type AppliedMigration, pendingMigrations, readMigrations } from './migrations.ts';
import { command, select } from './statements.ts';
import { toStoreError } from './store-error.ts';

/** Gives the versions applied. Every statement can be repeated, so processes that do this at once do no harm to each other. */
export async function applyMigrations(client: ClickHouseClient, folder: URL): Promise<readonly number[]> {
  await command(
    client,
    `CREATE TABLE IF NOT EXISTS schema_migrations
     (version UInt32, name String, checksum String, applied_at DateTime64(3, 'UTC') DEFAULT now64(3))
     ENGINE = ReplacingMergeTree ORDER BY (version, checksum)`,
  );
  const applied = await select<AppliedMigration>(
    client,
    'SELECT version, name, checksum FROM schema_migrations FINAL ORDER BY version',
    {},
  );
  const pending = pendingMigrations(readMigrations(folder), applied);
  for (const { version, name, checksum, statements } of pending) {
    for (const statement of statements) await command(client, statement);
    try {
      await client.insert({ table: 'schema_migrations', values: [{ version, name, checksum }], format: 'JSONEachRow' });
    } catch (error) {
      throw toStoreError(error, `the record of migration ${name}`, false);
    }
  }
  return pending.map(({ version }) => version);
}
