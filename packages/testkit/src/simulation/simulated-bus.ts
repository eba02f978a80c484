import { type Bus, type ConsumeOptions, MAX_RECORD_BYTES, type Subscription } from '@dowser/bus';
import { type Clock, retryTransient } from '@dowser/pipeline';
import type { Link } from './link.ts';
import type { PartitionClaim, SimulatedBroker, Wanted } from './simulated-broker.ts';

export interface SimulatedBusOptions {
  readonly broker: SimulatedBroker;
  readonly link: Link;
  readonly clock: Clock;
  readonly sessionTimeoutMs: number;
  readonly rebalanceGraceMs: number;
  /** Which partitions take their records when a request fails half way. */
  readonly someOf?: (partition: number) => boolean;
}

const HEARTBEATS_PER_SESSION = 3;
/** Why an inner wait ends: made once, since an abort without a reason makes an error with a stack each time. */
const OVER = new Error('over');

interface AbortableSubscription extends Subscription {
  abort(): Promise<void>;
}

/** A process's client of the broker: the port, as the real adapters keep it. */
export function createSimulatedBus(options: SimulatedBusOptions): Bus {
  const { broker, link, someOf = () => true } = options;
  const subscriptions = new Set<AbortableSubscription>();
  return {
    ensureTopics: (specs) => link.call({ what: 'bus.ensureTopics', effect: () => broker.ensureTopics(specs) }),
    async produce(topic, records) {
      for (const { key, value } of records) {
        const bytes = Buffer.byteLength(key) + value.byteLength;
        if (bytes > MAX_RECORD_BYTES) throw new Error(`bus: a record of ${bytes} bytes for ${topic} is too large`);
      }
      if (records.length === 0) return;
      await link.call({
        what: `bus.produce ${topic}`,
        effect: () => broker.produce(topic, records),
        partial: () => broker.produce(topic, records, someOf),
      });
    },
    async consume(consume) {
      const effect = (): string => broker.join(consume.group, consume.topics, options.sessionTimeoutMs);
      const member = await link.call({ what: `bus.join ${consume.group}`, effect });
      const subscription = startConsumer(member, consume, options);
      subscriptions.add(subscription);
      return subscription;
    },
    lag: (group, topics) => link.call({ what: 'bus.lag', effect: () => broker.lag(group, topics) }),
    async close() {
      await Promise.all([...subscriptions].map((subscription) => subscription.abort()));
    },
  };
}

/** A partition that the consumer holds. */
interface Held {
  claim: PartitionClaim;
  next: number;
  running: AbortController | null;
  /** Ends the grace of a partition that is to move. */
  grace: (() => void) | null;
}

