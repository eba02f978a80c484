import type { WorkerAnswer, WorkerReply, WorkerTask } from '../src/chunk-pool.ts';
import type { ChunkResult, ChunkTask } from '../src/scan-chunk.ts';
import { inTurn, oneByOne } from '../src/turn.ts';

/**
 * A thread for tests: byte 0 of a task says how often it ends its thread (counted down in the shared memory), then it
 * answers. The name `throw` throws; `gated` waits, before anything else, until its gate (see `gateOf`) is opened.
 */
export default oneByOne((task: WorkerTask): WorkerAnswer => {
  if ('describe' in task) return { ok: true, result: { identifierSetId: 'test', refused: [] } };
  return inTurn(task.turn, () => ({ ok: true, result: task.chunks.map(scan) }));
});

/** The second number of a task's bytes is its gate, the third counts how often it was begun. */
export const gateOf = ({ bytes }: ChunkTask): Int32Array => new Int32Array(bytes.buffer, bytes.byteOffset, 3);
export const GATE = 1;
export const BEGUN = 2;

function scan(task: ChunkTask): WorkerReply<ChunkResult> {
  if (task.name === 'throw') return { ok: false, error: 'a bug in the engine' };
  const gate = gateOf(task);
  Atomics.add(gate, BEGUN, 1);
  Atomics.notify(gate, BEGUN);
  if (task.name === 'gated') Atomics.wait(gate, GATE, 0);
  if (task.bytes[0]! > 0) {
    task.bytes[0]!--;
    process.exit(3);
  }
  const state = { layout: { kind: 'text' }, needFrom: 0 } as const;
  return { ok: true, result: { occurrences: [], state, scannedTo: task.base + task.bytes.length } };
}
