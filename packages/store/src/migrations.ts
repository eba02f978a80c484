import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

export interface Migration {
  readonly version: number;
  /** `0001-tables`. */
  readonly name: string;
  /** SHA-256, hex, of the file with line ends as \n. */
  readonly checksum: string;
  readonly statements: readonly string[];
}

export interface AppliedMigration {
  readonly version: number;
  readonly name: string;
  readonly checksum: string;
}

export const MIGRATIONS_FOLDER = new URL('../migrations/', import.meta.url);

/** The folder's `NNNN-name.sql` files in order of number. */
export function readMigrations(folder: URL): readonly Migration[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file, index) => parseMigration(file, readFileSync(new URL(file, folder), 'utf8'), index + 1));
}

function parseMigration(file: string, text: string, expected: number): Migration {
  const version = Number(/^(\d{4})-[a-z0-9-]+\.sql$/.exec(file)?.[1]);
  if (version !== expected)
    throw new Error(`migrations/${file}: must be named ${String(expected).padStart(4, '0')}-name.sql`);
  const sql = text.replaceAll('\r\n', '\n');
  const statements = sql
    .split(/;[ \t]*(?:\n|$)/)
    .map((statement) => statement.replaceAll(/^--.*\n?/gm, '').trim())
    .filter((statement) => statement !== '');
  return {
    version,
    name: file.slice(0, -'.sql'.length),
    checksum: createHash('sha256').update(sql).digest('hex'),
    statements,
  };
}

/** What is still to be applied. Throws when an applied migration is not the one in the folder. */
export function pendingMigrations(
  migrations: readonly Migration[],
  applied: readonly AppliedMigration[],
): readonly Migration[] {
  const known = new Map(migrations.map((migration) => [migration.version, migration]));
  for (const { version, name, checksum } of applied) {
    const migration = known.get(version);
    // A newer release has been here: it keeps what this one reads.
    if (migration === undefined) continue;
    if (migration.checksum !== checksum) {
      throw new Error(
        `migrations/${migration.name}.sql has changed since it was applied as ${name}: restore it, and put the change in a new migration`,
      );
    }
  }
  const versions = new Set(applied.map(({ version }) => version));
  return migrations.filter(({ version }) => !versions.has(version));
}
