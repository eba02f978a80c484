import { parentPort, workerData } from 'node:worker_threads';
import { identifiers } from '@dowser/identifiers';
import { compileCatalogue } from '../src/compile.ts';
import { countSlices } from './count.ts';

/** Counts the matches in shared bytes as often as it is asked to; answers with their number. */
const { ids } = workerData as { readonly ids: readonly string[] };
const catalogue = compileCatalogue(identifiers.filter(({ id }) => ids.includes(id)));
parentPort!.on(
  'message',
  ({ shared, next }: { readonly shared: SharedArrayBuffer; readonly next: SharedArrayBuffer }) => {
    parentPort!.postMessage(countSlices(catalogue, new Uint8Array(shared), new Int32Array(next)));
  },
);
parentPort!.postMessage('ready');
