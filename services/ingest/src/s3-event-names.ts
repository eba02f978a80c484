import { Change } from './observation.ts';

/** What an S3 event name means to us: a change, `unused` for a known event that needs no work, null for an unknown one. */
export type EventMeaning = Change | 'unused' | null;

const REMOVALS = new Set([
  'ObjectRemoved:Delete',
  'ObjectRemoved:DeleteMarkerCreated',
  'LifecycleExpiration:Delete',
  'LifecycleExpiration:DeleteMarkerCreated',
]);
const UNUSED = new Set([
  'ObjectRestore:Post',
  'ObjectRestore:Delete',
  'ObjectAcl:Put',
  'LifecycleTransition',
  'IntelligentTiering',
  'ReducedRedundancyLostObject',
]);

/** The event that a delete marker became the latest version: the key is hidden, no version is gone. */
export const isDeleteMarker = (cause: string): boolean => cause.endsWith(':DeleteMarkerCreated');

/**
 * Any ObjectCreated event is a creation, also one named after this was written: new content must not be missed.
 * Source: Amazon S3 user guide, "Supported event types for SQS, SNS, and Lambda".
 */
export function meaningOf(eventName: string): EventMeaning {
  if (eventName.startsWith('ObjectCreated:')) return Change.Present;
  if (REMOVALS.has(eventName)) return Change.Removed;
  if (eventName === 'ObjectRestore:Completed') return Change.Restored;
  if (eventName === 'ObjectTagging:Put' || eventName === 'ObjectTagging:Delete') return Change.Tagged;
  if (UNUSED.has(eventName) || eventName.startsWith('Replication:')) return 'unused';
  return null;
}

const CREATED_BY: Readonly<Record<string, string>> = {
  PutObject: 'Put',
  'POST Object': 'Post',
  CopyObject: 'Copy',
  CompleteMultipartUpload: 'CompleteMultipartUpload',
};
const BRIDGED: Readonly<Record<string, string>> = {
  'Object Restore Initiated': 'ObjectRestore:Post',
  'Object Restore Completed': 'ObjectRestore:Completed',
  'Object Restore Expired': 'ObjectRestore:Delete',
  'Object Tags Added': 'ObjectTagging:Put',
  'Object Tags Deleted': 'ObjectTagging:Delete',
  'Object ACL Updated': 'ObjectAcl:Put',
  'Object Storage Class Changed': 'LifecycleTransition',
  'Object Access Tier Changed': 'IntelligentTiering',
};

/**
 * The S3 event name of an EventBridge event; the detail-type itself when there is none.
 * Source: Amazon S3 user guide, "Amazon EventBridge mapping and troubleshooting".
 */
export function bridgedEventName(detailType: string, reason: string, deletionType: string): string {
  if (detailType === 'Object Created') return `ObjectCreated:${CREATED_BY[reason] ?? reason}`;
  if (detailType !== 'Object Deleted') return BRIDGED[detailType] ?? detailType;
  const family = reason === 'Lifecycle Expiration' ? 'LifecycleExpiration' : 'ObjectRemoved';
  return `${family}:${deletionType === 'Delete Marker Created' ? 'DeleteMarkerCreated' : 'Delete'}`;
}
