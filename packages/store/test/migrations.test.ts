import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { MIGRATIONS_FOLDER, type Migration, pendingMigrations, readMigrations } from '@dowser/store';

function inFolder<T>(files: Readonly<Record<string, string>>, use: (folder: URL) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'dowser-migrations-'));
  try {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return use(pathToFileURL(`${folder}/`));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const migration = (version: number, checksum: string): Migration => ({
  version,
  name: `000${version}-x`,
  checksum,
  statements: [],
});

describe('migrations', () => {
  test('every statement of ours can be repeated: processes that migrate at once do no harm', () => {
    const statements = readMigrations(MIGRATIONS_FOLDER).flatMap((each) => each.statements);
    assert.ok(statements.length > 10);
    for (const statement of statements)
      assert.match(
        statement,
        /^(?:CREATE (?:TABLE IF NOT EXISTS|OR REPLACE VIEW)|ALTER TABLE \w+ ADD COLUMN IF NOT EXISTS) /,
      );
  });

  test('statements are cut at semicolons that end a line; comments fall away', () => {
    const [read] = inFolder(
      { '0001-a.sql': "-- one; two;\nSELECT ';' AS a;\n\nSELECT\n  2;  \n-- end\n" },
      readMigrations,
    );
    assert.deepEqual(read?.statements, ["SELECT ';' AS a", 'SELECT\n  2']);
    assert.equal(read?.name, '0001-a');
  });

  test('the checksum does not depend on how lines end', () => {
    const unix = inFolder({ '0001-a.sql': 'SELECT 1;\n' }, readMigrations);
    const windows = inFolder({ '0001-a.sql': 'SELECT 1;\r\n' }, readMigrations);
    assert.equal(unix[0]?.checksum, windows[0]?.checksum);
    assert.match(unix[0]?.checksum ?? '', /^[0-9a-f]{64}$/);
  });

  test('a gap or a wrong name is refused', () => {
    assert.throws(
      () => inFolder({ '0001-a.sql': '', '0003-c.sql': '' }, readMigrations),
      /0003-c\.sql: must be named 0002/,
    );
    assert.throws(() => inFolder({ 'first.sql': '' }, readMigrations), /must be named 0001/);
  });

  test('only what is missing is applied, in order', () => {
    const all = [migration(1, 'a'), migration(2, 'b'), migration(3, 'c')];
    const pending = pendingMigrations(all, [all[0]!]);
    assert.deepEqual(
      pending.map(({ version }) => version),
      [2, 3],
    );
    assert.deepEqual(pendingMigrations(all, all), []);
  });

  test('a changed migration is refused by name; one of a newer release is let be', () => {
    assert.throws(() => pendingMigrations([migration(1, 'new')], [migration(1, 'old')]), /0001-x\.sql has changed/);
    assert.deepEqual(pendingMigrations([migration(1, 'a')], [migration(1, 'a'), migration(2, 'b')]), []);
  });
});
