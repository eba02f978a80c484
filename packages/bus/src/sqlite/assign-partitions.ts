/** A live consumer of the group. */
export interface GroupMember {
  readonly id: string;
  readonly topics: ReadonlySet<string>;
}

/** A partition of a topic and who has it now. */
export interface Assignable {
  readonly id: number;
  readonly topic: string;
  readonly assignee: string | null;
}

/**
 * Who should have each partition. Even among members with the same topics (counts differ by at most one), and sticky:
 * a partition moves only when its member is gone or evenness asks for it. A partition that nobody subscribes to gets null.
 */
export function assignPartitions(
  members: readonly GroupMember[],
  partitions: readonly Assignable[],
): Map<number, string | null> {
  const ordered = [...members].sort((a, b) => (a.id < b.id ? -1 : 1));
  const held = new Map<string, Assignable[]>(ordered.map((member) => [member.id, []]));
  const result = new Map<number, string | null>();
  const load = (id: string): number => held.get(id)!.length;
  const give = (partition: Assignable, id: string): void => {
    held.get(id)!.push(partition);
    result.set(partition.id, id);
  };

  const homeless: Assignable[] = [];
  for (const partition of partitions) {
    const keeper = ordered.find((member) => member.id === partition.assignee);
    if (keeper?.topics.has(partition.topic)) give(partition, keeper.id);
    else homeless.push(partition);
  }
  for (const partition of homeless) {
    const takers = ordered.filter((member) => member.topics.has(partition.topic));
    const taker = takers.reduce<GroupMember | undefined>(
      (least, member) => (least === undefined || load(member.id) < load(least.id) ? member : least),
      undefined,
    );
    if (taker === undefined) result.set(partition.id, null);
    else give(partition, taker.id);
  }
  for (let move = nextMove(ordered, held); move !== undefined; move = nextMove(ordered, held)) {
    const from = held.get(move.from)!;
    from.splice(from.indexOf(move.partition), 1);
    give(move.partition, move.to);
  }
  return result;
}

interface Move {
  readonly partition: Assignable;
  readonly from: string;
  readonly to: string;
}

/** A move between two members whose counts differ by two or more; of the giver's topics, the one it has most more of. */
function nextMove(members: readonly GroupMember[], held: ReadonlyMap<string, readonly Assignable[]>): Move | undefined {
  let best: (Move & { readonly gap: number; readonly topicGap: number }) | undefined;
  for (const giver of members) {
    for (const taker of members) {
      const gap = held.get(giver.id)!.length - held.get(taker.id)!.length;
      if (gap < 2 || (best !== undefined && gap < best.gap)) continue;
      for (const partition of held.get(giver.id)!) {
        if (!taker.topics.has(partition.topic)) continue;
        const count = (id: string): number => held.get(id)!.filter((other) => other.topic === partition.topic).length;
        const topicGap = count(giver.id) - count(taker.id);
        if (best === undefined || gap > best.gap || topicGap > best.topicGap) {
          best = { partition, from: giver.id, to: taker.id, gap, topicGap };
        }
      }
    }
  }
  return best;
}
