import { z } from 'zod';
import { boundedArray } from './bounded.ts';
import { objectFactsSchema } from './object-task.ts';

/** Every object version ends with exactly one of these in the ledger. */
export const Verdict = { Scanned: 'scanned', Partial: 'partial', Skipped: 'skipped', Failed: 'failed' } as const;
export type Verdict = (typeof Verdict)[keyof typeof Verdict];

/**
 * Why a verdict is not `scanned`. Macie's `ClassificationResultStatus.reason` codes where Macie has one.
 * Source: Amazon Macie API, ClassificationResultStatus.
 */
export const VerdictReason = {
  /** partial: the compressed stream broke off; what came before was scanned. */
  MalformedFile: 'MALFORMED_FILE',
  /** skipped: binary content, or a type without text. */
  UnsupportedFileType: 'UNSUPPORTED_FILE_TYPE_EXCEPTION',
  /** partial: the named limit on bytes out of a compressed object was met. */
  ArchiveTotalBytesExtractedOverLimit: 'ARCHIVE_TOTAL_BYTES_EXTRACTED_OVER_LIMIT',
  /** partial: compressed layers inside layers beyond the named limit. */
  ArchiveNestingLevelOverLimit: 'ARCHIVE_NESTING_LEVEL_OVER_LIMIT',
  /** skipped: SSE-C or client-side encryption. */
  InvalidEncryption: 'INVALID_ENCRYPTION',
  /** skipped: the KMS key is disabled or may not be used by us. */
  InvalidKmsKey: 'INVALID_KMS_KEY',
  /** skipped: an archived or unsupported storage class. */
  InvalidObjectState: 'INVALID_OBJECT_STATE',
  /** failed: access denied to the object. */
  PermissionDenied: 'PERMISSION_DENIED',
  /** failed: the bucket does not exist. */
  NoSuchBucket: 'NO_SUCH_BUCKET_AVAILABLE',
  /** skipped: the object was deleted before it was read. */
  SourceObjectNoLongerAvailable: 'SOURCE_OBJECT_NO_LONGER_AVAILABLE',
  /** skipped: overwritten since; the new version has a task of its own. */
  ObjectVersionMismatch: 'OBJECT_VERSION_MISMATCH',
  /** skipped: a filter of the configuration excludes it (`detail` names the filter). */
  ExcludedByFilter: 'EXCLUDED_BY_FILTER',
  /** skipped: not the latest version of its key, and only latest versions are scanned. */
  NotLatestVersion: 'NOT_LATEST_VERSION',
  /** failed: the object store kept failing on this object beyond the retry limit. */
  ObjectStoreUnavailable: 'OBJECT_STORE_UNAVAILABLE',
  /** failed: no scanning thread survived a part of it, or the engine failed there: a fault of ours (`detail` says where). */
  EngineFailed: 'ENGINE_FAILED',
} as const;
export type VerdictReason = (typeof VerdictReason)[keyof typeof VerdictReason];

export const Severity = { Low: 'Low', Medium: 'Medium', High: 'High' } as const;
export type Severity = (typeof Severity)[keyof typeof Severity];

/** Macie's SensitiveDataItemCategory. */
export const Category = {
  Credentials: 'CREDENTIALS',
  Financial: 'FINANCIAL_INFORMATION',
  Personal: 'PERSONAL_INFORMATION',
  Custom: 'CUSTOM_IDENTIFIER',
} as const;
export type Category = (typeof Category)[keyof typeof Category];

const scanHeader = {
  schemaVersion: z.literal(1),
  /** `scanId(objectVersionId, identifierSetId)`. */
  scanId: z.string().length(32),
  objectVersionId: z.string().length(32),
  bucket: z.string(),
  key: z.string(),
};

