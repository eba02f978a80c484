/** What the sink writes, by table. Times are ISO 8601 UTC; ids are 32 hex characters; ranks are decimal, below 2^128. */
export interface TableRows {
  object_log: ObjectRow;
  scan_log: ScanRow;
  occurrence_log: OccurrenceRow;
  dead_letter_log: DeadLetterRow;
  access_log: AccessRow;
  access_mark_log: AccessMarkRow;
}
export type TableName = keyof TableRows;

export interface ObjectRow {
  readonly bucket: string;
  readonly key: string;
  /** '' without versioning. */
  readonly version_id: string;
  readonly evidence: 'sequenced' | 'dated';
  /** Of two rows with the same bucket, key, version and evidence, the one of the higher rank stays; it orders versions too. */
  readonly rank: string;
  /** When this state of the key began, for comparing the two kinds of evidence. */
  readonly effective_at: string;
  readonly object_version_id: string;
  readonly etag: string;
  /** Bytes; -1 when not known. */
  readonly size: number;
  readonly last_modified: string | null;
  readonly storage_class: string;
  readonly encryption: string;
  readonly sequencer: string;
  readonly source: string;
  readonly observed_at: string;
  readonly removed: boolean;
  /** This version was deleted for good; the key's other versions are what they were. */
  readonly version_gone: boolean;
  readonly cause: string;
}

export interface ScanRow {
  readonly bucket: string;
  readonly key: string;
  readonly object_version_id: string;
  /** Of two scans of one object version, the one of the higher rank stays. */
  readonly rank: string;
  readonly scan_id: string;
  readonly identifier_set_id: string;
  readonly version_id: string;
  readonly etag: string;
  readonly size: number;
  readonly last_modified: string | null;
  readonly storage_class: string;
  readonly encryption: string;
  readonly verdict: string;
  readonly reason: string;
  readonly detail: string;
  readonly bytes_read: number;
  readonly bytes_scanned: number;
  readonly charset: string;
  readonly compression: string;
  readonly mime_type: string;
  readonly scanned_at: string;
  readonly duration_ms: number;
  readonly finding_type: string;
  /** The findings, column by column: one element of each array per identifier. */
  readonly 'findings.identifier': readonly string[];
  readonly 'findings.category': readonly string[];
  readonly 'findings.severity': readonly string[];
  readonly 'findings.count': readonly number[];
}

export interface OccurrenceRow {
  readonly bucket: string;
  readonly key: string;
  readonly object_version_id: string;
  readonly scan_id: string;
  readonly identifier: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
  readonly confidence: number;
  readonly sample: string;
  readonly fingerprint: string;
}

export interface DeadLetterRow {
  readonly stage: string;
  readonly origin: string;
  readonly code: string;
  readonly detail: string;
  readonly payload: string;
  readonly rejected_at: string;
}

export interface AccessRow {
  readonly event_time: string;
  readonly bucket: string;
  readonly event_id: string;
  readonly source: 'server-access-log' | 'cloudtrail';
  /** Of two tellings of a request by one log, the one of the higher rank stays. */
  readonly rank: number;
  readonly principal: string;
  readonly principal_type: string;
  readonly account: string;
  readonly source_address: string;
  readonly source_network: string;
  readonly user_agent_family: string;
  readonly action: string;
  readonly action_class: string;
  readonly is_call: boolean;
  readonly key: string;
  readonly bytes_out: number;
  readonly error_code: string;
  readonly tls_version: string;
  readonly authentication: string;
  readonly anonymous: boolean;
  readonly facts: readonly { readonly kind: string; readonly detail: string }[];
}

/** That an hour has to be computed anew; written after the rows that call for it. */
export interface AccessMarkRow {
  /** ISO 8601, the hour's beginning. */
  readonly hour: string;
  readonly marks: number;
}
