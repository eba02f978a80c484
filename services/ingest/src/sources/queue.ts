/** A message in flight. */
export interface QueueMessage {
  readonly id: string;
  /** What names this delivery of it. */
  readonly receipt: string;
  readonly body: string;
}

/** Most messages that one receive gives. Source: Amazon SQS, ReceiveMessage. */
export const QUEUE_BATCH_MAX = 10;

/**
 * A queue with visibility timeouts (SQS). What is received stays invisible for a time and comes again unless it is
 * removed. Errors: TransientError (throttled, unreachable), ConfigError (no such queue, no access, no credentials).
 */
export interface Queue {
  readonly url: string;
  /** At most QUEUE_BATCH_MAX messages, waiting up to `waitSeconds` for the first; none when aborted. */
  receive(options: {
    readonly waitSeconds: number;
    readonly visibilitySeconds: number;
    readonly signal: AbortSignal;
  }): Promise<readonly QueueMessage[]>;
  /** Keeps messages invisible for this long from now; 0 gives them back at once. A message that is gone is no error. */
  extend(messages: readonly QueueMessage[], visibilitySeconds: number): Promise<void>;
  /** Removes messages; gives those that could not be removed and will come again. */
  remove(messages: readonly QueueMessage[]): Promise<readonly QueueMessage[]>;
  /** Messages waiting, delayed or in flight; approximate. */
  backlog(): Promise<number>;
  close(): void;
}
