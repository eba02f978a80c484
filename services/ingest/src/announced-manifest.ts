import type { S3Location } from './s3-values.ts';

/**
 * The manifest that this object's creation announces, when it lies in one of the destinations that S3 Inventory writes to.
 * S3 writes manifest.checksum last; a queue may be told of manifest.json only.
 * Source: Amazon S3 user guide, "Locating your inventory list".
 */
export function announcedManifest(destinations: readonly S3Location[], bucket: string, key: string): string | null {
  if (!/(^|\/)manifest\.(checksum|json)$/.test(key)) return null;
  const known = destinations.some((destination) => destination.bucket === bucket && key.startsWith(destination.key));
  return known ? `s3://${bucket}/${key.replace(/checksum$/, 'json')}` : null;
}
