import { setTimeout as sleep } from 'node:timers/promises';
import { type ClickHouseClient, createClient } from '@clickhouse/client';
import { ConsumerGroup, topics } from '@dowser/contracts';
import type { ManagedProcess, PutProgress } from '@dowser/local';
import { type IdentifierOptions, identifierSettings } from '../identifier-settings.ts';
import { note, print } from '../output.ts';
import { WorkError } from '../work-error.ts';
import { type Embedded, startEmbedded } from './embedded.ts';
import { createProgressBar, type ProgressBar, readCounts, readKnown } from './progress.ts';
import { fillSampleBucket, SAMPLE_BUCKET, SAMPLE_LOG_BUCKET, SAMPLE_SEED } from './sample-bucket.ts';
import { printSummary, printWatchHelp, runLine } from './summary.ts';
import type { Target } from './target.ts';
import { watch } from './watch.ts';

const POLL_MS = 500;
/** Between two lines about the filling of the sample bucket. */
const NOTE_EVERY_MS = 2_000;
/** Without --once nothing says that the first pass is over: the bus empty for this long does. */
const QUIET_MS = 2_000;
/** How often new objects are looked for where nothing announces them. */
const RELIST_SECONDS = { directory: 5, s3: 30 } as const;

export interface StartOptions {
  readonly target: Target;
  readonly once: boolean;
  readonly large: boolean;
  readonly identifiers: IdentifierOptions;
  readonly workers: number | undefined;
  readonly home: string;
}

/** Brings everything up, scans, shows, and stays until `interrupted` aborts (or ends by itself with `once`). */
export async function runStart(options: StartOptions, interrupted: AbortSignal): Promise<void> {
  let lastLine = '';
  const { target, once } = options;
  const bucket = target.kind === 'sample' ? SAMPLE_BUCKET : target.bucket;
  // What is wrong with it is said before anything starts.
  identifierSettings(options.identifiers);
  note('dowser: starting ClickHouse, the bus and the services …');
  const embedded = await startEmbedded(options);
  const client = createClient({ url: embedded.clickhouseUrl, database: embedded.database });
  try {
    await Promise.race([embedded.failed, aborted(interrupted), work()]);
  } catch (error) {
    if (!interrupted.aborted) throw error;
    if (once) throw new WorkError('interrupted before everything was scanned; start again to go on');
  } finally {
    await client.close();
    note(
      once && !interrupted.aborted ? 'dowser: stopping …' : 'dowser: stopping; what is not finished stays on the bus …',
    );
    await embedded.close();
  }
  await print(lastLine);

  async function work(): Promise<void> {
    const startedMs = Date.now();
    const ingest = embedded.startIngest(await prepare(options, embedded));
    const bar = createProgressBar(Date.now());
    try {
      await drain({ embedded, client, bucket, startedMs, ingest, bar, once, interrupted });
    } finally {
      bar.stop();
    }
    const seconds = (Date.now() - startedMs) / 1000;
    const counts = await readCounts(client, bucket, startedMs);
    await embedded.settleAccess();
    await printSummary(client, bucket, target.kind === 'sample' ? { seed: SAMPLE_SEED, large: options.large } : null);
    if (once) {
      lastLine = `${runLine(counts, seconds)}\n`;
      return;
    }
    printWatchHelp(embedded, target);
    await watch(client, bucket, interrupted);
  }
}

/** Makes what there is to read, and returns ingest's configuration for reading it. */
async function prepare({ target, once, large }: StartOptions, embedded: Embedded): Promise<NodeJS.ProcessEnv> {
  if (target.kind === 'sample') {
    note(`dowser: filling the sample bucket s3://${SAMPLE_BUCKET} …`);
    const shown = ({ objects, bytes }: PutProgress): string => `${objects} objects, ${(bytes / 1e6).toFixed(1)} MB`;
    let notedMs = Date.now();
    const { queueUrl, put } = await fillSampleBucket(embedded.awsUrl!, { seed: SAMPLE_SEED, large }, (progress) => {
      if (Date.now() - notedMs < NOTE_EVERY_MS) return;
      notedMs = Date.now();
      note(`dowser: … ${shown(progress)}`);
    });
    note(`dowser: ${shown(put)}; their events are in the queue`);
    return {
      DOWSER_QUEUE_URLS: queueUrl,
      DOWSER_BUCKETS: SAMPLE_BUCKET,
      DOWSER_ACCESS_LOGS: `s3://${SAMPLE_LOG_BUCKET}/`,
      DOWSER_ONCE: String(once),
    };
  }
  return {
    DOWSER_LISTINGS: target.listing,
    DOWSER_ONCE: String(once),
    DOWSER_RELIST_SECONDS: String(once ? 0 : RELIST_SECONDS[target.kind]),
  };
}

interface Drain {
  readonly embedded: Embedded;
  readonly client: ClickHouseClient;
  readonly bucket: string;
  readonly startedMs: number;
  readonly ingest: ManagedProcess;
  readonly bar: ProgressBar;
  readonly once: boolean;
  readonly interrupted: AbortSignal;
}

/**
 * Shows progress until everything read so far has its verdict in ClickHouse. With `once` that is exact: ingest has ended,
 * then the matcher has nothing left, then the sink has nothing left.
 */
async function drain({ embedded, client, bucket, startedMs, ingest, bar, once, interrupted }: Drain): Promise<void> {
  let ingestEnded = false;
  void ingest.exited.then(() => {
    ingestEnded = true;
  });
  let quietSince = Number.POSITIVE_INFINITY;
  for (;;) {
    const endedBefore = ingestEnded;
    const lag = await busLag(embedded);
    const [counts, known] = await Promise.all([readCounts(client, bucket, startedMs), readKnown(client, bucket)]);
    bar.update({ known, ended: counts.ended, bytes: counts.bytes, findings: counts.findings, lag });
    if (lag > 0 || counts.ended === 0) quietSince = Number.POSITIVE_INFINITY;
    else quietSince = Math.min(quietSince, Date.now());
    if (once ? endedBefore && lag === 0 : Date.now() - quietSince > QUIET_MS) return;
    await sleep(POLL_MS, undefined, { signal: interrupted });
  }
}

/** Read in the order of the flow: a message leaves one count only after it is in the next. */
async function busLag({ bus }: Embedded): Promise<number> {
  const live = await bus.lag(ConsumerGroup.MatcherLive, [topics.liveObjectTasks.name]);
  const bulk = await bus.lag(ConsumerGroup.MatcherBulk, [topics.bulkObjectTasks.name]);
  const parts = await bus.lag(ConsumerGroup.MatcherParts, [topics.objectParts.name]);
  const sink = await bus.lag(ConsumerGroup.Sink, [
    topics.objectRecords.name,
    topics.scanResults.name,
    topics.accessEvents.name,
    topics.deadLetters.name,
  ]);
  return live + bulk + parts + sink;
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
