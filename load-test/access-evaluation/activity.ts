import { dayOf } from '@dowser/anomaly';
import type { ActionClass, PrincipalType } from '@dowser/contracts';

/** Objects under one prefix of a bucket, numbered from 0. The first `sensitive` of them hold `occurrences` each. */
export interface Folder {
  readonly bucket: string;
  /** Ends with `/`. */
  readonly prefix: string;
  readonly objects: number;
  readonly objectBytes: number;
  readonly sensitive: number;
  readonly occurrences: number;
}

/** Where requests come from: `10.1.2` is the network 10.1.2.0/24. */
export interface Source {
  readonly network: string;
  readonly host: number;
  readonly agent: string;
}

/** Calls of one kind that one principal makes in one stretch of time within one hour. */
export interface Burst extends Source {
  /** 0 to 23, UTC. */
  readonly hour: number;
  /** First minute, and how many it takes; the sum is at most 60. Calls lie evenly. */
  readonly minute: number;
  readonly minutes: number;
  readonly folder: Folder;
  readonly action: string;
  readonly actionClass: ActionClass;
  readonly calls: number;
  /** The calls touch these keys in turn, round and round; none when `keys` is 0. */
  readonly firstKey: number;
  readonly keys: number;
  /** Of DeleteObjects, where the access log is kept, which names them: from `firstKey` on, each once. */
  readonly objectsPerCall?: number;
  /** Of every call. */
  readonly bytesPerCall: number;
  /** '' on success. */
  readonly errorCode: string;
  /** `requestParameters` of a call that changes a setting. */
  readonly parameters?: Readonly<Record<string, unknown>>;
}

export type Day = readonly Burst[];

/** One who makes requests. */
export interface Actor {
  readonly principal: string;
  readonly principalType: PrincipalType;
  readonly account: string;
  readonly org: Org;
  /** What kind of worker it is, for the report. */
  readonly kind: string;
  /** Its days, from the world's first; an empty one when it does nothing. Every call begins anew, with the same days. */
  days(): Iterable<Day>;
}

export interface Org {
  readonly name: string;
  readonly account: string;
  /** What is there to be stolen. */
  readonly folders: readonly Folder[];
  /** Nobody's, and larger than any theft. */
  readonly vault: Folder;
  /** The bucket its trail is logged to. */
  readonly trailBucket: string;
}

export interface World {
  readonly name: string;
  /** Days since 1970. */
  readonly firstDay: number;
  readonly days: number;
  readonly orgs: readonly Org[];
  readonly actors: readonly Actor[];
}

export interface WorldSize {
  readonly seed: string;
  readonly orgs: number;
  readonly principalsPerOrg: number;
  readonly days: number;
}

/** Monday, 6 October 2025: year's end and the ends of two quarters lie within half a year. */
export const FIRST_DAY = dayOf('2025-10-06');

/** 0 is Monday. */
export const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;

export const vaultOf = (name: string): Folder => ({
  bucket: `${name}-cold`,
  prefix: 'vault/all/',
  objects: 50_000_000,
  objectBytes: 4_000_000,
  sensitive: 50_000_000,
  occurrences: 3,
});
