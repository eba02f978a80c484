import { retryTransient, TransientError } from '@dowser/pipeline';
import type { Consumer, Kafka } from 'kafkajs';
import type { ConsumeOptions, Subscription } from '../port.ts';
import { BatchWorker, type ConsumerSettings, heartbeatMs } from './batch-worker.ts';
import { fromKafka } from './kafka-error.ts';

const WATCHES_PER_SILENCE = 4;
/** An idle fetch returns after this long; stop() waits for it. */
const FETCH_WAIT_MS = 500;
/** The answers on the way into a group. The first comes before a JoinGroup, which is answered when all members have sent theirs. */
const JOINING: ReadonlySet<string> = new Set(['GroupCoordinator', 'JoinGroup', 'SyncGroup']);
/** kafkajs's own tries inside one connection; beyond them this consumer is replaced by a new one. */
const RETRY = { retries: 8, initialRetryTime: 200, maxRetryTime: 2_000, restartOnFailure: async () => false };

export interface AbortableSubscription extends Subscription {
  /** Throws the running work away and leaves the group. */
  abort(): Promise<void>;
}

/** Between two tries to join; each takes seconds by itself. */
const JOIN_AGAIN_MS = 2_000;
/** Tries to join at first (a broker that has just started loads its groups); later, while running, there is no limit. */
const FIRST_JOIN_ATTEMPTS = 6;

/** Joins the group and handles its messages until stopped. Rejects when the group cannot be joined now. */
export async function startConsumer(
  kafka: Kafka,
  settings: ConsumerSettings,
  options: ConsumeOptions,
): Promise<AbortableSubscription> {
  const consumer = new KafkaConsumer(kafka, settings, options);
  await consumer.firstConnect();
  return consumer.subscription();
}

/** One member of a group. A kafkajs consumer that gave up (broker away) or fell silent is replaced by a new one. */
class KafkaConsumer {
  readonly #kafka: Kafka;
  readonly #settings: ConsumerSettings;
  readonly #options: ConsumeOptions;
  readonly #worker: BatchWorker;
  readonly #ended = Promise.withResolvers<void>();
  /** Resolves when a consumer that has to stop no longer answers. */
  readonly #silent = Promise.withResolvers<void>();
  readonly #stopSignal = new AbortController();
  #consumer: Consumer | null = null;
  /** Settles when the current attempt to have a running kafkajs consumer is over. */
  #connecting: Promise<void> = Promise.resolve();
  #joined = false;
  #aliveAtMs = 0;
  /** How long there may be no sign of life. */
  #patienceMs = 0;
  /** Gives up the current attempt to join. */
  #giveUpJoining: (cause: Error) => void = () => {};
  readonly #watcher: NodeJS.Timeout;
  #failure: { readonly error: unknown } | null = null;
  #finishing: Promise<void> | null = null;

  readonly #noticeRetry = ({ message }: Error): void => this.#settings.onNotice(`${message}; trying again`);

