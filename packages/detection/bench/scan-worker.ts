import { parentPort, workerData } from 'node:worker_threads';
import { identifiers } from '@dowser/identifiers';
import { compileCatalogue, compiled } from '../src/compile.ts';
import type { Layout } from '../src/types.ts';
import { countInChunks, countSlices } from './count.ts';
import { doubled } from './doubled.ts';

/** What a worker looks for: the rows with these ids, or twice as many. */
export interface WorkerRows {
  readonly ids: readonly string[];
  readonly isDoubled: boolean;
}

/** Shared bytes to scan: slices that others take, too (`next`), or all of them as one object. */
export type ScanRequest =
  | { readonly shared: SharedArrayBuffer; readonly next: SharedArrayBuffer }
  | { readonly shared: SharedArrayBuffer; readonly layout: Layout; readonly answer: SharedArrayBuffer };

/** Counts the matches as often as it is asked to; answers with their number, as a message or in `answer` (done, matches, microseconds of CPU). */
const { ids, isDoubled } = workerData as WorkerRows;
const rows = identifiers.filter(({ id }) => ids.includes(id));
const catalogue = compileCatalogue(isDoubled ? doubled(rows) : rows);
if (compiled(catalogue).kernel === undefined)
  throw new RangeError(`${catalogue.plan.length} rows are too many for the kernel`);
parentPort!.on('message', (request: ScanRequest) => {
  const bytes = new Uint8Array(request.shared);
  if ('next' in request) {
    parentPort!.postMessage(countSlices(catalogue, bytes, new Int32Array(request.next)));
    return;
  }
  const answer = new Int32Array(request.answer);
  const before = process.threadCpuUsage();
  answer[1] = countInChunks(catalogue, bytes, request.layout);
  const { user, system } = process.threadCpuUsage(before);
  answer[2] = user + system;
  Atomics.store(answer, 0, 1);
  Atomics.notify(answer, 0);
});
parentPort!.postMessage('ready');
