import assert from 'node:assert/strict';
import { MAX_CARRY_BYTES } from '../src/limits.ts';
import { scanWindow, startScan } from '../src/scan.ts';
import type { Catalogue, Layout, Match } from '../src/types.ts';

/** Scans an object cut by `sizes` (new bytes for each window), keeping only what `needFrom` asks for, through a clone of the state. */
export function scanInWindows(
  catalogue: Catalogue,
  bytes: Uint8Array,
  layout: Layout,
  sizes: Iterable<number>,
): readonly Match[] {
  const matches: Match[] = [];
  let state = startScan(layout);
  let end = 0;
  for (const size of sizes) {
    const before = end;
    end = Math.min(bytes.length, end + size);
    const base = state.needFrom;
    assert.ok(before - base <= MAX_CARRY_BYTES, `carries ${before - base} bytes`);
    const last = end === bytes.length;
    const result = scanWindow(catalogue, structuredClone(state), { bytes: bytes.slice(base, end), base, last });
    matches.push(...result.matches);
    state = result.state;
    if (last) break;
  }
  return matches;
}

export function scanWhole(catalogue: Catalogue, bytes: Uint8Array, layout: Layout): readonly Match[] {
  return scanWindow(catalogue, startScan(layout), { bytes, base: 0, last: true }).matches;
}
