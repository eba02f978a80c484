import type { ObjectStore } from '@dowser/objects';
import { type Clock, logRetry, systemClock } from '@dowser/pipeline';
import type { Telemetry } from '@dowser/telemetry';
import type { AccessIngest } from './access/access-ingester.ts';
import { logAt } from './access/log-location.ts';
import { announcedManifest } from './announced-manifest.ts';
import type { IngestConfig } from './config.ts';
import { type Ingest, STAGE } from './ingester.ts';
import { oncePerManifest, type RunInventory } from './once-per-manifest.ts';
import { bulkTurns } from './sources/bulk-turns.ts';
import { heldWhenStopped } from './sources/held-when-stopped.ts';
import { type ReadOrc, runInventory } from './sources/inventory-source.ts';
import { runListing } from './sources/listing-source.ts';
import { runLog } from './sources/log-source.ts';
import type { Queue } from './sources/queue.ts';
import { runQueueSource } from './sources/queue-source.ts';

export interface IngestParts {
  readonly config: IngestConfig;
  readonly objects: ObjectStore;
  readonly queues: readonly Queue[];
  readonly readOrc: ReadOrc | null;
  readonly ingest: Ingest;
  readonly access: AccessIngest;
  /** Tasks on the bulk lane that are not worked off. */
  readonly backlog: () => Promise<number>;
  readonly telemetry: Telemetry;
  /** Aborted to drain. */
  readonly stop: AbortSignal;
  readonly clock?: Clock;
}

/** Runs every configured source; resolves when all are done or drained. The first error stops the others and is thrown. */
export async function runIngest(parts: IngestParts): Promise<void> {
  const failed = new AbortController();
  const stop = AbortSignal.any([parts.stop, failed.signal]);
  const bulkIngest = bulkTurns({
    ...parts,
    backlogMax: parts.config.bulkBacklog,
    onRetry: logRetry(parts.telemetry, STAGE),
  });
  const bulkParts = { ...parts, ingest: bulkIngest };
  const inventory = oncePerManifest((manifest, signal) => runInventory(manifest, bulkParts, signal));
  let bulkDone = false;
  const bulk = runBulk(bulkParts, inventory, stop).then(() => {
    bulkDone = true;
  });
  const live = parts.queues.map((queue) => runLive(queue, parts, inventory, stop, () => bulkDone));
  await Promise.all([bulk, ...live].map((source) => source.catch((error: unknown) => failed.abort(error))));
  if (failed.signal.aborted) throw failed.signal.reason;
}

async function runBulk(parts: IngestParts, inventory: RunInventory, stop: AbortSignal): Promise<void> {
  const { config, objects, ingest, telemetry, clock = systemClock } = parts;
  const relistSeconds = config.once ? 0 : config.relistSeconds;
  const inventories = config.inventories.map((manifest) => heldWhenStopped(inventory(manifest, stop), stop));
  const listings = config.listings.map((location) =>
    runListing(location, { objects, ingest, telemetry, relistSeconds, stop, clock }),
  );
  await Promise.all([...inventories, ...listings]);
}

function runLive(
  queue: Queue,
  parts: IngestParts,
  runInventory: RunInventory,
  stop: AbortSignal,
  mayFinish: () => boolean,
) {
  const { config, objects, ingest, access, telemetry, clock = systemClock } = parts;
  return runQueueSource({
    queue,
    ingest,
    access,
    telemetry,
    receivers: config.queueReceivers,
    visibilitySeconds: config.queueVisibilitySeconds,
    drain: config.once,
    mayFinish,
    inventoryAnnouncedBy: (bucket, key) => announcedManifest(config.inventoryDestinations, bucket, key),
    runInventory,
    logAt: (bucket, key) => logAt({ cloudTrail: config.cloudTrailLogs, serverAccess: config.accessLogs }, bucket, key),
    runLog: (log, signal) => runLog(log, { objects, access, telemetry, clock }, signal),
    stop,
    clock,
  });
}
