import { retryTransient, TransientError } from '@dowser/pipeline';
import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import type { BusMessage, ConsumeOptions, Subscription } from '../port.ts';
import { fromKafka, kafkaErrorType } from './kafka-error.ts';

const HEARTBEATS_PER_SESSION = 6;
const WATCHES_PER_STUCK = 4;
/** An idle fetch returns after this long; stop() waits for it. */
const FETCH_WAIT_MS = 500;
/** Beyond the grace of running handlers: what members need to join again before the broker goes on without them. */
const REJOIN_MS = 30_000;
/** kafkajs's own tries inside one connection; beyond them this consumer is replaced by a new one. */
const RETRY = { retries: 8, initialRetryTime: 200, maxRetryTime: 2_000, restartOnFailure: async () => false };

/** The member must join again; its running handlers may still end and commit. */
const REBALANCE: ReadonlySet<string> = new Set(['REBALANCE_IN_PROGRESS', 'NOT_COORDINATOR_FOR_GROUP']);
/** The member is out: what it works on belongs to others already. */
const FENCED: ReadonlySet<string> = new Set(['ILLEGAL_GENERATION', 'UNKNOWN_MEMBER_ID', 'FENCED_INSTANCE_ID']);

export interface ConsumerSettings {
  readonly sessionTimeoutMs: number;
  readonly rebalanceGraceMs: number;
  /** A kafkajs consumer that shows no life, or cannot commit, for this long is replaced. Longer than a rebalance takes. */
  readonly stuckMs: number;
  readonly onNotice: (text: string) => void;
}

export interface AbortableSubscription extends Subscription {
  /** Throws the running work away and leaves the group. */
  abort(): Promise<void>;
}

/** The time between two assignments. */
interface Generation {
  /** Of the running handlers; a signal for each, so that what they hang on it goes with the batch. */
  readonly running: Set<AbortController>;
  /** The partitions are others' now, or may be: nothing of it may be committed. */
  over: boolean;
  /** Set when a new assignment is due: no new handler begins, and this ends the patience with the running ones. */
  grace: NodeJS.Timeout | null;
}

const newGeneration = (): Generation => ({ running: new Set(), over: false, grace: null });

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

/**
 * One member of a group. kafkajs fetches and keeps the membership; this slices what it fetched, runs the handlers, keeps the
 * heartbeat while they run, and commits. A kafkajs consumer that gave up (broker away) is replaced by a new one.
 */
class KafkaConsumer {
  readonly #kafka: Kafka;
  readonly #settings: ConsumerSettings;
  readonly #options: ConsumeOptions;
  readonly #heartbeatMs: number;
  readonly #ended = Promise.withResolvers<void>();
  readonly #stopSignal = new AbortController();
  #consumer: Consumer | null = null;
  /** Settles when the current attempt to have a running kafkajs consumer is over. */
  #connecting: Promise<void> = Promise.resolve();
  #generation = newGeneration();
  #joined = false;
  #aliveAtMs = 0;
  #watcher: NodeJS.Timeout | undefined;
  #calls = 0;
  #lastCall: Promise<unknown> = Promise.resolve();
  #failure: { readonly error: unknown } | null = null;
  #finishing: Promise<void> | null = null;

  constructor(kafka: Kafka, settings: ConsumerSettings, options: ConsumeOptions) {
    this.#kafka = kafka;
    this.#settings = settings;
    this.#options = options;
    this.#heartbeatMs = Math.floor(settings.sessionTimeoutMs / HEARTBEATS_PER_SESSION);
  }

