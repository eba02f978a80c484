import type { S3Location } from '../s3-values.ts';

/** What a log object holds. */
export const LogKind = { CloudTrail: 'cloudtrail', ServerAccess: 'server-access' } as const;
export type LogKind = (typeof LogKind)[keyof typeof LogKind];

/** A log object to read. */
export interface LogObject {
  readonly kind: LogKind;
  readonly bucket: string;
  readonly key: string;
}

/** Where logs are written. */
export interface LogLocations {
  readonly cloudTrail: readonly S3Location[];
  readonly serverAccess: readonly S3Location[];
}

/**
 * The log that this object is, when it lies where logs are written; null for any other. CloudTrail's digests and insights lie
 * beside its logs and are none. Source: AWS CloudTrail user guide, "Finding your CloudTrail log files".
 */
export function logAt(locations: LogLocations, bucket: string, key: string): LogObject | null {
  const within = (known: readonly S3Location[]): boolean =>
    known.some((location) => location.bucket === bucket && key.startsWith(location.key));
  if (within(locations.cloudTrail)) {
    const isLog = /\.json(?:\.gz)?$/.test(key) && !/(?:^|\/)CloudTrail-(?:Digest|Insight)\//.test(key);
    return isLog ? { kind: LogKind.CloudTrail, bucket, key } : null;
  }
  return within(locations.serverAccess) && !key.endsWith('/') ? { kind: LogKind.ServerAccess, bucket, key } : null;
}
