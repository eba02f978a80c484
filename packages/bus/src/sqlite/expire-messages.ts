import type { DatabaseSync } from 'node:sqlite';
import { inTransaction } from './database.ts';
import { placeOf } from './message-log.ts';

/** How often one of the processes that share the file clears it. */
export const RETENTION_EVERY_MS = 60_000;
/** Rows deleted in one transaction, so that no writer waits long. */
export const EXPIRE_ROWS = 2_000;

/** True for one caller per RETENTION_EVERY_MS, over all processes. */
export function retentionIsDue(db: DatabaseSync, nowMs: number): Promise<boolean> {
  const take = 'UPDATE upkeep SET retention_at_ms = ? WHERE retention_at_ms <= ?';
  return inTransaction(db, () => db.prepare(take).run(nowMs, nowMs - RETENTION_EVERY_MS).changes > 0);
}

/**
 * Deletes the messages that are older than their topic's retention and that every group of the topic has committed.
 * What a known group has not committed stays, however old: unlike a broker, a disk of one machine can afford not to lose it.
 * Returns how many went.
 */
export async function expireMessages(db: DatabaseSync, nowMs: number): Promise<number> {
  const partitions = db
    .prepare(`
      SELECT p.id, p.first_offset, t.retention_ms, coalesce(min(c.committed), p.next_offset) AS done
      FROM partitions p JOIN topics t ON t.name = p.topic LEFT JOIN claims c ON c.partition_id = p.id
      GROUP BY p.id HAVING done > p.first_offset`)
    .all() as { id: number; first_offset: number; retention_ms: number; done: number }[];
  let expired = 0;
  for (const partition of partitions) {
    const before = nowMs - partition.retention_ms;
    let first = partition.first_offset;
    for (let count = EXPIRE_ROWS; count === EXPIRE_ROWS; first += count, expired += count) {
      count = await inTransaction(db, () => deleteRun(db, partition.id, first, partition.done, before));
    }
  }
  return expired;
}

/** Deletes the run of old messages that begins at `first`; a younger message ends it. Returns its length. */
function deleteRun(db: DatabaseSync, partitionId: number, first: number, end: number, before: number): number {
  const start = placeOf(partitionId, first);
  const rows = db
    .prepare('SELECT sent_at_ms FROM messages WHERE place >= ? AND place < ? ORDER BY place LIMIT ?')
    .all(start, start + (end - first), EXPIRE_ROWS) as { sent_at_ms: number }[];
  const young = rows.findIndex((row) => row.sent_at_ms >= before);
  const count = young < 0 ? rows.length : young;
  if (count === 0) return 0;
  db.prepare('DELETE FROM messages WHERE place >= ? AND place < ?').run(start, start + count);
  db.prepare('UPDATE partitions SET first_offset = ? WHERE id = ?').run(first + count, partitionId);
  return count;
}
