/** Bytes that have a flag, as tables of 16 bytes by their nibbles: in both, one bit is set for such a byte. */
export interface NibbleTables {
  readonly low: Uint8Array;
  readonly high: Uint8Array;
}

/**
 * For each low nibble a bit for each high one of ASCII; what is beyond ASCII is taken together, and told by any bit, so that every low
 * nibble must have one.
 */
export function nibbleTables(flags: Uint8Array): NibbleTables {
  const low = new Uint8Array(16);
  const high = Uint8Array.from({ length: 16 }, (_, nibble) => (nibble < 8 ? 1 << nibble : 0));
  for (let byte = 0; byte < 0x80; byte++) if (flags[byte] !== 0) low[byte & 15]! |= 1 << (byte >> 4);
  if (flags.subarray(0x80).some((flag) => flag !== 0)) {
    high.fill(0xff, 8);
    for (let nibble = 0; nibble < 16; nibble++) low[nibble]! |= 1;
  }
  return { low, high };
}
