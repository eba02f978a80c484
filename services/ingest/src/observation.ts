import type { ObjectFacts, VerdictReason } from '@dowser/contracts';

/** What an observation says of the object. */
export const Change = {
  /** New content, or content seen for the first time. */
  Present: 'present',
  /** An archived object can be read again. */
  Restored: 'restored',
  /** The tags changed, the content did not. */
  Tagged: 'tagged',
  /** The key, or one version of it, is gone. */
  Removed: 'removed',
} as const;
export type Change = (typeof Change)[keyof typeof Change];

/** One object version as a source (event, inventory row, listing entry) saw it: what every source is brought to. */
export interface Observation {
  readonly change: Change;
  readonly object: ObjectFacts;
  /** The record's cause: S3's event name without `s3:` (also for EventBridge events), `inventory` or `listing`. */
  readonly cause: string;
  /** False when the source says that a newer version of the key exists. */
  readonly latest: boolean;
}

/** An observation that the objects behind it were asked about, where the configuration needs it. */
export interface Completed {
  readonly observation: Observation;
  /** null when they were not asked for. */
  readonly tags: Readonly<Record<string, string>> | null;
  /** Why the object could not be asked about; decides the verdict. */
  readonly problem: { readonly reason: VerdictReason; readonly detail: string } | null;
}
