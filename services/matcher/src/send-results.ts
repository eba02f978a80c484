import type { Bus, BusRecord } from '@dowser/bus';
import { type ScanResult, scanId, topics, VerdictReason } from '@dowser/contracts';
import { encode } from '@dowser/pipeline';
import type { Telemetry, TraceHeaders } from '@dowser/telemetry';
import type { MatcherMessage } from './core.ts';

/** Bytes in one call to the bus: a broker takes 1 MiB per partition and request, unless it is set otherwise. */
export const SEND_BYTES = 900 * 1024;

/** The trace of the object that a message is of. */
export type HeadersOf = (message: MatcherMessage) => TraceHeaders | undefined;

/** Makes results durable, in order, then what is left to scan. Throws TransientError while the bus is away. */
export async function sendMessages(
  bus: Bus,
  messages: readonly MatcherMessage[],
  telemetry: Telemetry,
  headersOf: HeadersOf = () => undefined,
): Promise<void> {
  const parts = messages.filter((message) => message.kind === 'part');
  const results = messages.filter((message) => message.kind !== 'part');
  await sendResults(bus, results, telemetry, headersOf);
  const records = parts.map((part) => ({
    key: `${scanId(part.task.objectVersionId, part.identifierSetId)}/${part.part}`,
    value: encode(topics.objectParts, part),
    ...traced(headersOf(part)),
  }));
  for (const slice of slicesOf(records)) await bus.produce(topics.objectParts.name, slice);
}

/** Makes scan results durable, in order, and counts them. Throws TransientError while the bus is away. */
export async function sendResults(
  bus: Bus,
  results: readonly ScanResult[],
  telemetry: Telemetry,
  headersOf: HeadersOf = () => undefined,
): Promise<void> {
  const records = results.map((result) => ({
    key: result.objectVersionId,
    value: encode(topics.scanResults, result),
    ...traced(headersOf(result)),
  }));
  for (const slice of slicesOf(records)) await bus.produce(topics.scanResults.name, slice);
  for (const result of results) {
    if (result.kind === 'occurrences') telemetry.count('occurrences', result.occurrences.length, {});
    else {
      telemetry.count('verdicts', 1, { verdict: result.verdict, reason: result.reason });
      telemetry.count('bytesRead', result.bytesRead, {});
      telemetry.count('bytesScanned', result.bytesScanned, {});
      telemetry.observe('objectSeconds', result.durationMs / 1_000, { verdict: result.verdict });
      if (result.reason === VerdictReason.EngineFailed) {
        const { bucket, key, detail } = result;
        telemetry.log.error({ bucket, key, detail }, 'a fault of the engine, not of the object: please report it');
      }
    }
  }
}

const traced = (headers: TraceHeaders | undefined) => (headers === undefined ? {} : { headers });

/** Runs of records of at most SEND_BYTES together, or of one. */
export function slicesOf(records: readonly BusRecord[]): BusRecord[][] {
  const slices: BusRecord[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const record of records) {
    const size = record.value.byteLength + Buffer.byteLength(record.key);
    if (bytes + size > SEND_BYTES) {
      slices.push([]);
      bytes = 0;
    }
    slices.at(-1)!.push(record);
    bytes += size;
  }
  return slices;
}
