/**
 * No thread could scan this chunk: each was lost over it, or the engine failed. A fault of ours, which costs the object and
 * not the process. The message holds no object content; `cause` has the stack.
 */
export class ChunkError extends Error {
  override readonly name = 'ChunkError';
}
