/** What was asked for cannot be done: the message says what is wrong and what to give instead. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