/** One place where an identifier was found. Never holds the value. */
export const occurrenceSchema = z.object({
  identifier: z.string(),
  /** Byte offsets within the decoded object (decompressed, as UTF-8), half-open. */
  start: z.number().int().nonnegative(),
  end: z.number().int().nonnegative(),
  /** 1-based line and 1-based character column of `start` in the decoded object. */
  line: z.number().int().positive(),
  column: z.number().int().positive(),
  /** How much speaks for it, 1 to 100: packages/detection says how it is counted. 0: not known (a sender that did not tell). */
  confidence: z.number().int().min(0).max(100).default(0),
  /** At most the first and last characters; the rest masked. */
  sample: z.string().max(64),
  /** 32 hex characters: HMAC-SHA-256 of the normalised value under the installation's key. */
  fingerprint: z.string().length(32),
});
export type Occurrence = z.infer<typeof occurrenceSchema>;

/** Most occurrences in one message: keeps a message under 1 MiB, Kafka's default limit. */
export const OCCURRENCES_PER_MESSAGE = 2_000;
/** Most findings of one object: more identifiers than any set has. */
export const FINDINGS_PER_OBJECT = 10_000;

/** A run of occurrences of one scan; parts are sent before the verdict, on the same key. */
export const occurrencesMessageSchema = z.object({
  kind: z.literal('occurrences'),
  ...scanHeader,
  /** 0-based position of this message in the scan. */
  part: z.number().int().nonnegative(),
  occurrences: boundedArray(occurrenceSchema, OCCURRENCES_PER_MESSAGE),
});
export type OccurrencesMessage = z.infer<typeof occurrencesMessageSchema>;

export const findingSchema = z.object({
  identifier: z.string(),
  category: z.enum(Category),
  severity: z.enum(Severity),
  count: z.number().int().positive(),
});
export type Finding = z.infer<typeof findingSchema>;

/** How the scan of one object version ended. */
export const verdictMessageSchema = z.object({
  kind: z.literal('verdict'),
  ...scanHeader,
  /** Names the identifiers (and their rules' version) that were looked for. */
  identifierSetId: z.string(),
  object: objectFactsSchema,
  verdict: z.enum(Verdict),
  /** A VerdictReason; '' when scanned. */
  reason: z.union([z.literal(''), z.enum(VerdictReason)]),
  /** For people: what is wrong and what to do. Holds no object content. */
  detail: z.string(),
  /** Stored bytes read from the object store. */
  bytesRead: z.number().int().nonnegative(),
  /** Decoded bytes that were matched. */
  bytesScanned: z.number().int().nonnegative(),
  /** As found: utf-8, utf-16le, utf-16be, windows-1252; '' when not scanned. */
  charset: z.string(),
  /** Compression layers unwrapped, outermost first: `gzip`, `zstd`, `gzip+zstd`; '' for none. */
  compression: z.string(),
  mimeType: z.string(),
  scannedAt: z.iso.datetime(),
  durationMs: z.number().nonnegative(),
  findings: boundedArray(findingSchema, FINDINGS_PER_OBJECT),
});
export type VerdictMessage = z.infer<typeof verdictMessageSchema>;

/** Topic scan-results.v1, keyed by objectVersionId. */
export const scanResultSchema = z.discriminatedUnion('kind', [occurrencesMessageSchema, verdictMessageSchema]);
export type ScanResult = z.infer<typeof scanResultSchema>;

const FINDING_TYPE: Record<Category, string> = {
  CREDENTIALS: 'Credentials',
  FINANCIAL_INFORMATION: 'Financial',
  PERSONAL_INFORMATION: 'Personal',
  CUSTOM_IDENTIFIER: 'CustomIdentifier',
};

/**
 * Macie's finding type for an object with these categories, `SensitiveData:S3Object/Multiple` when there are two or more;
 * '' for none. Source: Amazon Macie user guide, "Types of Macie findings".
 */
export function findingType(categories: Iterable<Category>): string {
  const distinct = new Set(categories);
  const [first] = distinct;
  if (first === undefined) return '';
  return `SensitiveData:S3Object/${distinct.size > 1 ? 'Multiple' : FINDING_TYPE[first]}`;
}
