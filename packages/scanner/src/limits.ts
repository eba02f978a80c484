/** The limits of unwrapping compressed objects, each met with a verdict `partial` and its reason. */
export interface UnwrapLimits {
  /** Compressed layers inside one another. ARCHIVE_NESTING_LEVEL_OVER_LIMIT. */
  readonly layers: number;
  /** Bytes out of one layer. ARCHIVE_TOTAL_BYTES_EXTRACTED_OVER_LIMIT. Source: Amazon Macie quotas, 10 GB. */
  readonly bytes: number;
  /** Bytes out of one layer as a multiple of the stored size, above `ratioFromBytes`. The same reason. */
  readonly ratio: number;
  readonly ratioFromBytes: number;
}

export const UNWRAP_LIMITS: UnwrapLimits = {
  layers: 3,
  bytes: 10 * 1024 ** 3,
  ratio: 250,
  ratioFromBytes: 256 * 1024 ** 2,
};

/** Most bytes that a layer of an object of `storedBytes` (-1: not known) may give: known beforehand, so that it cuts at the same byte each time. */
export function bytesOutLimit(storedBytes: number, limits: UnwrapLimits): number {
  if (storedBytes < 0) return limits.bytes;
  return Math.min(limits.bytes, Math.max(limits.ratioFromBytes, storedBytes * limits.ratio));
}
