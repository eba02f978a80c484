import type { PoolDescription, WorkerReply, WorkerTask } from '../src/chunk-pool.ts';
import type { ChunkResult, ChunkTask } from '../src/scan-chunk.ts';

/**
 * A thread for tests: byte 0 of a task says how often it ends its thread (counted down in the shared memory), then it
 * answers. The name `throw` throws.
 */
export default function run(task: WorkerTask): WorkerReply<PoolDescription | readonly WorkerReply<ChunkResult>[]> {
  if (task === 'describe') return { ok: true, result: { identifierSetId: 'test', refused: [] } };
  return { ok: true, result: task.chunks.map(scan) };
}

function scan(task: ChunkTask): WorkerReply<ChunkResult> {
  if (task.name === 'throw') return { ok: false, error: 'a bug in the engine' };
  if (task.bytes[0]! > 0) {
    task.bytes[0]!--;
    process.exit(3);
  }
  const state = { layout: { kind: 'text' }, needFrom: 0 } as const;
  return { ok: true, result: { occurrences: [], state, scannedTo: task.base + task.bytes.length } };
}
