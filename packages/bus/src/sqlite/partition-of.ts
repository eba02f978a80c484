const FNV_OFFSET_BASIS = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** The partition of a key: FNV-1a (32 bit) of its UTF-8 bytes, modulo the partitions. Never changes: order per key hangs on it. */
export function partitionOf(key: string, partitions: number): number {
  let hash = FNV_OFFSET_BASIS;
  for (const byte of Buffer.from(key)) hash = Math.imul(hash ^ byte, FNV_PRIME);
  return (hash >>> 0) % partitions;
}
