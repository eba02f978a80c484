import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import type { Blob } from './blobs.ts';
import type { QueueNotification } from './notification-configuration.ts';

/** What a PUT says of an object beside its bytes. */
export interface ObjectAttributes {
  /** Headers handed back as they came: content-type, cache-control, x-amz-meta-… */
  readonly headers: Readonly<Record<string, string>>;
  readonly storageClass: string;
  /** Response headers that tell the encryption. */
  readonly encryption: Readonly<Record<string, string>>;
  /** MD5 of an SSE-C key, base64; '' without SSE-C. */
  readonly customerKeyMd5: string;
  readonly tags: Readonly<Record<string, string>>;
  /** True after RestoreObject: an archived object may be read. */
  readonly restored: boolean;
}

export interface Version {
  readonly bucket: string;
  readonly key: string;
  /** `null` for what was written while versioning was not enabled. */
  readonly versionId: string;
  /** Hexadecimal, of one width, growing: the order of all changes. */
  readonly sequencer: string;
  readonly latest: boolean;
  readonly deleteMarker: boolean;
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  /** Whole seconds, as S3 keeps it. */
  readonly lastModified: Date;
  readonly blobs: readonly Blob[];
  readonly attributes: ObjectAttributes;
}

export type Versioning = '' | 'Enabled' | 'Suspended';

export interface Bucket {
  readonly name: string;
  readonly region: string;
  readonly createdAt: string;
  readonly versioning: Versioning;
  readonly notifications: readonly QueueNotification[];
}

export interface Upload {
  readonly id: string;
  readonly bucket: string;
  readonly key: string;
  readonly attributes: ObjectAttributes;
}

export interface Part {
  readonly number: number;
  readonly etag: string;
  readonly blob: Blob;
}

const SCHEMA = `
CREATE TABLE IF NOT EXISTS buckets (
  name TEXT PRIMARY KEY, region TEXT NOT NULL, created_at TEXT NOT NULL,
  versioning TEXT NOT NULL DEFAULT '', notifications TEXT NOT NULL DEFAULT '[]'
) STRICT;
CREATE TABLE IF NOT EXISTS versions (
  bucket TEXT NOT NULL, key TEXT NOT NULL, sequencer TEXT NOT NULL, version_id TEXT NOT NULL,
  latest INTEGER NOT NULL, delete_marker INTEGER NOT NULL, size INTEGER NOT NULL, etag TEXT NOT NULL,
  last_modified INTEGER NOT NULL, blobs TEXT NOT NULL, attributes TEXT NOT NULL,
  PRIMARY KEY (bucket, key, sequencer)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS latest_versions ON versions (bucket, key) WHERE latest = 1;
CREATE TABLE IF NOT EXISTS uploads (
  id TEXT PRIMARY KEY, bucket TEXT NOT NULL, key TEXT NOT NULL, attributes TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS parts (
  upload_id TEXT NOT NULL, number INTEGER NOT NULL, etag TEXT NOT NULL, blob TEXT NOT NULL,
  PRIMARY KEY (upload_id, number)
) STRICT, WITHOUT ROWID;
`;

export type ObjectDatabase = ReturnType<typeof openObjectDatabase>;