  constructor(kafka: Kafka, settings: ConsumerSettings, options: ConsumeOptions) {
    this.#kafka = kafka;
    this.#settings = settings;
    this.#options = options;
    this.#worker = new BatchWorker(options, settings, {
      stopping: () => this.#stopping,
      fail: (error) => this.#fail(error),
      replace: (cause) => this.#replace(cause),
      waits: this.#noticeRetry,
    });
    this.#watcher = setInterval(() => this.#watch(), settings.silentMs / WATCHES_PER_SILENCE);
  }

  get #stopping(): boolean {
    return this.#stopSignal.signal.aborted;
  }

  subscription(): AbortableSubscription {
    return {
      done: this.#ended.promise,
      stop: () => this.#finish(),
      abort: () => {
        this.#worker.abandon();
        return this.#finish();
      },
    };
  }

  async firstConnect(): Promise<void> {
    const { signal } = this.#stopSignal;
    try {
      await retryTransient(() => this.#connect(), {
        signal,
        onRetry: this.#noticeRetry,
        maxWaitMs: JOIN_AGAIN_MS,
        attempts: FIRST_JOIN_ATTEMPTS,
      });
    } catch (error) {
      clearInterval(this.#watcher);
      throw error;
    }
  }

  async #connect(): Promise<void> {
    const { group, topics, partitionsConcurrent = 1 } = this.#options;
    const { sessionTimeoutMs, rebalanceTimeoutMs, silentMs } = this.#settings;
    const consumer = this.#kafka.consumer({
      groupId: group,
      sessionTimeout: sessionTimeoutMs,
      rebalanceTimeout: rebalanceTimeoutMs,
      heartbeatInterval: heartbeatMs(sessionTimeoutMs),
      maxWaitTimeInMs: FETCH_WAIT_MS,
      allowAutoTopicCreation: false,
      retry: RETRY,
    });
    this.#joined = false;
    this.#consumer = consumer;
    const crash = this.#listen(consumer);
    this.#lives(consumer, silentMs);
    const silence = Promise.withResolvers<never>();
    this.#giveUpJoining = silence.reject;
    const join = async (): Promise<void> => {
      await consumer.connect();
      this.#lives(consumer, silentMs);
      await consumer.subscribe({ topics: [...topics], fromBeginning: true });
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: partitionsConcurrent,
        eachBatch: async (payload) => {
          if (this.#consumer === consumer) await this.#worker.eachBatch(payload);
        },
      });
      if (this.#consumer !== consumer) await consumer.disconnect(); // joined too late: it would keep partitions to itself
      const error = crash();
      if (error !== null) throw error;
    };
    try {
      await Promise.race([join(), silence.promise]);
      this.#joined = true;
    } catch (error) {
      this.#consumer = null;
      void consumer.disconnect().catch(() => {}); // may wait for an answer that never comes
      throw fromKafka(error, `joining group ${group}`);
    }
  }

  /** Hears what a kafkajs consumer tells of itself. Gives what has ended it, if anything has. */
  #listen(consumer: Consumer): () => Error | null {
    const { silentMs, stuckMs } = this.#settings;
    const { CRASH, REQUEST, GROUP_JOIN, HEARTBEAT, COMMIT_OFFSETS } = consumer.events;
    let crash: Error | null = null;
    consumer.on(CRASH, ({ payload }) => {
      crash = payload.error;
      if (this.#joined && this.#consumer === consumer) this.#replace(payload.error);
    });
    consumer.on(REQUEST, ({ payload }) => {
      if (JOINING.has(payload.apiName)) this.#lives(consumer, stuckMs);
    });
    consumer.on(GROUP_JOIN, () => {
      this.#lives(consumer, silentMs);
      if (this.#consumer === consumer) this.#worker.assigned();
    });
    // A fetch is no sign: kafkajs goes on fetching when it is in no group any more, and does not find out. Nor is it a sign
    // that a member beats whose work is over: it has to join again.
    for (const sign of [HEARTBEAT, COMMIT_OFFSETS]) {
      consumer.on(sign, () => {
        if (!this.#worker.waitsForAssignment) this.#lives(consumer, silentMs);
      });
    }
    return () => crash;
  }

  /** A sign of life; the next one has to come within `patienceMs`. */
  #lives(consumer: Consumer, patienceMs: number): void {
    if (this.#consumer !== consumer) return;
    this.#aliveAtMs = Date.now();
    this.#patienceMs = patienceMs;
  }

  /** kafkajs can lose a request and wait for it for ever: then it joins, beats and commits no more. */
  #watch(): void {
    const silentMs = Date.now() - this.#aliveAtMs;
    if (this.#consumer === null || silentMs < this.#patienceMs) return;
    const cause = new TransientError(`Kafka: no sign of life from the connection for ${silentMs} ms`);
    if (this.#stopping) {
      this.#worker.abandon();
      this.#silent.resolve();
    } else if (this.#joined) this.#replace(cause);
    else this.#giveUpJoining(cause);
  }

  /** The kafkajs consumer is of no more use: its work in hand is thrown away, and a new one joins as soon as it can. */
  #replace(error: unknown): void {
    if (this.#stopping) return;
    const cause = fromKafka(error, `consuming as group ${this.#options.group}`);
    const old = this.#consumer;
    this.#consumer = null;
    this.#joined = false;
    this.#worker.abandon();
    if (!(cause instanceof TransientError)) {
      this.#fail(cause);
      return;
    }
    this.#noticeRetry(cause);
    void old?.disconnect().catch(() => {}); // may wait for an answer that never comes
    const retrying = { signal: this.#stopSignal.signal, onRetry: this.#noticeRetry, maxWaitMs: JOIN_AGAIN_MS };
    this.#connecting = retryTransient(() => this.#connect(), retrying).catch((e) => {
      if (!this.#stopping) this.#fail(e);
    });
  }

  #fail(error: unknown): void {
    this.#failure ??= { error };
    void this.#finish();
  }

  /** Waits for the running handlers, leaves the group and settles `done`. Never rejects. */
  #finish(): Promise<void> {
    this.#stopSignal.abort();
    if (!this.#joined) this.#giveUpJoining(new TransientError('Kafka: stopped while joining'));
    this.#finishing ??= (async () => {
      await this.#connecting;
      const left = this.#consumer?.disconnect().catch((error: unknown) => {
        this.#settings.onNotice(fromKafka(error, `leaving group ${this.#options.group}`).message);
      });
      await Promise.race([left, this.#silent.promise]);
      clearInterval(this.#watcher);
      this.#worker.abandon();
      if (this.#failure === null) this.#ended.resolve();
      else this.#ended.reject(this.#failure.error);
    })();
    return this.#finishing;
  }
}