  get #stopping(): boolean {
    return this.#stopSignal.signal.aborted;
  }

  subscription(): AbortableSubscription {
    this.#watcher = setInterval(() => this.#watch(), this.#settings.stuckMs / WATCHES_PER_STUCK);
    return {
      done: this.#ended.promise,
      stop: () => this.#finish(),
      abort: () => {
        this.#abandon(this.#generation);
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
    const { sessionTimeoutMs, rebalanceGraceMs, stuckMs } = this.#settings;
    const consumer = this.#kafka.consumer({
      groupId: group,
      sessionTimeout: sessionTimeoutMs,
      rebalanceTimeout: rebalanceGraceMs + REJOIN_MS,
      heartbeatInterval: this.#heartbeatMs,
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
    consumer.on(consumer.events.GROUP_JOIN, () => {
      if (this.#consumer !== consumer) return;
      this.#abandon(this.#generation);
      this.#generation = newGeneration();
    });
    const { FETCH, HEARTBEAT, COMMIT_OFFSETS } = consumer.events;
    for (const sign of [FETCH, HEARTBEAT, COMMIT_OFFSETS]) {
      consumer.on(sign, () => {
        if (this.#consumer === consumer) this.#aliveAtMs = Date.now();
      });
    }
    this.#consumer = consumer;
    const join = async (): Promise<void> => {
      await consumer.connect();
      await consumer.subscribe({ topics: [...topics], fromBeginning: true });
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: partitionsConcurrent,
        eachBatch: (payload) => this.#eachBatch(payload),
      });
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
    const { stuckMs } = this.#settings;
    const silentMs = Date.now() - this.#aliveAtMs;
    if (silentMs < stuckMs) return;
    if (this.#stopping) this.#abandon(this.#generation);
    else if (this.#consumer !== null && this.#joined) {
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
    this.#abandon(this.#generation);
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

  async #eachBatch(payload: EachBatchPayload): Promise<void> {
    const { batch, isRunning, isStale, heartbeat, resolveOffset } = payload;
    const generation = this.#generation;
    const beat = setInterval(() => {
      if (this.#calls === 0) this.#call(heartbeat).catch((error) => this.#heartbeatFailed(error, generation));
    }, this.#heartbeatMs);
    try {
      for (let at = 0; at < batch.messages.length; at += this.#options.maxBatchMessages) {
        const over = this.#stopping || generation.over || generation.grace !== null;
        if (over || !isRunning() || isStale()) return;
        const messages = this.#slice(payload, at);
        if (!(await this.#work(payload, messages, generation))) return;
        resolveOffset(String(messages.at(-1)!.offset));
      }
    } finally {
      clearInterval(beat);
    }
  }

  /**
   * Calls the group's coordinator, one call at a time: two at once on a lost connection make kafkajs connect twice on one
   * socket, and one of them is never answered.
   */
  #call<T>(work: () => Promise<T>): Promise<T> {
    this.#calls++;
    const result = this.#lastCall.then(work).finally(() => this.#calls--);
    this.#lastCall = result.catch(() => {});
    return result;
  }

  #slice({ batch }: EachBatchPayload, at: number): BusMessage[] {
    return batch.messages.slice(at, at + this.#options.maxBatchMessages).map((message) => ({
      topic: batch.topic,
      partition: batch.partition,
      offset: BigInt(message.offset),
      key: message.key?.toString() ?? '',
      value: message.value ?? new Uint8Array(),
    }));
  }

  /** Handles and commits one batch. False when it was not committed: it comes again. */
  async #work(payload: EachBatchPayload, messages: readonly BusMessage[], generation: Generation): Promise<boolean> {
    const controller = new AbortController();
    generation.running.add(controller);
    try {
      if (!(await this.#handle(messages, controller.signal))) return false;
      return await this.#commit(payload, messages.at(-1)!, generation, controller.signal);
    } finally {
      generation.running.delete(controller);
    }
  }

  /** True when the work is done and may be committed. Does not wait for a handler whose work has been thrown away. */
  async #handle(messages: readonly BusMessage[], signal: AbortSignal): Promise<boolean> {
    const { topic, partition } = messages[0]!;
    const aborted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    const handled = (async () => this.#options.handle({ topic, partition, messages, signal }))().catch((error) => {
      if (!signal.aborted) this.#fail(error);
      throw error;
    });
    try {
      await Promise.race([handled, aborted]);
      return !signal.aborted;
    } catch {
      return false;
    }
  }

  /** Tries until it is done, or the generation is over. */
  async #commit(
    payload: EachBatchPayload,
    last: BusMessage,
    generation: Generation,
    signal: AbortSignal,
  ): Promise<boolean> {
    const { topic, partition } = last;
    const topics = [{ topic, partitions: [{ partition, offset: String(last.offset + 1n) }] }];
    const giveUpAt = Date.now() + this.#settings.stuckMs;
    const work = async (): Promise<boolean> => {
      if (signal.aborted) return false;
      try {
        await this.#call(() => payload.commitOffsetsIfNecessary({ topics }));
        return true;
      } catch (error) {
        const type = kafkaErrorType(error);
        const cause = fromKafka(error, `committing ${topic}/${partition}`);
        if (REBALANCE.has(type) || FENCED.has(type)) this.#abandon(generation);
        else if (!(cause instanceof TransientError) || Date.now() < giveUpAt) throw cause;
        else this.#replace(cause);
        return false;
      }
    };
    try {
      return await retryTransient(work, { signal, onRetry: this.#noticeRetry, maxWaitMs: 1_000 });
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
      return false;
    }
  }

  readonly #noticeRetry = ({ message }: Error): void => this.#settings.onNotice(`${message}; trying again`);

  #heartbeatFailed(error: unknown, generation: Generation): void {
    const type = kafkaErrorType(error);
    if (FENCED.has(type)) this.#abandon(generation);
    else if (REBALANCE.has(type)) {
      generation.grace ??= setTimeout(() => this.#abandon(generation), this.#settings.rebalanceGraceMs);
    }
  }

  /** Work in hand is thrown away. */
  #abandon(generation: Generation): void {
    if (generation.grace !== null) clearTimeout(generation.grace);
    generation.over = true;
    for (const controller of generation.running) controller.abort();
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
      await this.#consumer?.disconnect().catch((error: unknown) => {
        this.#settings.onNotice(`${fromKafka(error, `leaving group ${this.#options.group}`).message}`);
      });
      clearInterval(this.#watcher);
      this.#abandon(this.#generation);
      if (this.#failure === null) this.#ended.resolve();
      else this.#ended.reject(this.#failure.error);
    })();
    return this.#finishing;
  }
}

/** Rejects when the work has not settled in time. */
async function within(ms: number, work: Promise<void>): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new TransientError(`Kafka: no answer within ${ms} ms`)), ms);
  try {
    await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
