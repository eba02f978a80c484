import { workerData } from 'node:worker_threads';
import { compileCatalogue } from '@dowser/detection';
import { selectIdentifiers } from '@dowser/identifiers';
import type { PoolDescription, WorkerReply, WorkerSetup } from './chunk-pool.ts';
import { type ChunkResult, type ChunkTask, createChunkScan } from './scan-chunk.ts';

const setup = workerData as WorkerSetup;
const catalogue = compileCatalogue(selectIdentifiers(setup.identifiers));
const scanChunk = createChunkScan(catalogue, setup.fingerprintKey);

/** What a thread of the pool does. Errors are told, not thrown: a rejected task then means a lost thread. */
export default function run(task: ChunkTask | 'describe'): WorkerReply<ChunkResult | PoolDescription> {
  try {
    const result = task === 'describe' ? describe() : scanChunk(task);
    return { ok: true, result };
  } catch (error) {
    return { ok: false, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

const describe = (): PoolDescription => ({
  identifierSetId: catalogue.identifierSetId,
  refused: catalogue.refused,
});
