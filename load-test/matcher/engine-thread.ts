import { parentPort, workerData } from 'node:worker_threads';
import { compileCatalogue, scanColumns, sniffLayout, startScan } from '@dowser/detection';
import { type IdentifierSelection, selectIdentifiers } from '@dowser/identifiers';
import { MIN_CHUNK_BYTES } from '@dowser/scanner';
import type { Body } from './corpus.ts';

/** The engine alone: scans bodies that lie in shared memory, one after the other, and counts what it finds. */
export interface EngineTask {
  readonly bodies: readonly Body[];
  /** Objects to scan: numbers `from`, `from + step`, … below `to`; object `i` has the body `i` modulo the bodies. */
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

const WINDOW_BYTES = 4 * 1024 * 1024;
const catalogue = compileCatalogue(selectIdentifiers(workerData as IdentifierSelection));

function occurrencesOf({ bytes, ending }: Body): number {
  let found = 0;
  let state = startScan(sniffLayout(bytes.subarray(0, MIN_CHUNK_BYTES), `a.${ending}`));
  for (let end = 0; end < bytes.length; ) {
    end = Math.min(bytes.length, end + WINDOW_BYTES);
    const base = state.needFrom;
    const window = { bytes: bytes.subarray(base, end), base, last: end === bytes.length };
    const result = scanColumns(catalogue, state, window);
    found += result.found.count;
    state = result.state;
  }
  return found;
}

parentPort!.on('message', ({ bodies, from, to, step }: EngineTask) => {
  let found = 0;
  for (let i = from; i < to; i += step) found += occurrencesOf(bodies[i % bodies.length]!);
  parentPort!.postMessage(found);
});
