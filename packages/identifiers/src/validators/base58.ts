const BITCOIN = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const RIPPLE = 'rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz';
const BASE = 58;
/** So many digits are taken at once: with a limb they stay below 2^53. */
const GROUP = 4;
const POWERS = Array.from({ length: GROUP + 1 }, (_, digits) => BASE ** digits);
const LIMB_BYTES = 3;
const LIMB = 2 ** (8 * LIMB_BYTES);
const FIRST_ROOM = 64;

/** The bytes that a text stands for, or null where a character is no digit. Source: draft-msporny-base58-03. */
export type Base58Decoder = (text: string) => Uint8Array | null;

/** Takes four digits at a time, where a decoder of any base takes one: in text full of what may be addresses each is decoded. */
export const decodeBase58 = decoder(BITCOIN);
/** In Ripple's alphabet. */
export const decodeRippleBase58 = decoder(RIPPLE);

/** Of the number that is decoded, the least first. */
let limbs = new Float64Array(FIRST_ROOM);

function decoder(alphabet: string): Base58Decoder {
  const digits = new Int8Array(128).fill(-1);
  for (const [digit, character] of [...alphabet].entries()) digits[character.charCodeAt(0)] = digit;
  return (text) => {
    const { length } = text;
    if (length > limbs.length) limbs = new Float64Array(2 * length);
    let zeros = 0;
    while (text[zeros] === alphabet[0]) zeros++;
    let count = 0;
    for (let i = zeros; i < length; i += GROUP) {
      const end = Math.min(length, i + GROUP);
      let carry = 0;
      for (let k = i; k < end; k++) {
        const digit = digits[text.charCodeAt(k)] ?? -1;
        if (digit < 0) return null;
        carry = carry * BASE + digit;
      }
      const power = POWERS[end - i]!;
      for (let k = 0; k < count; k++) {
        const sum = limbs[k]! * power + carry;
        carry = Math.floor(sum / LIMB);
        limbs[k] = sum - carry * LIMB;
      }
      if (carry > 0) limbs[count++] = carry;
    }
    return bytesOf(zeros, count);
  };
}

function bytesOf(zeros: number, count: number): Uint8Array {
  if (count === 0) return new Uint8Array(zeros);
  const most = limbs[count - 1]!;
  let leading = 0;
  while (most < 256 ** (LIMB_BYTES - 1 - leading)) leading++;
  const bytes = new Uint8Array(zeros + LIMB_BYTES * count - leading);
  for (let k = 0, at = bytes.length - 1; k < count; k++) {
    let limb = limbs[k]!;
    for (let i = 0; i < LIMB_BYTES && at >= zeros; i++, at--) {
      bytes[at] = limb & 0xff;
      limb >>>= 8;
    }
  }
  return bytes;
}
