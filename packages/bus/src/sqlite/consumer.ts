import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { retryTransient, TransientError } from '@dowser/pipeline';
import type { BusMessage, ConsumeOptions, Subscription } from '../port.ts';
import { inTransaction } from './database.ts';
import { type Claim, type ConsumerGroup, consumerGroup } from './group.ts';
import type { MessageLog } from './message-log.ts';
import { changed, onChange } from './wake.ts';

const POLL_MIN_MS = 5;
const POLL_MAX_MS = 50;
/** Renewals of the lease that may fail before it runs out. */
const RENEWALS_PER_LEASE = 3;

export interface ConsumerContext {
  readonly db: DatabaseSync;
  readonly path: string;
  readonly log: MessageLog;
  readonly sessionTimeoutMs: number;
  readonly rebalanceGraceMs: number;
  readonly onNotice: (text: string) => void;
}

export interface AbortableSubscription extends Subscription {
  /** Throws the running work away and leaves the group. */
  abort(): Promise<void>;
}

/** A partition this consumer holds. */
interface Held {
  readonly claim: Claim;
  next: number;
  /** Of the handler that runs; one for each batch, so that what a handler hangs on its signal goes with it. */
  running: AbortController | null;
  /** Nothing was found there since the last change of the file. */
  empty: boolean;
  /** Assigned to another: let go as soon as the running handler ends or the grace is over. */
  grace: NodeJS.Timeout | null;
}

/** Joins the group and handles its messages until stopped. */
export async function startConsumer(context: ConsumerContext, options: ConsumeOptions): Promise<AbortableSubscription> {
  for (const topic of options.topics) context.log.partitions(topic);
  const consumer = new SqliteConsumer(context, options);
  await consumer.join();
  return consumer.start();
}

/** One member of a group. A single loop renews the lease, follows the assignment and starts handlers; handlers run beside it. */
class SqliteConsumer {
  readonly #context: ConsumerContext;
  readonly #options: ConsumeOptions;
  readonly #group: ConsumerGroup;
  readonly #held = new Map<number, Held>();
  readonly #fileVersion: () => number;
  #member = '';
  #running = 0;
  #renewAtMs = 0;
  #seenVersion = -1;
  #dirty = true;
  #stopping = false;
  #aborted = false;
  #failure: { readonly error: unknown } | null = null;
  #nudged = false;
  #wake: () => void = () => {};

  constructor(context: ConsumerContext, options: ConsumeOptions) {
    this.#context = context;
    this.#options = options;
    this.#group = consumerGroup(context.db, options.group);
    const version = context.db.prepare('PRAGMA data_version');
    this.#fileVersion = () => version.get()!.data_version as number;
  }

  async join(): Promise<void> {
    const { db, path, sessionTimeoutMs } = this.#context;
    const member = randomUUID();
    await inTransaction(db, () => {
      this.#group.reap(Date.now());
      this.#group.join(member, this.#options.topics, Date.now() + sessionTimeoutMs);
    });
    this.#member = member;
    this.#renewAtMs = Date.now() + sessionTimeoutMs / RENEWALS_PER_LEASE;
    changed(path);
  }

  start(): AbortableSubscription {
    const done = this.#run();
    const ended = done.catch(() => {});
    const end = (): Promise<void> => {
      this.#stopping = true;
      this.#nudge();
      return ended;
    };
    return {
      done,
      stop: end,
      abort: () => {
        this.#aborted = true;
        for (const held of this.#held.values()) this.#drop(held);
        return end();
      },
    };
  }

  async #run(): Promise<void> {
    const { path, onNotice } = this.#context;
    const unsubscribe = onChange(path, () => {
      this.#dirty = true;
      this.#nudge();
    });
    let idleMs = POLL_MIN_MS;
    while (!this.#aborted && !(this.#stopping && this.#running === 0)) {
      this.#nudged = false;
      try {
        const busy = await this.#tick();
        idleMs = busy ? POLL_MIN_MS : Math.min(POLL_MAX_MS, idleMs * 2);
      } catch (error) {
        if (error instanceof TransientError) onNotice(error.message);
        else this.#fail(error);
      }
      await this.#rest(idleMs);
    }
    unsubscribe();
    for (const held of this.#held.values()) this.#drop(held);
    await this.#leave();
    if (this.#failure !== null) throw this.#failure.error;
  }

  /** Until the next look: at once when there is news, but never without giving way to I/O and timers. */
  #rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      if (this.#nudged) {
        setImmediate(resolve);
        return;
      }
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #nudge(): void {
    this.#nudged = true;
    this.#wake();
  }

