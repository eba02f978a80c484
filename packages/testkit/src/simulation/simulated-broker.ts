import { type BusMessage, type BusRecord, MAX_BATCH_BYTES, type TopicSpec } from '@dowser/bus';
import { TransientError } from '@dowser/pipeline';

/** A member's right to a partition. `epoch` grows each time the partition changes hands. */
export interface PartitionClaim {
  readonly topic: string;
  readonly partition: number;
  readonly epoch: number;
  readonly committed: number;
  /** False: the partition is to move; its holder should let go. */
  readonly keep: boolean;
}

export interface Wanted {
  readonly claim: PartitionClaim;
  readonly from: number;
}

export interface PollAnswer {
  readonly claims: readonly PartitionClaim[];
  /** For those of `wanted` that have messages, in order, up to `slots`. */
  readonly batches: readonly { readonly claim: PartitionClaim; readonly messages: readonly BusMessage[] }[];
}

export interface PollRequest {
  readonly group: string;
  readonly member: string;
  readonly wanted: readonly Wanted[];
  readonly slots: number;
  readonly maxMessages: number;
}

/** Told of what happens at the broker, at the moment it does. */
export interface BrokerWatch {
  /** `from` the old place, `to` the new one: the offset that comes next. */
  committed(group: string, topic: string, partition: number, from: number, to: number): void;
  appended(topic: string, record: BusRecord): void;
}

const unwatched: BrokerWatch = { committed: () => {}, appended: () => {} };

interface Claim {
  readonly topic: string;
  readonly partition: number;
  assignee: string | null;
  holder: string | null;
  epoch: number;
  committed: number;
}

interface Member {
  readonly topics: ReadonlySet<string>;
  readonly sessionMs: number;
  seenMs: number;
}

interface Group {
  readonly members: Map<string, Member>;
  readonly claims: Map<string, Claim>;
}

/** A broker's state: partitioned logs and consumer groups. Every method is one moment; nothing here waits. */
export interface SimulatedBroker {
  ensureTopics(specs: readonly TopicSpec[]): void;
  /** Appends the records; only those of the partitions that `some` takes, where it is given. */
  produce(topic: string, records: readonly BusRecord[], some?: (partition: number) => boolean): void;
  join(group: string, topics: readonly string[], sessionMs: number): string;
  /** Keeps the member's session, and gives what it holds and messages. null: it was taken for dead and has to join again. */
  poll(request: PollRequest): PollAnswer | null;
  /** False when the claim is no longer the member's. */
  commit(group: string, member: string, claim: PartitionClaim, next: number): boolean;
  release(group: string, member: string, claim: PartitionClaim): void;
  leave(group: string, member: string): void;
  /** Takes a member for dead at once. */
  evict(group: string, member: string): void;
  members(group: string): readonly string[];
  lag(group: string, topics: readonly string[]): number;
  /** Everything ever sent to the topic, partition by partition. */
  log(topic: string): readonly (readonly BusRecord[])[];
  /** Calls back with the name of a topic that has more, or of a group whose members or claims have changed; gives the way out. */
  onChange(listener: (name: string) => void): () => void;
}

const partitionOf = (key: string, partitions: number): number => {
  let hash = 0;
  for (const byte of Buffer.from(key)) hash = (Math.imul(hash, 31) + byte) >>> 0;
  return hash % partitions;
};

