import type { DatabaseSync } from 'node:sqlite';
import { type Assignable, assignPartitions } from './assign-partitions.ts';

/** A member's right to a partition. `epoch` grows each time the partition is taken: an older one commits nothing. */
export interface Claim {
  readonly partitionId: number;
  readonly topic: string;
  readonly number: number;
  readonly epoch: number;
  readonly committed: number;
}

export interface ClaimState extends Claim {
  readonly assignee: string | null;
  readonly holder: string | null;
}

const CLAIM_COLUMNS = `c.partition_id AS partitionId, p.topic, p.number, c.epoch, max(c.committed, p.first_offset) AS committed,
  c.assignee, c.holder`;

/**
 * One group's members and claims. The assignee of a partition is who shall have it, the holder who has it: a partition moves
 * when its holder lets go, or when the holder's lease has run out. Every write is meant to run inside a transaction.
 */
export function consumerGroup(db: DatabaseSync, group: string) {
  const statements = {
    addClaims: db.prepare(`
      INSERT OR IGNORE INTO claims (group_name, partition_id, committed)
      SELECT ?, id, first_offset FROM partitions WHERE topic = ?`),
    addMember: db.prepare('INSERT INTO members VALUES (?, ?, ?, ?)'),
    removeMember: db.prepare('DELETE FROM members WHERE id = ?'),
    renew: db.prepare('UPDATE members SET lease_until_ms = ? WHERE id = ?'),
    expired: db.prepare('SELECT id FROM members WHERE group_name = ? AND lease_until_ms < ?'),
    members: db.prepare('SELECT id, topics FROM members WHERE group_name = ?'),
    free: db.prepare('UPDATE claims SET holder = NULL WHERE group_name = ? AND holder = ?'),
    assignable: db.prepare(`
      SELECT p.id, p.topic, c.assignee FROM claims c JOIN partitions p ON p.id = c.partition_id
      WHERE c.group_name = ? ORDER BY p.id`),
    assign: db.prepare('UPDATE claims SET assignee = ? WHERE group_name = ? AND partition_id = ?'),
    states: db.prepare(`
      SELECT ${CLAIM_COLUMNS} FROM claims c JOIN partitions p ON p.id = c.partition_id
      WHERE c.group_name = ? AND (c.assignee = ? OR c.holder = ?)`),
    take: db.prepare(`
      UPDATE claims SET holder = ?, epoch = epoch + 1
      WHERE group_name = ? AND partition_id = ? AND assignee = ? AND holder IS NULL`),
    release: db.prepare(
      'UPDATE claims SET holder = NULL WHERE group_name = ? AND partition_id = ? AND holder = ? AND epoch = ?',
    ),
    commit: db.prepare(
      'UPDATE claims SET committed = ? WHERE group_name = ? AND partition_id = ? AND holder = ? AND epoch = ?',
    ),
  };

  function reassign(): void {
    const members = (statements.members.all(group) as { id: string; topics: string }[]).map(({ id, topics }) => ({
      id,
      topics: new Set(JSON.parse(topics) as string[]),
    }));
    const partitions = statements.assignable.all(group) as unknown as Assignable[];
    const assignment = assignPartitions(members, partitions);
    for (const { id, assignee } of partitions) {
      const wanted = assignment.get(id)!;
      if (wanted !== assignee) statements.assign.run(wanted, group, id);
    }
  }

  function remove(member: string): void {
    statements.free.run(group, member);
    statements.removeMember.run(member);
  }

  return {
    join(member: string, topics: readonly string[], leaseUntilMs: number): void {
      for (const topic of topics) statements.addClaims.run(group, topic);
      statements.addMember.run(member, group, JSON.stringify(topics), leaseUntilMs);
      reassign();
    },

    leave(member: string): void {
      remove(member);
      reassign();
    },

    /** False when this member was taken for dead: it holds nothing any more and has to join again. */
    renew: (member: string, leaseUntilMs: number): boolean => statements.renew.run(leaseUntilMs, member).changes > 0,

    /** Puts out the members whose lease has run out. Returns how many. */
    reap(nowMs: number): number {
      const dead = statements.expired.all(group, nowMs) as { id: string }[];
      for (const { id } of dead) remove(id);
      if (dead.length > 0) reassign();
      return dead.length;
    },

    /** Every partition that the member holds or shall hold. */
    states: (member: string): ClaimState[] => statements.states.all(group, member, member) as unknown as ClaimState[],

    /** Takes a free partition assigned to the member. False when it is not free or not the member's. */
    take: (member: string, partitionId: number): boolean =>
      statements.take.run(member, group, partitionId, member).changes > 0,

    release(member: string, claim: Claim): void {
      statements.release.run(group, claim.partitionId, member, claim.epoch);
    },

    /** Everything before `offset` is done. False when the claim is no longer the member's: nothing is committed then. */
    commit: (member: string, claim: Claim, offset: number): boolean =>
      statements.commit.run(offset, group, claim.partitionId, member, claim.epoch).changes > 0,
  };
}

export type ConsumerGroup = ReturnType<typeof consumerGroup>;
