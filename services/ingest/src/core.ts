import {
  type ObjectFacts,
  type ObjectRecord,
  ObjectSource,
  type ObjectTask,
  objectVersionId,
  scanId,
  type Topic,
  topics,
  Verdict,
  type VerdictMessage,
  VerdictReason,
} from '@dowser/contracts';
import { type Core, DropReason, drop, emit, type Outcome } from '@dowser/pipeline';
import { Standing, standings } from './collapse.ts';
import { excludedBy, filtersByTag, type ObjectFilter } from './filter.ts';
import { Change, type Completed, type Observation } from './observation.ts';
import { unreadableExtension } from './unreadable-extensions.ts';

/** What the configuration decides about single objects. */
export interface Policy {
  /** Empty: every bucket. */
  readonly buckets: readonly string[];
  readonly filter: ObjectFilter;
  /** True: versions that are not the latest are scanned as well. */
  readonly allVersions: boolean;
  /** True: the extension alone stops no scan. */
  readonly readAnyExtension: boolean;
}

/** Named in the verdicts that need no scan: nothing was looked for. */
export const INGEST_IDENTIFIER_SET = 'ingest';

/** Storage classes whose objects cannot be read as they are. Source: Amazon Macie user guide, "Supported storage classes and formats". */
const UNREADABLE_STORAGE_CLASSES: ReadonlySet<string> = new Set([
  'GLACIER',
  'DEEP_ARCHIVE',
  'EXPRESS_ONEZONE',
  'OUTPOSTS',
]);

/** The reasons that are `failed` (someone must act) and not `skipped`. */
const FAILURES: ReadonlySet<string> = new Set([VerdictReason.PermissionDenied, VerdictReason.NoSuchBucket]);

/** One message to send: a value of the topic's type and the key of its record. */
export interface IngestMessage {
  readonly topic: Topic;
  readonly key: string;
  readonly value: ObjectRecord | ObjectTask | VerdictMessage;
}

interface Ending {
  readonly reason: VerdictReason;
  readonly detail: string;
}

/** Which observations need work: the right buckets, changes of content, and the newest of each version. */
export function admit(policy: Policy): Core<Observation, Observation> {
  const wanted = ({ object, change }: Observation): Outcome<Observation> | null => {
    if (policy.buckets.length > 0 && !policy.buckets.includes(object.bucket)) return drop(DropReason.OtherBucket);
    if (change === Change.Tagged && !filtersByTag(policy.filter)) return drop(DropReason.ContentUnchanged);
    return null;
  };
  return (batch) => {
    const outcomes = batch.map(wanted);
    const rest = batch.filter((_, index) => outcomes[index] === null);
    const standing = standings(rest).values();
    return batch.map((observation, index) => {
      const outcome = outcomes[index];
      if (outcome != null) return outcome;
      const stands = standing.next().value;
      if (stands === Standing.Superseded) return drop(DropReason.Superseded);
      return emit(stands === Standing.NotLatest ? { ...observation, latest: false } : observation);
    });
  };
}

/** What must be asked of the object store before `decide`: nothing for an object whose end is already known. */
export function lookupsFor(
  observation: Observation,
  policy: Policy,
): { readonly head: boolean; readonly tags: boolean } {
  const { change, object } = observation;
  if (change === Change.Removed || endingOf({ observation, tags: null, problem: null }, policy) !== null) {
    return { head: false, tags: false };
  }
  const { filter } = policy;
  const head =
    object.etag === '' ||
    object.size < 0 ||
    (filter.storageClasses.length > 0 && object.storageClass === '') ||
    ((filter.modifiedAfter !== null || filter.modifiedBefore !== null) && object.lastModified === null);
  return { head, tags: filtersByTag(filter) };
}

/**
 * The messages of each object version: that it exists (or was removed), and either a task in the lane of its source or
 * the verdict that it is not scanned. Records come before tasks and verdicts.
 */
