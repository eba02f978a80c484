import { compileCatalogue, type Layout, type Match, scanReference, scanWindow, startScan } from '@dowser/detection';
import { identifiers } from '@dowser/identifiers';
import { corpora } from './corpora.ts';

const CHUNK_BYTES = 4 * 1024 * 1024;
const ROUNDS = 5;

const rows = identifiers.filter((row) => row.recommended);
const catalogue = compileCatalogue(rows);

function scanChunks(bytes: Uint8Array, layout: Layout): readonly Match[] {
  const matches: Match[] = [];
  let state = startScan(layout);
  for (let end = 0; end < bytes.length; ) {
    end = Math.min(bytes.length, end + CHUNK_BYTES);
    const base = state.needFrom;
    const window = { bytes: bytes.subarray(base, end), base, last: end === bytes.length };
    const result = scanWindow(catalogue, state, window);
    for (const match of result.matches) matches.push(match);
    state = result.state;
  }
  return matches;
}

/** Prints one JSON line: megabytes (10^6 bytes) a second, the median with the least and the most of the rounds. */
function measure(corpus: string, variant: string, rounds: number, bytes: number, run: () => number): number {
  const speeds: number[] = [];
  let matches = 0;
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    matches = run();
    speeds.push(bytes / 1000 / (performance.now() - started));
  }
  speeds.sort((a, b) => a - b);
  const [mbps, min, max] = [speeds[speeds.length >> 1]!, speeds[0]!, speeds.at(-1)!].map((speed) =>
    Number(speed.toFixed(1)),
  );
  console.log(JSON.stringify({ corpus, variant, bytes, rows: rows.length, mbps, min, max, matches }));
  return matches;
}

for (const { name, layout, bytes } of corpora()) {
  scanChunks(bytes, layout);
  const dowser = measure(name, 'dowser', ROUNDS, bytes.length, () => scanChunks(bytes, layout).length);
  const reference = measure(name, 'reference', 1, bytes.length, () => scanReference(rows, bytes, layout).length);
  if (dowser !== reference) throw new Error(`${name}: dowser finds ${dowser}, the reference ${reference}`);
}