function startConsumer(first: string, consume: ConsumeOptions, options: SimulatedBusOptions): AbortableSubscription {
  const { broker, link, clock, sessionTimeoutMs, rebalanceGraceMs } = options;
  const { group, topics, maxBatchMessages, partitionsConcurrent = 1, handle } = consume;
  const ending = new AbortController();
  const held = new Map<string, Held>();
  let member = first;
  let running = 0;
  let stopping = false;
  let failure: { readonly error: unknown } | null = null;
  let wake = (): void => undefined;
  let news = false;
  const nudge = (): void => {
    news = true;
    wake();
  };
  const ask = <T>(what: string, effect: () => T): Promise<T> =>
    retryTransient(() => link.call({ what: `bus.${what} ${group}`, effect }), {
      signal: ending.signal,
      clock,
      minWaitMs: 50,
      maxWaitMs: 1_000,
    });

  const drop = (place: Held): void => {
    place.grace?.();
    place.grace = null;
    for (const [name, other] of held) if (other === place) held.delete(name);
    place.running?.abort(OVER);
  };
  const letGo = async (place: Held): Promise<void> => {
    drop(place);
    await ask('release', () => broker.release(group, member, place.claim)).catch(() => undefined);
  };

  const work = async (place: Held, messages: Parameters<typeof handle>[0]['messages']): Promise<void> => {
    const { topic, partition } = place.claim;
    const controller = new AbortController();
    place.running = controller;
    running++;
    try {
      await handle({ topic, partition, messages, signal: controller.signal });
      const next = Number(messages.at(-1)!.offset) + 1;
      const committed =
        !controller.signal.aborted && (await ask('commit', () => broker.commit(group, member, place.claim, next)));
      if (committed) place.next = next;
      else drop(place);
    } catch (error) {
      if (!controller.signal.aborted && !ending.signal.aborted) {
        failure ??= { error };
        stopping = true;
      }
    } finally {
      place.running = null;
      running--;
    }
    if (place.grace !== null) await letGo(place);
    nudge();
  };

  const reconcile = (claims: readonly PartitionClaim[]): void => {
    const mine = new Map(claims.map((claim) => [`${claim.topic}/${claim.partition}`, claim]));
    for (const [name, place] of held) if (mine.get(name)?.epoch !== place.claim.epoch) drop(place);
    for (const [name, claim] of mine) {
      const place = held.get(name) ?? { claim, next: claim.committed, running: null, grace: null };
      place.claim = claim;
      held.set(name, place);
      if (claim.keep) {
        place.grace?.();
        place.grace = null;
      } else if (place.running === null) void letGo(place);
      else place.grace ??= graceOf(place);
    }
  };
  const graceOf = (place: Held): (() => void) => {
    const over = new AbortController();
    clock.sleep(rebalanceGraceMs, over.signal).then(
      () => letGo(place),
      () => undefined,
    );
    return () => over.abort(OVER);
  };

  const turn = async (): Promise<void> => {
    const wanted: Wanted[] = [...held.values()]
      .filter((place) => place.running === null && place.grace === null)
      .map((place) => ({ claim: place.claim, from: place.next }));
    const slots = stopping ? 0 : partitionsConcurrent - running;
    const request = { group, member, wanted, slots, maxMessages: maxBatchMessages };
    const answer = await ask('poll', () => broker.poll(request));
    if (answer === null) {
      for (const place of [...held.values()]) drop(place);
      if (!stopping) member = await ask('join', () => broker.join(group, topics, sessionTimeoutMs));
      nudge();
      return;
    }
    reconcile(answer.claims);
    if (answer.claims.length > wanted.length + running) nudge();
    for (const { claim, messages } of answer.batches) {
      const name = `${claim.topic}/${claim.partition}`;
      const place = held.get(name);
      if (stopping || place === undefined || place.running !== null || place.claim.epoch !== claim.epoch) continue;
      held.delete(name);
      held.set(name, place); // to the end of the line, so that every partition has its turn
      void work(place, messages);
    }
  };

  const rest = (): Promise<void> => {
    if (news || ending.signal.aborted) return Promise.resolve();
    const over = new AbortController();
    const waiting = new Promise<void>((resolve) => {
      wake = resolve;
    });
    const slept = clock.sleep(sessionTimeoutMs / HEARTBEATS_PER_SESSION, over.signal).catch(() => undefined);
    return Promise.race([waiting, slept]).finally(() => over.abort(OVER));
  };

  const run = async (): Promise<void> => {
    const unsubscribe = broker.onChange((name) => {
      if (name === group || topics.includes(name)) nudge();
    });
    try {
      while (!ending.signal.aborted && !(stopping && running === 0)) {
        news = false;
        await turn().catch((error: unknown) => {
          if (!ending.signal.aborted) throw error;
        });
        await rest();
      }
    } finally {
      unsubscribe();
      for (const place of [...held.values()]) drop(place);
    }
    await link.call({ what: `bus.leave ${group}`, effect: () => broker.leave(group, member) }).catch(() => undefined);
    if (failure !== null) throw failure.error;
  };

  const done = run();
  const ended = done.catch(() => {});
  const stop = (): Promise<void> => {
    stopping = true;
    nudge();
    return ended;
  };
  return {
    done,
    stop,
    abort() {
      for (const place of [...held.values()]) drop(place);
      ending.abort(OVER);
      return stop();
    },
  };
}