export function createSimulatedBroker(nowMs: () => number, watch: BrokerWatch = unwatched): SimulatedBroker {
  const topics = new Map<string, BusRecord[][]>();
  const groups = new Map<string, Group>();
  const listeners = new Set<(name: string) => void>();
  let joined = 0;
  const changed = (name: string): void => {
    for (const listener of [...listeners]) listener(name);
  };
  const logOf = (topic: string): BusRecord[][] => {
    const log = topics.get(topic);
    if (log === undefined) throw new TransientError(`bus: topic ${topic} does not exist: create it with ensureTopics`);
    return log;
  };
  const groupOf = (name: string): Group => {
    const known = groups.get(name);
    if (known !== undefined) return known;
    const group: Group = { members: new Map(), claims: new Map() };
    groups.set(name, group);
    return group;
  };
  const remove = (name: string, group: Group, member: string): void => {
    group.members.delete(member);
    for (const claim of group.claims.values()) if (claim.holder === member) claim.holder = null;
    assign(group);
    changed(name);
  };
  const reap = (name: string, group: Group): void => {
    for (const [id, { seenMs, sessionMs }] of group.members) if (nowMs() - seenMs > sessionMs) remove(name, group, id);
  };
  const owned = (group: Group, member: string, { topic, partition, epoch }: PartitionClaim): Claim | undefined => {
    const claim = group.claims.get(`${topic}/${partition}`);
    return claim?.holder === member && claim.epoch === epoch ? claim : undefined;
  };

  return {
    ensureTopics(specs) {
      for (const { name, partitions } of specs) {
        if (!topics.has(name))
          topics.set(
            name,
            Array.from({ length: partitions }, () => []),
          );
      }
    },
    produce(topic, records, some = () => true) {
      const log = logOf(topic);
      const taken = log.map((_, partition) => some(partition));
      for (const record of records) {
        const partition = partitionOf(record.key, log.length);
        if (!taken[partition]) continue;
        log[partition]!.push(record);
        watch.appended(topic, record);
      }
      changed(topic);
    },
    join(name, wanted, sessionMs) {
      const group = groupOf(name);
      reap(name, group);
      for (const topic of wanted) {
        for (const partition of logOf(topic).keys()) {
          const place = `${topic}/${partition}`;
          if (group.claims.has(place)) continue;
          group.claims.set(place, { topic, partition, assignee: null, holder: null, epoch: 0, committed: 0 });
        }
      }
      const id = `member-${++joined}`;
      group.members.set(id, { topics: new Set(wanted), sessionMs, seenMs: nowMs() });
      assign(group);
      changed(name);
      return id;
    },
    poll({ group: name, member: id, wanted, slots, maxMessages }) {
      const group = groupOf(name);
      reap(name, group);
      const member = group.members.get(id);
      if (member === undefined) return null;
      member.seenMs = nowMs();
      for (const claim of group.claims.values()) {
        if (claim.assignee !== id || claim.holder !== null) continue;
        claim.holder = id;
        claim.epoch++;
      }
      const held = [...group.claims.values()].filter(({ holder }) => holder === id);
      const batches: PollAnswer['batches'][number][] = [];
      for (const { claim, from } of wanted) {
        if (batches.length >= slots) break;
        if (owned(group, id, claim) === undefined) continue;
        const messages = read(logOf(claim.topic)[claim.partition]!, claim, from, maxMessages);
        if (messages.length > 0) batches.push({ claim, messages });
      }
      return { claims: held.map((claim) => ({ ...claim, keep: claim.assignee === id })), batches };
    },
    commit(name, member, claim, next) {
      const mine = owned(groupOf(name), member, claim);
      if (mine === undefined) return false;
      watch.committed(name, mine.topic, mine.partition, mine.committed, next);
      mine.committed = next;
      return true;
    },
    release(name, member, claim) {
      const mine = owned(groupOf(name), member, claim);
      if (mine === undefined) return;
      mine.holder = null;
      changed(name);
    },
    leave: (name, member) => remove(name, groupOf(name), member),
    evict: (name, member) => remove(name, groupOf(name), member),
    members: (name) => [...groupOf(name).members.keys()],
    lag(name, of) {
      const { claims } = groupOf(name);
      return of
        .flatMap((topic) => logOf(topic).map((log, at) => log.length - (claims.get(`${topic}/${at}`)?.committed ?? 0)))
        .reduce((sum, left) => sum + left, 0);
    },
    log: (topic) => topics.get(topic) ?? [],
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function read(log: readonly BusRecord[], claim: PartitionClaim, from: number, maxMessages: number): BusMessage[] {
  const { topic, partition } = claim;
  const messages: BusMessage[] = [];
  let bytes = 0;
  for (let offset = from; offset < log.length && messages.length < maxMessages; offset++) {
    const record = log[offset]!;
    bytes += record.value.byteLength;
    if (messages.length > 0 && bytes > MAX_BATCH_BYTES) break;
    messages.push({ ...record, topic, partition, offset: BigInt(offset) });
  }
  return messages;
}

/** Even and sticky: a member keeps what it has up to its share. */
function assign({ members, claims }: Group): void {
  const load = new Map([...members.keys()].map((id) => [id, 0]));
  const share = members.size === 0 ? 0 : Math.ceil(claims.size / members.size);
  const free: Claim[] = [];
  for (const claim of claims.values()) {
    const keeper = claim.assignee === null ? undefined : members.get(claim.assignee);
    if (keeper?.topics.has(claim.topic) && load.get(claim.assignee!)! < share) {
      load.set(claim.assignee!, load.get(claim.assignee!)! + 1);
    } else free.push(claim);
  }
  for (const claim of free) {
    const takers = [...members].filter(([, { topics }]) => topics.has(claim.topic)).map(([id]) => id);
    claim.assignee = takers.reduce<string | null>(
      (least, id) => (least === null || load.get(id)! < load.get(least)! ? id : least),
      null,
    );
    if (claim.assignee !== null) load.set(claim.assignee, load.get(claim.assignee)! + 1);
  }
}
