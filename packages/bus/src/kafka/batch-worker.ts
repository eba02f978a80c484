import { retryTransient, TransientError } from '@dowser/pipeline';
import type { EachBatchPayload, IHeaders } from 'kafkajs';
import type { BusMessage, ConsumeOptions } from '../port.ts';
import { fromKafka, kafkaErrorType } from './kafka-error.ts';
import { OneAtATime } from './one-at-a-time.ts';

const HEARTBEATS_PER_SESSION = 6;

/** How often a member of the group says that it lives. */
export const heartbeatMs = (sessionTimeoutMs: number): number => Math.floor(sessionTimeoutMs / HEARTBEATS_PER_SESSION);

/**
 * The member must join again; its running handlers may still end and commit. NOT_COORDINATOR_FOR_GROUP is no such thing: a
 * broker that has just started gives it until it has loaded its groups, and then knows the member as before.
 */
const REBALANCE = 'REBALANCE_IN_PROGRESS';
/** The member is out: what it works on belongs to others already. */
const FENCED: ReadonlySet<string> = new Set(['ILLEGAL_GENERATION', 'UNKNOWN_MEMBER_ID', 'FENCED_INSTANCE_ID']);

export interface ConsumerSettings {
  readonly sessionTimeoutMs: number;
  readonly rebalanceGraceMs: number;
  /** What members have to join again in before the broker goes on without them. More than the grace. */
  readonly rebalanceTimeoutMs: number;
  /** A kafkajs consumer that shows no life for this long is replaced. */
  readonly silentMs: number;
  /** The same while it waits for the others to join, and for one that cannot commit. More than the rebalance's timeout. */
  readonly stuckMs: number;
  readonly onNotice: (text: string) => void;
}

/** What the worker asks of, and tells, the consumer it works for. */
export interface WorkerHooks {
  /** No new handler shall begin. */
  readonly stopping: () => boolean;
  /** The subscription has to end with this error. */
  readonly fail: (error: unknown) => void;
  /** The kafkajs consumer is of no more use. */
  readonly replace: (cause: TransientError) => void;
  /** Something is not ready and is waited for. */
  readonly waits: (cause: TransientError) => void;
}

/** The time between two assignments. */
interface Generation {
  /**
   * Calls the group's coordinator, one call at a time: two at once on a lost connection make kafkajs connect twice on one
   * socket, and one of them is never answered. What is never answered holds up nobody beyond the generation.
   */
  readonly calls: OneAtATime;
  /** Of the running handlers; a signal for each, so that what they hang on it goes with the batch. */
  readonly running: Set<AbortController>;
  /** The partitions are others' now, or may be: nothing of it may be committed. */
  over: boolean;
  /** Of the coordinator. kafkajs joins again when it hears of it, and only then. */
  refusal: Error | null;
  /** Set when a new assignment is due: no new handler begins, and this ends the patience with the running ones. */
  grace: NodeJS.Timeout | null;
}

const newGeneration = (timeoutMs: number): Generation => ({
  calls: new OneAtATime(timeoutMs),
  running: new Set(),
  over: false,
  refusal: null,
  grace: null,
});

function abandon(generation: Generation): void {
  if (generation.grace !== null) clearTimeout(generation.grace);
  generation.over = true;
  for (const controller of generation.running) controller.abort();
}

/** Of a header given twice the last one. */
function textHeaders(headers: IHeaders): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [
    name,
    String(Array.isArray(value) ? value.at(-1) : value),
  ]);
  return Object.fromEntries(entries) as Record<string, string>;
}

/** Slices what kafkajs fetched, runs the handler, keeps the heartbeat while it runs, and commits. */
export class BatchWorker {
  readonly #options: ConsumeOptions;
  readonly #settings: ConsumerSettings;
  readonly #hooks: WorkerHooks;
  #generation: Generation;

  constructor(options: ConsumeOptions, settings: ConsumerSettings, hooks: WorkerHooks) {
    this.#options = options;
    this.#settings = settings;
    this.#hooks = hooks;
    this.#generation = newGeneration(settings.silentMs);
  }

  /** The partitions have been given out anew. */
  assigned(): void {
    this.abandon();
    this.#generation = newGeneration(this.#settings.silentMs);
  }

  /** Work in hand is thrown away. */
  abandon(): void {
    abandon(this.#generation);
  }

  /** Nothing is begun before the partitions are given out anew. */
  get waitsForAssignment(): boolean {
    return this.#generation.over;
  }

  /** Throws what the coordinator refused the member with, for kafkajs to join again. */
  async eachBatch(payload: EachBatchPayload): Promise<void> {
    const generation = this.#generation;
    await this.#eachSlice(payload, generation);
    if (generation.refusal !== null && generation === this.#generation && !this.#hooks.stopping()) {
      throw generation.refusal;
    }
  }

  async #eachSlice(payload: EachBatchPayload, generation: Generation): Promise<void> {
    const { batch, isRunning, isStale, heartbeat, resolveOffset } = payload;
    const beat = setInterval(() => {
      if (!generation.calls.busy) generation.calls.run(heartbeat).catch((e) => this.#refused(e, generation));
    }, heartbeatMs(this.#settings.sessionTimeoutMs));
    try {
      for (let at = 0; at < batch.messages.length; at += this.#options.maxBatchMessages) {
        const over = this.#hooks.stopping() || generation.over || generation.grace !== null;
        if (over || !isRunning() || isStale()) return;
        const messages = this.#slice(payload, at);
        if (!(await this.#work(payload, messages, generation))) return;
        resolveOffset(String(messages.at(-1)!.offset));
      }
    } finally {
      clearInterval(beat);
    }
  }

  #slice({ batch }: EachBatchPayload, at: number): BusMessage[] {
    return batch.messages.slice(at, at + this.#options.maxBatchMessages).map((message) => ({
      topic: batch.topic,
      partition: batch.partition,
      offset: BigInt(message.offset),
      key: message.key?.toString() ?? '',
      value: message.value ?? new Uint8Array(),
      ...(message.headers === undefined ? {} : { headers: textHeaders(message.headers) }),
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
      if (!signal.aborted) this.#hooks.fail(error);
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
        await generation.calls.run(() => payload.commitOffsetsIfNecessary({ topics }));
        return true;
      } catch (error) {
        const cause = fromKafka(error, `committing ${topic}/${partition}`);
        if (this.#refused(error, generation)) abandon(generation);
        else if (!(cause instanceof TransientError) || Date.now() < giveUpAt) throw cause;
        else this.#hooks.replace(cause);
        return false;
      }
    };
    try {
      return await retryTransient(work, { signal, onRetry: this.#hooks.waits, maxWaitMs: 1_000 });
    } catch (error) {
      if (!signal.aborted) this.#hooks.fail(error);
      return false;
    }
  }

  /** Whether the coordinator says that the member must join again. */
  #refused(error: unknown, generation: Generation): boolean {
    const type = kafkaErrorType(error);
    if (type !== REBALANCE && !FENCED.has(type)) return false;
    generation.refusal = error as Error;
    if (FENCED.has(type)) abandon(generation);
    else generation.grace ??= setTimeout(() => abandon(generation), this.#settings.rebalanceGraceMs);
    return true;
  }
}
