import { retryTransient, TransientError } from '@dowser/pipeline';
import type { Consumer, Kafka } from 'kafkajs';
import type { ConsumeOptions, Subscription } from '../port.ts';
import { BatchWorker, type ConsumerSettings, heartbeatMs } from './batch-worker.ts';
import { fromKafka } from './kafka-error.ts';
import { within } from './within.ts';

const WATCHES_PER_SILENCE = 4;
/** An idle fetch returns after this long; stop() waits for it. */
const FETCH_WAIT_MS = 500;
/** Beyond the grace of running handlers: what members need to join again before the broker goes on without them. */
const REJOIN_MS = 30_000;
/** kafkajs's own tries inside one connection; beyond them this consumer is replaced by a new one. */
const RETRY = { retries: 8, initialRetryTime: 200, maxRetryTime: 2_000, restartOnFailure: async () => false };

export interface AbortableSubscription extends Subscription {
  /** Throws the running work away and leaves the group. */
  abort(): Promise<void>;
}

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
  /** Waiting for all members to join again: there is no sign of life before the last one has. */
  #rebalancing = false;
  #watcher: NodeJS.Timeout | undefined;
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
  }

  get #stopping(): boolean {
    return this.#stopSignal.signal.aborted;
  }

  subscription(): AbortableSubscription {
    this.#watcher = setInterval(() => this.#watch(), this.#settings.silentMs / WATCHES_PER_SILENCE);
    return {
      done: this.#ended.promise,
      stop: () => this.#finish(),
      abort: () => {
        this.#worker.abandon();
        return this.#finish();
      },
    };
  }

  firstConnect(): Promise<void> {
    const { signal } = this.#stopSignal;
    return retryTransient(() => this.#connect(), { signal, onRetry: this.#noticeRetry, attempts: FIRST_JOIN_ATTEMPTS });
  }

  async #connect(): Promise<void> {
    const { group, topics, partitionsConcurrent = 1 } = this.#options;
    const { sessionTimeoutMs, rebalanceGraceMs, silentMs, stuckMs } = this.#settings;
    const consumer = this.#kafka.consumer({
      groupId: group,
      sessionTimeout: sessionTimeoutMs,
      rebalanceTimeout: rebalanceGraceMs + REJOIN_MS,
      heartbeatInterval: heartbeatMs(sessionTimeoutMs),
      maxWaitTimeInMs: FETCH_WAIT_MS,
      allowAutoTopicCreation: false,
      retry: RETRY,
    });
    this.#joined = false;
    let crash: Error | null = null;
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      crash = payload.error;
      if (this.#joined && this.#consumer === consumer) this.#replace(payload.error);
    });
    consumer.on(consumer.events.REBALANCING, () => {
      if (this.#consumer === consumer) this.#rebalancing = true;
    });
    consumer.on(consumer.events.GROUP_JOIN, () => {
      if (this.#consumer !== consumer) return;
      this.#rebalancing = false;
      this.#aliveAtMs = Date.now();
      this.#worker.assigned();
    });
    const { FETCH, HEARTBEAT, COMMIT_OFFSETS } = consumer.events;
    for (const sign of [FETCH, HEARTBEAT, COMMIT_OFFSETS]) {
      consumer.on(sign, () => {
        if (this.#consumer === consumer) this.#aliveAtMs = Date.now();
      });
    }
    this.#consumer = consumer;
    const join = async (): Promise<void> => {
      await within(silentMs, consumer.connect());
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
      if (crash !== null) throw crash;
    };
    try {
      await within(stuckMs, join());
      this.#joined = true;
      this.#aliveAtMs = Date.now();
    } catch (error) {
      this.#consumer = null;
      void consumer.disconnect().catch(() => {}); // may wait for an answer that never comes
      throw fromKafka(error, `joining group ${group}`);
    }
  }

  /** kafkajs can lose a request and wait for it for ever: then it fetches, beats and commits no more. */
  #watch(): void {
    const { silentMs: patienceMs, stuckMs } = this.#settings;
    const silentMs = Date.now() - this.#aliveAtMs;
    if (silentMs < (this.#rebalancing ? stuckMs : patienceMs)) return;
    if (this.#stopping) {
      this.#worker.abandon();
      this.#silent.resolve();
    } else if (this.#joined) {
      this.#replace(new TransientError(`Kafka: no sign of life from the connection for ${silentMs} ms`));
    }
  }

  /** The kafkajs consumer is of no more use: its work in hand is thrown away, and a new one joins as soon as it can. */
  #replace(error: unknown): void {
    if (this.#stopping) return;
    const cause = fromKafka(error, `consuming as group ${this.#options.group}`);
    const old = this.#consumer;
    this.#consumer = null;
    this.#joined = false;
    this.#rebalancing = false;
    this.#worker.abandon();
    if (!(cause instanceof TransientError)) {
      this.#fail(cause);
      return;
    }
    this.#noticeRetry(cause);
    void old?.disconnect().catch(() => {}); // may wait for an answer that never comes
    const onRetry = this.#noticeRetry;
    this.#connecting = retryTransient(() => this.#connect(), { signal: this.#stopSignal.signal, onRetry }).catch(
      (e) => {
        if (!this.#stopping) this.#fail(e);
      },
    );
  }

  #fail(error: unknown): void {
    this.#failure ??= { error };
    void this.#finish();
  }

  /** Waits for the running handlers, leaves the group and settles `done`. Never rejects. */
  #finish(): Promise<void> {
    this.#stopSignal.abort();
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
