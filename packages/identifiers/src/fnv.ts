/** Of nothing. Source: FNV-1a, 32 bits. */
export const FNV_OF_NOTHING = 0x811c9dc5 | 0;

/** The hash with one more byte, or UTF-16 code unit. */
export function withUnit(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

/** The hash of the bytes in `[start, end)`. */
export function hashOfBytes(bytes: Uint8Array, start: number, end: number): number {
  let hash = FNV_OF_NOTHING;
  for (let i = start; i < end; i++) hash = withUnit(hash, bytes[i]!);
  return hash;
}