/** Buckets, object versions and uploads; the bytes are elsewhere. One process at a time may have it open. */
export function openObjectDatabase(path: string) {
  const db = new DatabaseSync(path);
  db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
  db.exec(SCHEMA);

  const all = (sql: string, ...values: (string | number)[]) => db.prepare(sql).all(...values);
  const prepared = {
    latest: db.prepare('SELECT * FROM versions WHERE bucket = ? AND key = ? AND latest = 1'),
    version: db.prepare('SELECT * FROM versions WHERE bucket = ? AND key = ? AND version_id = ?'),
    retire: db.prepare('UPDATE versions SET latest = 0 WHERE bucket = ? AND key = ? AND latest = 1'),
    remove: db.prepare('DELETE FROM versions WHERE bucket = ? AND key = ? AND sequencer = ?'),
    promote: db.prepare(`UPDATE versions SET latest = 1 WHERE bucket = ?1 AND key = ?2 AND sequencer =
      (SELECT max(sequencer) FROM versions WHERE bucket = ?1 AND key = ?2)`),
    insert: db.prepare('INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'),
    page: db.prepare(`SELECT * FROM versions WHERE bucket = ? AND key >= ? AND latest = 1 AND delete_marker = 0
      ORDER BY key LIMIT ?`),
    from: db.prepare('SELECT * FROM versions WHERE bucket = ? AND key >= ? ORDER BY key, sequencer DESC'),
  };

  const transaction = <T>(work: () => T): T => {
    db.exec('BEGIN IMMEDIATE');
    try {
      const value = work();
      db.exec('COMMIT');
      return value;
    } catch (error) {
      db.exec('ROLLBACK');
      throw error;
    }
  };

  let lastSequence = BigInt(
    `0x${(all("SELECT coalesce(max(sequencer), '0') AS s FROM versions")[0] as { s: string }).s}`,
  );

  return {
    /** Time in its upper bits, so that it also grows over restarts. */
    nextSequencer(): string {
      const now = BigInt(Date.now()) << 20n;
      lastSequence = now > lastSequence ? now : lastSequence + 1n;
      return lastSequence.toString(16).toUpperCase().padStart(18, '0');
    },

    bucket(name: string): Bucket | undefined {
      const row = all('SELECT * FROM buckets WHERE name = ?', name)[0];
      return row === undefined ? undefined : bucketOf(row);
    },
    buckets: (): Bucket[] => all('SELECT * FROM buckets ORDER BY name').map(bucketOf),
    createBucket(name: string, region: string): void {
      db.prepare('INSERT INTO buckets (name, region, created_at) VALUES (?, ?, ?)').run(
        name,
        region,
        new Date().toISOString(),
      );
    },
    deleteBucket(name: string): void {
      db.prepare('DELETE FROM buckets WHERE name = ?').run(name);
    },
    isEmpty: (bucket: string): boolean => all('SELECT 1 FROM versions WHERE bucket = ? LIMIT 1', bucket).length === 0,
    setVersioning(bucket: string, versioning: Versioning): void {
      db.prepare('UPDATE buckets SET versioning = ? WHERE name = ?').run(versioning, bucket);
    },
    setNotifications(bucket: string, notifications: readonly QueueNotification[]): void {
      db.prepare('UPDATE buckets SET notifications = ? WHERE name = ?').run(JSON.stringify(notifications), bucket);
    },

    /** The version asked for, or the current one (which may be a delete marker) when `versionId` is ''. */
    version(bucket: string, key: string, versionId: string): Version | undefined {
      const row = versionId === '' ? prepared.latest.get(bucket, key) : prepared.version.get(bucket, key, versionId);
      return row === undefined ? undefined : versionOf(row);
    },
    /** Makes it the current version; returns the blobs of the `null` version that it replaced. */
    insert(version: Omit<Version, 'latest'>): readonly Blob[] {
      const { bucket, key } = version;
      return transaction(() => {
        const replaced = version.versionId === 'null' ? prepared.version.get(bucket, key, 'null') : undefined;
        const old = replaced === undefined ? undefined : versionOf(replaced);
        if (old !== undefined) prepared.remove.run(bucket, key, old.sequencer);
        prepared.retire.run(bucket, key);
        prepared.insert.run(
          bucket,
          key,
          version.sequencer,
          version.versionId,
          1,
          version.deleteMarker ? 1 : 0,
          version.size,
          version.etag,
          version.lastModified.getTime(),
          JSON.stringify(version.blobs),
          JSON.stringify(version.attributes),
        );
        return old?.blobs ?? [];
      });
    },
    /** Removes one version for good; the newest that is left becomes current. */
    remove({ bucket, key, sequencer, latest }: Version): void {
      transaction(() => {
        prepared.remove.run(bucket, key, sequencer);
        if (latest) prepared.promote.run(bucket, key);
      });
    },
    setAttributes({ bucket, key, sequencer }: Version, attributes: ObjectAttributes): void {
      db.prepare('UPDATE versions SET attributes = ? WHERE bucket = ? AND key = ? AND sequencer = ?').run(
        JSON.stringify(attributes),
        bucket,
        key,
        sequencer,
      );
    },
    /** Current objects with a key from `from` on, in key order. */
    page: (bucket: string, from: string, limit: number): Version[] =>
      prepared.page.all(bucket, from, limit).map(versionOf),
    /** All versions with a key from `from` on, by key, newest first. Changes during the iteration are not allowed. */
    *versions(bucket: string, from: string): Generator<Version> {
      for (const row of prepared.from.iterate(bucket, from)) yield versionOf(row);
    },

    createUpload({ id, bucket, key, attributes }: Upload): void {
      db.prepare('INSERT INTO uploads VALUES (?, ?, ?, ?)').run(id, bucket, key, JSON.stringify(attributes));
    },
    upload(id: string, bucket: string, key: string): Upload | undefined {
      const row = all('SELECT * FROM uploads WHERE id = ? AND bucket = ? AND key = ?', id, bucket, key)[0];
      if (row === undefined) return undefined;
      return { id, bucket, key, attributes: JSON.parse(String(row.attributes)) as ObjectAttributes };
    },
    /** Returns the blob of the part that it replaced. */
    putPart(uploadId: string, part: Part): readonly Blob[] {
      const old = all('SELECT blob FROM parts WHERE upload_id = ? AND number = ?', uploadId, part.number)[0];
      db.prepare('INSERT OR REPLACE INTO parts VALUES (?, ?, ?, ?)').run(
        uploadId,
        part.number,
        part.etag,
        JSON.stringify(part.blob),
      );
      return old === undefined ? [] : [JSON.parse(String(old.blob)) as Blob];
    },
    parts: (uploadId: string): Part[] =>
      all('SELECT * FROM parts WHERE upload_id = ? ORDER BY number', uploadId).map((row) => ({
        number: Number(row.number),
        etag: String(row.etag),
        blob: JSON.parse(String(row.blob)) as Blob,
      })),
    deleteUpload(id: string): void {
      transaction(() => {
        db.prepare('DELETE FROM parts WHERE upload_id = ?').run(id);
        db.prepare('DELETE FROM uploads WHERE id = ?').run(id);
      });
    },

    usedBlobs(): Set<string> {
      const lists = all('SELECT blobs FROM versions').flatMap((row) => JSON.parse(String(row.blobs)) as Blob[]);
      const parts = all('SELECT blob FROM parts').map((row) => JSON.parse(String(row.blob)) as Blob);
      return new Set([...lists, ...parts].map((blob) => blob.id));
    },
    close: (): void => db.close(),
  };
}

type Row = Record<string, SQLOutputValue>;

const bucketOf = (row: Row): Bucket => ({
  name: String(row.name),
  region: String(row.region),
  createdAt: String(row.created_at),
  versioning: String(row.versioning) as Versioning,
  notifications: JSON.parse(String(row.notifications)) as QueueNotification[],
});

const versionOf = (row: Row): Version => ({
  bucket: String(row.bucket),
  key: String(row.key),
  sequencer: String(row.sequencer),
  versionId: String(row.version_id),
  latest: row.latest === 1,
  deleteMarker: row.delete_marker === 1,
  size: Number(row.size),
  etag: String(row.etag),
  lastModified: new Date(Number(row.last_modified)),
  blobs: JSON.parse(String(row.blobs)) as Blob[],
  attributes: JSON.parse(String(row.attributes)) as ObjectAttributes,
});
