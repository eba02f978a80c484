/** What is sent. Order is kept among records of the same key, which go to the same partition. */
export interface BusRecord {
  readonly key: string;
  readonly value: Uint8Array;
  /** Beside the value, for whoever carries it: never needed to understand it. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What is received: a record with its place. */
export interface BusMessage extends BusRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
}

/** A run of messages of one partition, in offset order. */
export interface BusBatch {
  readonly topic: string;
  readonly partition: number;
  readonly messages: readonly BusMessage[];
  /** Aborted when the partition is taken away or the consumer must stop at once: work in hand may be thrown away. */
  readonly signal: AbortSignal;
}

export interface ConsumeOptions {
  readonly group: string;
  readonly topics: readonly string[];
  /** Most messages in one batch. */
  readonly maxBatchMessages: number;
  /** How many partitions are handled at the same time; default 1. */
  readonly partitionsConcurrent?: number;
  /**
   * Called with one batch per partition at a time. When it resolves, the batch is committed; when it rejects, nothing is,
   * the subscription ends with that error, and the batch comes again to the next consumer.
   */
  readonly handle: (batch: BusBatch) => Promise<void>;
}

export interface Subscription {
  /** Lets the running handlers finish and commit, then leaves the group. */
  stop(): Promise<void>;
  /** Resolves after `stop`; rejects with what a handler threw. */
  readonly done: Promise<void>;
}

export interface TopicSpec {
  readonly name: string;
  readonly partitions: number;
  readonly retentionMs: number;
}

/** A log of partitions with consumer groups. At least once: what was not committed comes again. */
export interface Bus {
  /** Creates the topics that are missing; an existing topic is left as it is. */
  ensureTopics(topics: readonly TopicSpec[]): Promise<void>;
  /** Resolves once the records are durable. A network fault is a TransientError: the caller may send again. */
  produce(topic: string, records: readonly BusRecord[]): Promise<void>;
  consume(options: ConsumeOptions): Promise<Subscription>;
  /** Messages of these topics that the group has not committed. */
  lag(group: string, topics: readonly string[]): Promise<number>;
  close(): Promise<void>;
}
