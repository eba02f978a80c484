import { type ObjectFacts, ObjectSource, objectVersionId } from '@dowser/contracts';
import { ObjectError, type ObjectStore, type ObjectSummary } from '@dowser/objects';
import { type Clock, ConfigError, emit, logRetry, retryTransient } from '@dowser/pipeline';
import type { Telemetry } from '@dowser/telemetry';
import { type Ingest, type IngestInput, STAGE } from '../ingester.ts';
import { createListingMemory, type ListedObject, type ListingMemory } from '../listing-memory.ts';
import { Change } from '../observation.ts';
import type { S3Location } from '../s3-values.ts';

/** Objects that are handed on together. */
export const OBJECTS_PER_BATCH = 500;

export interface ListingSourceOptions {
  readonly objects: ObjectStore;
  readonly ingest: Ingest;
  readonly telemetry: Telemetry;
  /** Pause between passes; 0 lists once. */
  readonly relistSeconds: number;
  readonly stop: AbortSignal;
  readonly clock: Clock;
}

/**
 * Lists a bucket, or a prefix of it, once or again and again; a later pass emits only what is new or changed. Removals are
 * not seen: a queue or an inventory tells of them. Throws ConfigError when the first pass cannot read the bucket.
 */
export async function runListing({ bucket, key: prefix }: S3Location, options: ListingSourceOptions): Promise<void> {
  const { relistSeconds, stop, telemetry, clock } = options;
  const memory = createListingMemory();
  const retry = { signal: stop, onRetry: logRetry(telemetry, STAGE), clock };
  for (let pass = 1; !stop.aborted; pass++) {
    try {
      const emitted = await retryTransient(() => listOnce(bucket, prefix, memory, options), retry);
      const level = pass === 1 || emitted > 0 ? 'info' : 'debug';
      telemetry.log[level]({ bucket, prefix, pass, emitted }, 'listing: done');
    } catch (error) {
      if (stop.aborted) return;
      if (!(error instanceof ObjectError)) throw error;
      const problem = `listing s3://${bucket}/${prefix}: ${error.code}: ${error.message}`;
      if (pass === 1) throw new ConfigError([`DOWSER_LISTINGS: ${problem}. Check the name and what the role may list`]);
      telemetry.log.warn({ bucket, prefix, pass, error: problem }, 'listing failed: will list again');
    }
    if (relistSeconds === 0) return;
    await clock.sleep(relistSeconds * 1_000, stop).catch(() => undefined);
  }
}

async function listOnce(
  bucket: string,
  prefix: string,
  memory: ListingMemory,
  { objects, ingest, stop, clock }: ListingSourceOptions,
): Promise<number> {
  memory.beginPass(clock.now().getTime());
  let emitted = 0;
  let batch: { input: IngestInput; listed: ListedObject }[] = [];
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return;
    await ingest(
      batch.map(({ input }) => input),
      stop,
    );
    for (const { listed } of batch) memory.remember(listed);
    emitted += batch.length;
    batch = [];
  };
  for await (const summary of objects.list(bucket, { prefix, signal: stop })) {
    const object = factsOf(summary, clock.now());
    const listed = { id: objectVersionId(object), modifiedMs: summary.lastModified?.getTime() ?? null };
    if (!memory.isNew(listed)) {
      memory.remember(listed);
      continue;
    }
    const outcome = emit({ change: Change.Present, cause: ObjectSource.Listing, latest: true, object });
    const origin = `s3://${bucket}/${summary.key}`;
    batch.push({ input: { origin, payload: JSON.stringify(object), outcome }, listed });
    if (batch.length >= OBJECTS_PER_BATCH) await flush();
    if (stop.aborted) break;
  }
  await flush();
  if (!stop.aborted) memory.endPass();
  return emitted;
}

function factsOf(summary: ObjectSummary, at: Date): ObjectFacts {
  return {
    bucket: summary.bucket,
    key: summary.key,
    versionId: summary.versionId,
    etag: summary.etag,
    size: summary.size,
    lastModified: summary.lastModified?.toISOString() ?? null,
    storageClass: summary.storageClass,
    encryption: '',
    sequencer: '',
    source: ObjectSource.Listing,
    observedAt: at.toISOString(),
  };
}
