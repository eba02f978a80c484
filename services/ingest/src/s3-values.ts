/** The values that AWS writes in several ways, brought to one. */

/** ISO 8601 UTC with milliseconds, or null when the text is no time. */
export function isoTime(text: string): string | null {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

/** A key as event notifications and CSV inventories write it (form encoding: + is a space); null when it is malformed. */
export function decodeKey(encoded: string): string | null {
  try {
    return decodeURIComponent(encoded.replaceAll('+', ' '));
  } catch {
    return null;
  }
}

/** Entity tags without the quotes that HTTP wants around them. */
export const bareEtag = (etag: string): string => etag.replaceAll('"', '');

/** A bucket and a key or prefix. */
export interface S3Location {
  readonly bucket: string;
  readonly key: string;
}

/** `s3://bucket/any key`, taken literally (nothing is URL-decoded); null when it is not of that form. */
export function parseS3Location(text: string): S3Location | null {
  const match = /^s3:\/\/([^/]+)(?:\/(.*))?$/s.exec(text);
  return match === null ? null : { bucket: match[1]!, key: match[2] ?? '' };
}
