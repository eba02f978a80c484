import { applicationLog } from './logs.ts';
import { usaSocialSecurity } from './personal-numbers.ts';
import { PlantLedger } from './plantable.ts';
import { createRandom } from './random.ts';

/** One planted line, then this many bytes of clean log. */
export const LARGE_BLOCK_BYTES = 1 << 20;
export const LARGE_BLOCKS = 208;

export interface LargeLog {
  readonly size: number;
  readonly ledger: PlantLedger;
  body(): AsyncIterable<Uint8Array>;
}

/** A log of more than 200 MB that is never whole in memory: a clean block over and over, each time after a line that leaks. */
export function largeLog(seed: string): LargeLog {
  const clean = cleanBlock(seed);
  const leak = (block: number): Buffer => {
    const value = usaSocialSecurity.make(createRandom(`${seed}/${block}`));
    return Buffer.from(`2026-06-01T00:00:00.000Z DEBUG [gateway] lookup by ssn=${value} returned a single customer\n`);
  };
  const ledger = new PlantLedger();
  ledger.add(usaSocialSecurity.identifier, LARGE_BLOCKS);
  return {
    size: LARGE_BLOCKS * (leak(0).length + clean.length),
    ledger,
    async *body() {
      for (let block = 0; block < LARGE_BLOCKS; block++) yield Buffer.concat([leak(block), clean]);
    },
  };
}

/** Exactly LARGE_BLOCK_BYTES of whole lines; the last one is padded with dots. */
function cleanBlock(seed: string): Buffer {
  const text = applicationLog(createRandom(seed), new PlantLedger(), 14_000, Number.POSITIVE_INFINITY);
  const end = text.lastIndexOf('\n', LARGE_BLOCK_BYTES - 2);
  return Buffer.from(`${text.slice(0, end).padEnd(LARGE_BLOCK_BYTES - 1, '.')}\n`);
}
