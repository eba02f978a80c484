import { type AccessEvent, RejectCode } from '@dowser/contracts';
import { ObjectError, type ObjectStore } from '@dowser/objects';
import { type Clock, logRetry, type Outcome, RejectError, reject, systemClock } from '@dowser/pipeline';
import type { Telemetry } from '@dowser/telemetry';
import type { AccessIngest, AccessInput } from '../access/access-ingester.ts';
import { LogKind, type LogObject } from '../access/log-location.ts';
import { parseAccessLogLine } from '../access/parse-access-log-line.ts';
import { parseCloudTrailRecord } from '../access/parse-cloudtrail-record.ts';
import { RECORD_LIMIT_BYTES, splitRecords } from '../access/split-records.ts';
import { STAGE } from '../ingester.ts';
import { gunzipped } from './gunzipped.ts';
import { throwIfStopped } from './held-when-stopped.ts';
import { openRanged } from './read-object.ts';
import { splitLines } from './split-lines.ts';

/** Records that are handed on together. */
export const RECORDS_PER_BATCH = 500;
/** Longest line of an access log: keys, request, referer and agent are some 8 KB each at most. */
export const LINE_LIMIT_BYTES = 64 * 1024;

export interface LogSourceOptions {
  readonly objects: ObjectStore;
  readonly access: AccessIngest;
  readonly telemetry: Telemetry;
  readonly clock?: Clock;
}

/**
 * Brings one log object in, gzip-compressed or not, in bounded memory. Resolves once everything in it is durable. A record
 * that cannot be understood costs itself alone; an object that cannot be read becomes one dead letter.
 */
export async function runLog(log: LogObject, options: LogSourceOptions, signal: AbortSignal): Promise<void> {
  const origin = `s3://${log.bucket}/${log.key}`;
  const take = async (inputs: readonly AccessInput[]): Promise<void> => {
    throwIfStopped(signal);
    await options.access(inputs, signal);
  };
  try {
    const { clock = systemClock, telemetry } = options;
    const retry = { signal, onRetry: logRetry(telemetry, STAGE), clock };
    const stored = await openRanged(options.objects, { bucket: log.bucket, key: log.key, versionId: '' }, retry);
    const records =
      log.kind === LogKind.CloudTrail ? cloudTrailRecords(stored.stream()) : accessLogLines(stored.stream());
    await inBatches(records, origin, take);
  } catch (error) {
    if (!(error instanceof ObjectError || error instanceof RejectError)) throw error;
    const code = error instanceof RejectError ? error.code : RejectCode.InvalidAccessLog;
    await options.access([{ origin, payload: origin, outcome: reject(code, `${origin}: ${error.message}`) }], signal);
  }
}

interface Understood {
  readonly payload: string;
  readonly outcome: Outcome<AccessEvent>;
}

async function inBatches(
  records: AsyncIterable<Understood>,
  origin: string,
  take: (inputs: readonly AccessInput[]) => Promise<void>,
): Promise<void> {
  let batch: AccessInput[] = [];
  let number = 0;
  const rest = async (): Promise<void> => {
    if (batch.length > 0) await take(batch);
    batch = [];
  };
  try {
    for await (const record of records) {
      number++;
      batch.push({ origin: `${origin}#${number}`, ...record });
      if (batch.length === RECORDS_PER_BATCH) await rest();
    }
  } catch (error) {
    // What came before a broken end is good.
    if (error instanceof RejectError) await rest();
    throw error;
  }
  await rest();
}

async function* cloudTrailRecords(stored: AsyncIterable<Uint8Array>): AsyncGenerator<Understood> {
  const records = splitRecords(unzipped(stored));
  for (let next = await records.next(); ; next = await records.next()) {
    if (next.done) {
      if (next.value.complete) return;
      throw new RejectError(
        RejectCode.InvalidAccessLog,
        `not a whole {"Records":[…]} (${next.value.records} records were read); fetch the log anew`,
      );
    }
    const { text, whole } = next.value;
    yield { payload: text, outcome: whole ? parseJsonRecord(text) : tooLong('CloudTrail record', RECORD_LIMIT_BYTES) };
  }
}

function parseJsonRecord(text: string): Outcome<AccessEvent> {
  try {
    return parseCloudTrailRecord(JSON.parse(text));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return reject(RejectCode.MalformedJson, 'CloudTrail record: not JSON');
  }
}

async function* accessLogLines(stored: AsyncIterable<Uint8Array>): AsyncGenerator<Understood> {
  for await (const { text, whole } of splitLines(unzipped(stored), LINE_LIMIT_BYTES)) {
    yield {
      payload: text,
      outcome: whole ? parseAccessLogLine(text) : tooLong('server access log line', LINE_LIMIT_BYTES),
    };
  }
}

function tooLong(what: string, limit: number): Outcome<never> {
  return reject(RejectCode.InvalidAccessRecord, `${what}: over ${limit} bytes`);
}

/** The bytes themselves unless they begin as gzip does. Throws RejectError where the gzip stream is broken. */
async function* unzipped(stored: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const chunks = stored[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done) return;
  const all = (async function* () {
    yield first.value;
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
  })();
  const isGzip = first.value[0] === 0x1f && first.value[1] === 0x8b;
  yield* isGzip ? gunzipped(all, RejectCode.InvalidAccessLog, '') : all;
}
