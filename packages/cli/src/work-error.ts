/** What was asked for is sound and failed for a reason outside this program. Exit code 1, no stack. */
export class WorkError extends Error {
  override readonly name = 'WorkError';
}