  /** True when something happened, so that the next look should come soon. */
  async #tick(): Promise<boolean> {
    if (Date.now() >= this.#renewAtMs) await this.#renew();
    const version = this.#fileVersion();
    const news = this.#dirty || version !== this.#seenVersion;
    if (news) {
      this.#dirty = false;
      this.#seenVersion = version;
      for (const held of this.#held.values()) held.empty = false;
      await this.#followAssignment();
    }
    return this.#startHandlers() || news;
  }

  async #renew(): Promise<void> {
    const { db, path, sessionTimeoutMs, onNotice } = this.#context;
    const { alive, dead } = await inTransaction(db, () => ({
      alive: this.#group.renew(this.#member, Date.now() + sessionTimeoutMs),
      dead: this.#group.reap(Date.now()),
    }));
    this.#renewAtMs = Date.now() + sessionTimeoutMs / RENEWALS_PER_LEASE;
    if (dead > 0) {
      onNotice(`group ${this.#options.group}: ${dead} silent consumer(s) put out, their partitions go to others`);
      changed(path);
    }
    if (alive || this.#stopping) return;
    onNotice(`group ${this.#options.group}: this consumer was silent for too long and was put out; it joins again`);
    for (const held of this.#held.values()) this.#drop(held);
    await this.join();
  }

  async #followAssignment(): Promise<void> {
    const { db, rebalanceGraceMs } = this.#context;
    const free: number[] = [];
    const states = new Map(this.#group.states(this.#member).map((state) => [state.partitionId, state]));
    for (const held of this.#held.values()) {
      const state = states.get(held.claim.partitionId);
      if (state?.holder !== this.#member || state.epoch !== held.claim.epoch) this.#drop(held);
      else if (state.assignee === this.#member) this.#keep(held);
      else if (held.running === null) await this.#letGo(held);
      else held.grace ??= setTimeout(() => this.#letGo(held).catch((error) => this.#fail(error)), rebalanceGraceMs);
    }
    for (const state of states.values()) {
      if (state.assignee === this.#member && state.holder === null) free.push(state.partitionId);
    }
    if (free.length === 0 || this.#stopping) return;
    const after = await inTransaction(db, () => {
      const taken = new Set(free.filter((partitionId) => this.#group.take(this.#member, partitionId)));
      return this.#group.states(this.#member).filter((state) => taken.has(state.partitionId));
    });
    for (const claim of after) {
      this.#held.set(claim.partitionId, {
        claim,
        next: claim.committed,
        running: null,
        empty: false,
        grace: null,
      });
    }
  }

  #startHandlers(): boolean {
    const { log } = this.#context;
    const { partitionsConcurrent = 1, maxBatchMessages } = this.#options;
    let started = false;
    for (const held of [...this.#held.values()]) {
      if (this.#stopping || this.#running >= partitionsConcurrent) break;
      if (held.running !== null || held.empty || held.grace !== null) continue;
      const { partitionId, topic, number } = held.claim;
      const messages = log.read({ id: partitionId, topic, number }, held.next, maxBatchMessages);
      held.empty = messages.length === 0;
      if (held.empty) continue;
      this.#held.delete(partitionId);
      this.#held.set(partitionId, held); // to the end of the line, so that every partition has its turn
      started = true;
      void this.#handle(held, messages);
    }
    return started;
  }

  async #handle(held: Held, messages: readonly BusMessage[]): Promise<void> {
    const { topic, number } = held.claim;
    held.running = new AbortController();
    const { signal } = held.running;
    this.#running++;
    try {
      await this.#options.handle({ topic, partition: number, messages, signal });
      if (!signal.aborted) await retryTransient(() => this.#commit(held, messages, signal), { signal });
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
    } finally {
      held.running = null;
      this.#running--;
    }
    if (held.grace !== null && !signal.aborted) await this.#letGo(held).catch((error) => this.#fail(error));
    this.#nudge();
  }

  async #commit(held: Held, messages: readonly BusMessage[], signal: AbortSignal): Promise<void> {
    const next = Number(messages.at(-1)!.offset) + 1;
    const owned = await inTransaction(this.#context.db, () => {
      return !signal.aborted && this.#group.commit(this.#member, held.claim, next);
    });
    if (owned) held.next = next;
    else this.#drop(held);
  }

  #keep(held: Held): void {
    if (held.grace !== null) clearTimeout(held.grace);
    held.grace = null;
  }

  /** No longer this consumer's: work in hand is thrown away. */
  #drop(held: Held): void {
    this.#keep(held);
    if (this.#held.get(held.claim.partitionId) === held) this.#held.delete(held.claim.partitionId);
    held.running?.abort();
  }

  /** Gives the partition to its new assignee. */
  async #letGo(held: Held): Promise<void> {
    const { db, path } = this.#context;
    const member = this.#member;
    this.#drop(held);
    await inTransaction(db, () => this.#group.release(member, held.claim));
    changed(path);
  }

  async #leave(): Promise<void> {
    const { db, path, onNotice } = this.#context;
    try {
      await inTransaction(db, () => this.#group.leave(this.#member));
      changed(path);
    } catch (error) {
      if (!(error instanceof TransientError)) throw error;
      onNotice(`group ${this.#options.group}: could not leave (${error.message}); the lease will run out`);
    }
  }

  #fail(error: unknown): void {
    this.#failure ??= { error };
    this.#stopping = true;
    this.#nudge();
  }
}
