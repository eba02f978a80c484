import {
  type AccessEvent,
  accessEventId,
  type Category,
  type DeadLetter,
  type ObjectFacts,
  type ObjectRecord,
  type Occurrence,
  type OccurrencesMessage,
  objectVersionId,
  scanId,
  type VerdictMessage,
} from '@dowser/contracts';

/** Messages as ingest and the matcher send them, for the tests of the sink. */
export const facts = (fields: Partial<ObjectFacts> = {}): ObjectFacts => ({
  bucket: 'data',
  key: 'a.csv',
  versionId: '',
  etag: 'e1',
  size: 100,
  lastModified: null,
  storageClass: '',
  encryption: '',
  sequencer: '',
  source: 'event',
  observedAt: '2026-01-01T00:00:00.000Z',
  ...fields,
});

export function record(fields: Partial<ObjectFacts> = {}, removed = false, cause = ''): ObjectRecord {
  const object = facts(fields);
  const named = removed ? 'ObjectRemoved:Delete' : object.source === 'event' ? 'ObjectCreated:Put' : object.source;
  return { schemaVersion: 1, objectVersionId: objectVersionId(object), object, removed, cause: cause || named };
}

const SEVERITIES = { X_LOW: 'Low', X_MEDIUM: 'Medium', X_HIGH: 'High' } as const;
export type TestIdentifier = keyof typeof SEVERITIES;
const CATEGORIES: Readonly<Record<TestIdentifier, Category>> = {
  X_LOW: 'PERSONAL_INFORMATION',
  X_MEDIUM: 'FINANCIAL_INFORMATION',
  X_HIGH: 'CREDENTIALS',
};

export interface ScanFields extends Partial<Pick<VerdictMessage, 'verdict' | 'reason' | 'scannedAt'>> {
  readonly object?: Partial<ObjectFacts>;
  readonly set?: string;
  readonly counts?: Partial<Readonly<Record<TestIdentifier, number>>>;
}

export function verdict({ object, set = 'set-1', counts = {}, ...fields }: ScanFields = {}): VerdictMessage {
  const known = facts(object);
  const id = objectVersionId(known);
  return {
    schemaVersion: 1,
    kind: 'verdict',
    scanId: scanId(id, set),
    objectVersionId: id,
    bucket: known.bucket,
    key: known.key,
    identifierSetId: set,
    object: known,
    verdict: 'scanned',
    reason: '',
    detail: '',
    bytesRead: known.size,
    bytesScanned: known.size,
    charset: 'utf-8',
    compression: '',
    mimeType: 'text/csv',
    scannedAt: '2026-01-01T00:01:00.000Z',
    durationMs: 1.5,
    findings: (Object.entries(counts) as [TestIdentifier, number][]).map(([identifier, count]) => ({
      identifier,
      category: CATEGORIES[identifier],
      severity: SEVERITIES[identifier],
      count,
    })),
    ...fields,
  };
}

/** The occurrences that a scan sends before its verdict, `perMessage` to a message. */
export function occurrences(scan: ScanFields, perMessage = 2_000): OccurrencesMessage[] {
  const { scanId: id, objectVersionId: version, bucket, key, findings } = verdict(scan);
  const all = findings.flatMap(({ identifier, count }) =>
    Array.from(
      { length: count },
      (_, i): Occurrence => ({
        identifier,
        start: i * 20,
        end: i * 20 + 11,
        line: i + 1,
        column: 1,
        confidence: 80,
        sample: '0*********1',
        fingerprint: fingerprintOf(`${identifier}-${i}`),
      }),
    ),
  );
  const header = { schemaVersion: 1, kind: 'occurrences', scanId: id, objectVersionId: version, bucket, key } as const;
  const parts = Array.from({ length: Math.ceil(all.length / perMessage) }, (_, part) => part);
  return parts.map((part) => ({
    ...header,
    part,
    occurrences: all.slice(part * perMessage, (part + 1) * perMessage),
  }));
}

/** Stands for the matcher's keyed fingerprint of a value. */
export function fingerprintOf(value: string): string {
  return Buffer.from(value).toString('hex').padEnd(32, '0').slice(0, 32);
}

export const letter = (fields: Partial<DeadLetter> = {}): DeadLetter => ({
  schemaVersion: 1,
  stage: 'ingest',
  origin: 'sqs:1',
  code: 'MALFORMED_JSON',
  detail: 'not JSON',
  payload: 'e30=',
  rejectedAt: '2026-01-01T00:00:00.000Z',
  ...fields,
});

/** A read by a role. `requestId` makes the event's id. */
export function access({
  requestId = 'R1',
  ...fields
}: Partial<AccessEvent> & { requestId?: string } = {}): AccessEvent {
  const bucket = fields.bucket ?? 'data';
  const key = fields.key ?? 'a.csv';
  return {
    schemaVersion: 1,
    eventId: accessEventId(requestId, bucket, key),
    source: 'cloudtrail',
    eventTime: '2026-01-01T12:00:00.000Z',
    principal: '123456789012:assumed-role:reporting',
    principalType: 'role',
    account: '123456789012',
    sourceAddress: '192.0.2.3',
    sourceNetwork: '192.0.2.0/24',
    userAgentFamily: 'boto3',
    action: 'GetObject',
    actionClass: 'read',
    isCall: true,
    bucket,
    key,
    bytesOut: 100,
    errorCode: '',
    tlsVersion: 'TLSv1.3',
    authentication: 'AuthHeader',
    anonymous: false,
    ...fields,
  };
}