export function decide(policy: Policy, now: Date): Core<Completed, IngestMessage> {
  return (batch) => batch.map((completed) => emit(...messagesOf(completed, policy, now)));
}

function messagesOf(completed: Completed, policy: Policy, now: Date): readonly IngestMessage[] {
  const { change, object, cause } = completed.observation;
  const id = objectVersionId(object);
  const key = `${object.bucket}/${object.key}`;
  const removed = change === Change.Removed;
  const record: ObjectRecord = { schemaVersion: 1, objectVersionId: id, object, removed, cause };
  const known: IngestMessage = { topic: topics.objectRecords, key, value: record };
  if (removed) return [known];
  const ending = endingOf(completed, policy);
  if (ending !== null) {
    const verdict = verdictOf(id, object, ending, now);
    return [known, { topic: topics.scanResults, key: id, value: verdict }];
  }
  const task: ObjectTask = { schemaVersion: 1, objectVersionId: id, object, restored: change === Change.Restored };
  const lane = object.source === ObjectSource.Event ? topics.liveObjectTasks : topics.bulkObjectTasks;
  return [known, { topic: lane, key, value: task }];
}

/** The bucket of each task that an outcome has for the live lane. */
export function liveBuckets(outcome: Outcome<IngestMessage>): readonly string[] {
  if (outcome.fate !== 'emit') return [];
  return outcome.values.flatMap(({ topic, value }) => (topic === topics.liveObjectTasks ? [value.object.bucket] : []));
}

/** The message, on the bulk lane when it is a live task of a crowded bucket. */
export function inLane(message: IngestMessage, crowded: ReadonlySet<string>): IngestMessage {
  const { topic, value } = message;
  return topic === topics.liveObjectTasks && crowded.has(value.object.bucket)
    ? { ...message, topic: topics.bulkObjectTasks }
    : message;
}

/** Why the object version is not scanned; null when it is. */
function endingOf({ observation, tags, problem }: Completed, policy: Policy): Ending | null {
  const { change, latest, object } = observation;
  if (!latest && !policy.allVersions) {
    return {
      reason: VerdictReason.NotLatestVersion,
      detail: 'A newer version of the key exists; only latest versions are scanned',
    };
  }
  const filter = excludedBy(object, tags, policy.filter);
  if (filter !== null) return { reason: VerdictReason.ExcludedByFilter, detail: `Excluded by the filter on ${filter}` };
  if (problem !== null) return problem;
  if (change !== Change.Restored && UNREADABLE_STORAGE_CLASSES.has(object.storageClass)) {
    return {
      reason: VerdictReason.InvalidObjectState,
      detail: `Storage class ${object.storageClass} cannot be read; restore the object to have it scanned`,
    };
  }
  if (object.encryption === 'SSE-C') {
    return {
      reason: VerdictReason.InvalidEncryption,
      detail: 'Encrypted with a key that only its owner holds (SSE-C)',
    };
  }
  const extension = policy.readAnyExtension ? null : unreadableExtension(object.key);
  if (extension === null) return null;
  return { reason: VerdictReason.UnsupportedFileType, detail: `Files named .${extension} hold no text` };
}

function verdictOf(id: string, object: ObjectFacts, { reason, detail }: Ending, now: Date): VerdictMessage {
  return {
    kind: 'verdict',
    schemaVersion: 1,
    scanId: scanId(id, INGEST_IDENTIFIER_SET),
    objectVersionId: id,
    bucket: object.bucket,
    key: object.key,
    identifierSetId: INGEST_IDENTIFIER_SET,
    object,
    verdict: FAILURES.has(reason) ? Verdict.Failed : Verdict.Skipped,
    reason,
    detail,
    bytesRead: 0,
    bytesScanned: 0,
    charset: '',
    compression: '',
    mimeType: '',
    scannedAt: now.toISOString(),
    durationMs: 0,
    findings: [],
  };
}
