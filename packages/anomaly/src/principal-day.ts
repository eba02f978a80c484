import type { AccessFactKind, PrincipalType } from '@dowser/contracts';
import type { Day } from './day.ts';

/** What a principal did in one hour of a day, in all buckets. */
export interface HourCounts {
  /** 0 to 23, UTC. */
  readonly hour: number;
  readonly calls: number;
  readonly reads: number;
  readonly lists: number;
  readonly writes: number;
  readonly deletes: number;
  readonly denied: number;
  readonly bytesOut: number;
}

/** What a principal did in one bucket on a day. */
export interface BucketCounts {
  readonly bucket: string;
  readonly calls: number;
  readonly writes: number;
  readonly deletes: number;
  readonly bytesOut: number;
}

/** Objects of one bucket that a principal deleted in one hour. */
export interface DeletedObjects {
  /** 0 to 23, UTC. */
  readonly hour: number;
  readonly bucket: string;
  readonly objects: number;
}

/**
 * What one principal did on one day, in all buckets: a row of the view `principal_days`. Counts are calls (a batch delete is
 * one), `denied` ones are counted by their class as well. A day without a call has no row. Names are sorted.
 */
export interface PrincipalDay {
  readonly principal: string;
  readonly principalType: PrincipalType;
  readonly account: string;
  readonly day: Day;
  /** Those with a call, by hour. */
  readonly hours: readonly HourCounts[];
  readonly permissions: number;
  readonly controls: number;
  /** Distinct; exact when small and within about 1 % when large. */
  readonly keys: number;
  readonly prefixes: number;
  readonly addresses: number;
  /** By name; '' stands for calls that concern no single bucket. */
  readonly buckets: readonly BucketCounts[];
  /** As far as the logs name them: those of a batch stand in the access log only. */
  readonly deletedObjects: readonly DeletedObjects[];
  readonly networks: readonly string[];
  readonly agents: readonly string[];
  /** Where in the buckets: `bucket/first/second/`, numbers made alike (`areaOf`). */
  readonly areas: readonly string[];
  /** Those in which an object with findings was read. */
  readonly sensitiveAreas: readonly string[];
  /** Successful reads of objects with findings; these objects; the occurrences in them. */
  readonly sensitiveReads: number;
  readonly sensitiveObjects: number;
  readonly sensitiveOccurrences: number;
}

/** Objects deleted, or calls where no log names the objects. */
export function deletesOf({ hours, deletedObjects }: PrincipalDay): number {
  const calls = hours.reduce((sum, { deletes }) => sum + deletes, 0);
  const objects = deletedObjects.reduce((sum, one) => sum + one.objects, 0);
  return Math.max(calls, objects);
}

/** What the requests of one principal in one hour did to a bucket's protection, beyond the count of their class. */
export interface AccessFact {
  readonly principal: string;
  readonly principalType: PrincipalType;
  readonly account: string;
  readonly day: Day;
  /** 0 to 23, UTC. */
  readonly hour: number;
  /** '' where it concerns the account or a trail. */
  readonly bucket: string;
  readonly kind: AccessFactKind;
  /** Whom it lets in, the days of an expiry, the foreign account: as `AccessEvent.facts` has it. */
  readonly detail: string;
  /** Requests. */
  readonly count: number;
  /** Objects of the bucket with findings, and the occurrences in them, as far as scanned. */
  readonly sensitiveObjects: number;
  readonly sensitiveOccurrences: number;
}
