import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { TransientError } from '@dowser/pipeline';

/** How long one call may block the event loop on another process's transaction; after it the caller waits asynchronously. */
const BLOCKING_WAIT_MS = 50;
const BUSY_RETRY_MS = 10;
/** After this long the file is held by something that is not a bus, or the disk hangs: the caller is told. */
const BUSY_GIVE_UP_MS = 10_000;

/** Bumped when a table changes shape: a file of another version is refused, not guessed at. */
const SCHEMA_VERSION = 2;

const SCHEMA = `
CREATE TABLE topics (name TEXT PRIMARY KEY, retention_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE partitions (
  id INTEGER PRIMARY KEY,
  topic TEXT NOT NULL,
  number INTEGER NOT NULL,
  first_offset INTEGER NOT NULL DEFAULT 0,
  next_offset INTEGER NOT NULL DEFAULT 0,
  UNIQUE (topic, number)
) STRICT;
CREATE TABLE messages (
  place INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  value BLOB NOT NULL,
  sent_at_ms INTEGER NOT NULL,
  headers TEXT
) STRICT;
CREATE TABLE members (
  id TEXT PRIMARY KEY,
  group_name TEXT NOT NULL,
  topics TEXT NOT NULL,
  lease_until_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE claims (
  group_name TEXT NOT NULL,
  partition_id INTEGER NOT NULL,
  committed INTEGER NOT NULL,
  assignee TEXT,
  holder TEXT,
  epoch INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (group_name, partition_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE upkeep (id INTEGER PRIMARY KEY CHECK (id = 1), retention_at_ms INTEGER NOT NULL) STRICT;
INSERT INTO upkeep VALUES (1, 0);
PRAGMA user_version = ${SCHEMA_VERSION};
`;

/** Files of version 1 have no headers. */
const FROM_1 = `ALTER TABLE messages ADD COLUMN headers TEXT; PRAGMA user_version = ${SCHEMA_VERSION};`;

/** SQLite's primary result codes that pass by themselves: busy, locked, disk full. https://sqlite.org/rescode.html */
const TRANSIENT_CODES: ReadonlySet<number> = new Set([5, 6, 13]);

/**
 * Opens the file, creating it and its tables. WAL, so that readers and the writer do not wait for each other, and
 * synchronous=FULL: a commit that returned outlives a killed process and a power cut.
 */
export async function openDatabase(path: string): Promise<DatabaseSync> {
  mkdirSync(dirname(path), { recursive: true });
  const db = new DatabaseSync(path, { timeout: BLOCKING_WAIT_MS });
  await whenFree(() => db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;'));
  await inTransaction(db, () => {
    const version = Number(db.prepare('PRAGMA user_version').get()!.user_version);
    if (version === 0) db.exec(SCHEMA);
    else if (version === 1) db.exec(FROM_1);
    else if (version !== SCHEMA_VERSION) {
      throw new Error(
        `bus: ${path} has schema version ${version}, this program needs ${SCHEMA_VERSION}: use another file`,
      );
    }
  });
  return db;
}

/** Runs `work` in one write transaction; waits, without blocking the event loop for long, while another process writes. */
export function inTransaction<T>(db: DatabaseSync, work: () => T): Promise<T> {
  return whenFree(() => transact(db, work));
}

/** One attempt at a write transaction. Throws TransientError when another process holds the file. */
export function transact<T>(db: DatabaseSync, work: () => T): T {
  try {
    db.exec('BEGIN IMMEDIATE');
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw named(error);
  }
}

async function whenFree<T>(work: () => T): Promise<T> {
  const giveUpAt = Date.now() + BUSY_GIVE_UP_MS;
  for (;;) {
    try {
      return work();
    } catch (raw) {
      const error = named(raw);
      if (!(error instanceof TransientError) || Date.now() >= giveUpAt) throw error;
    }
    await sleep(BUSY_RETRY_MS);
  }
}

function named(error: unknown): unknown {
  if (!(error instanceof Error) || !('errcode' in error)) return error;
  const primaryCode = Number(error.errcode) & 0xff;
  if (!TRANSIENT_CODES.has(primaryCode)) return error;
  return new TransientError(`bus: the SQLite file is not writable now: ${error.message}`, { cause: error });
}
