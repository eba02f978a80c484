const MASK = (1n << 64n) - 1n;
const ROUNDS = 24;
const RATE_BYTES = 136;
const LANES = 25;

const rotated = (lane: bigint, by: number): bigint => ((lane << BigInt(by)) | (lane >> BigInt(64 - by))) & MASK;

/** Each bit of a round's constant comes out of a shift register. Source: FIPS 202, section 3.2.5. */
const ROUND_CONSTANTS = ((): readonly bigint[] => {
  let register = 1;
  const nextBit = (): bigint => {
    const bit = BigInt(register & 1);
    register = register & 0x80 ? ((register << 1) ^ 0x171) & 0xff : register << 1;
    return bit;
  };
  return Array.from({ length: ROUNDS }, () => {
    let constant = 0n;
    for (let j = 0; j <= 6; j++) constant |= nextBit() << BigInt(2 ** j - 1);
    return constant;
  });
})();

function permuted(state: bigint[]): void {
  for (const constant of ROUND_CONSTANTS) {
    const parity = [0, 1, 2, 3, 4].map((x) => [0, 5, 10, 15, 20].reduce((sum, y) => sum ^ state[x + y]!, 0n));
    for (let i = 0; i < LANES; i++) state[i]! ^= parity[(i + 4) % 5]! ^ rotated(parity[(i + 1) % 5]!, 1);
    // Rho and pi, along the one path through all lanes but the first.
    let [x, y, lane] = [1, 0, state[1]!];
    for (let t = 0; t < ROUNDS; t++) {
      [x, y] = [y, (2 * x + 3 * y) % 5];
      const next = state[x + 5 * y]!;
      state[x + 5 * y] = rotated(lane, (((t + 1) * (t + 2)) / 2) % 64);
      lane = next;
    }
    for (let row = 0; row < LANES; row += 5) {
      const [a, b, c, d, e] = state.slice(row, row + 5) as [bigint, bigint, bigint, bigint, bigint];
      const chi = [
        a ^ (~b & MASK & c),
        b ^ (~c & MASK & d),
        c ^ (~d & MASK & e),
        d ^ (~e & MASK & a),
        e ^ (~a & MASK & b),
      ];
      for (let i = 0; i < 5; i++) state[row + i] = chi[i]!;
    }
    state[0]! ^= constant;
  }
}

/** Keccak-256 as Ethereum and Monero use it: with the padding of before FIPS 202. Written for the corpus alone. */
export function keccak256(message: Buffer): Buffer {
  const padded = Buffer.alloc(Math.ceil((message.length + 1) / RATE_BYTES) * RATE_BYTES);
  message.copy(padded);
  padded[message.length]! ^= 0x01;
  padded[padded.length - 1]! ^= 0x80;
  const state = new Array<bigint>(LANES).fill(0n);
  for (let at = 0; at < padded.length; at += RATE_BYTES) {
    for (let i = 0; i < RATE_BYTES / 8; i++) state[i]! ^= padded.readBigUInt64LE(at + 8 * i);
    permuted(state);
  }
  const digest = Buffer.alloc(32);
  for (let i = 0; i < 4; i++) digest.writeBigUInt64LE(state[i]!, 8 * i);
  return digest;
}
