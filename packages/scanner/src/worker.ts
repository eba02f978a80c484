import { workerData } from 'node:worker_threads';
import { compileCatalogue } from '@dowser/detection';
import { chooseIdentifiers } from './choose-identifiers.ts';
import type { PoolDescription, WorkerAnswer, WorkerReply, WorkerSetup, WorkerTask } from './chunk-pool.ts';
import { placeOfError } from './place-of-error.ts';
import { createChunkScan } from './scan-chunk.ts';
import { inTurn, oneByOne } from './turn.ts';

const setup = workerData as WorkerSetup;
const catalogue = compileCatalogue(chooseIdentifiers(setup));
const scanChunk = createChunkScan(catalogue, setup.fingerprintKey);

/** What a thread of the pool does. Errors are told, not thrown: a rejected task then means a lost thread. */
export default oneByOne((task: WorkerTask): WorkerAnswer => {
  if ('describe' in task) return told(describe);
  const { chunks, turn } = task;
  return inTurn(turn, () => ({ ok: true, result: chunks.map((chunk) => told(() => scanChunk(chunk), placeOfError)) }));
});

function told<T>(work: () => T, describeError = withStack): WorkerReply<T> {
  try {
    return { ok: true, result: work() };
  } catch (error) {
    return { ok: false, error: describeError(error) };
  }
}

const withStack = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

const describe = (): PoolDescription => ({
  identifierSetId: catalogue.identifierSetId,
  refused: catalogue.refused,
});
