import { type Occurrence, type ScanCheckpoint, Verdict, VerdictReason } from '@dowser/contracts';
import { type Charset, markLength, storedLength } from '@dowser/extraction';
import { ObjectError } from '@dowser/objects';
import { type ByteStream, peek, streamOf } from './byte-stream.ts';
import { checkpointAt, type Described, startOf } from './checkpoint.ts';
import type { ChunkBuffers } from './chunk-buffers.ts';
import { ChunkError } from './chunk-error.ts';
import type { UnwrapLimits } from './limits.ts';
import type { ChunkResult, ChunkTask } from './scan-chunk.ts';
import { type ScanSource, type SourceSpan, WHOLE } from './scan-source.ts';
import { createOccurrenceSink, type ScanSummary, verdictOfError } from './scan-summary.ts';
import { scanText, type TextPart } from './scan-text.ts';
import { createTextFeed, type TextFeed } from './text-feed.ts';
import { unwrap } from './unwrap.ts';

export interface ObjectScan {
  readonly limits: UnwrapLimits;
  readonly buffers: ChunkBuffers;
  readonly scanChunk: (task: ChunkTask) => Promise<ChunkResult>;
  readonly onOccurrences: (batch: readonly Occurrence[]) => Promise<void>;
  readonly signal: AbortSignal;
  /** Where to go on; null from the beginning. */
  readonly from: ScanCheckpoint | null;
  /** Stored bytes after which the scan of a text that is not compressed stops, at the end of a chunk. Infinity: at the text's. */
  readonly partBytes: number;
}

/** The end of an object, or of a part of it. */
export type ScanStep =
  | { readonly kind: 'ended'; readonly summary: ScanSummary }
  | { readonly kind: 'part'; readonly checkpoint: ScanCheckpoint };

type Ending = Omit<ScanSummary, 'bytesRead' | 'counts'>;
type OnOccurrences = (found: readonly Occurrence[]) => Promise<void>;

const unread = { bytesScanned: 0, charset: '', compression: '', mimeType: '' };
/** The longest byte order mark. */
const MARK_BYTES = 3;
/** What is left after a part is scanned with it when it is less than this share of one. */
export const LEAST_REST = 0.25;

/** Reads, unwraps, decodes and scans one object, or the next part of it. */
export async function scanObject(source: ScanSource, scan: ObjectScan): Promise<ScanStep> {
  const { from } = scan;
  const sink = createOccurrenceSink(scan.onOccurrences, Object.entries(from?.counts ?? {}));
  const read = { bytes: from?.storedFrom ?? 0 };
  const ended = await endingOf(source, scan, sink, read).catch((error: unknown): Ending => {
    scan.signal.throwIfAborted();
    if (error instanceof ChunkError) {
      return { verdict: Verdict.Failed, reason: VerdictReason.EngineFailed, detail: error.message, ...unread };
    }
    if (!(error instanceof ObjectError)) throw error;
    return { verdict: verdictOfError[error.code], reason: error.code, detail: error.message, ...unread };
  });
  await sink.end();
  if ('storedFrom' in ended) return { kind: 'part', checkpoint: ended };
  return { kind: 'ended', summary: { ...ended, bytesRead: read.bytes, counts: sink.counts } };
}

interface Found {
  readonly add: OnOccurrences;
  readonly counts: ReadonlyMap<string, number>;
}

async function endingOf(
  source: ScanSource,
  scan: ObjectScan,
  found: Found,
  read: { bytes: number },
): Promise<Ending | ScanCheckpoint> {
  scan.signal.throwIfAborted();
  const { size, bytes } = await source.open(scan.signal, spanOf(scan));
  const stored = counted(streamOf(bytes), read);
  let outermost = stored;
  try {
    if (scan.from !== null) return await goOn(scan.from, { source, scan, found, size, stream: stored });
    const { sniffed, layers, name, tooDeep, stream } = await unwrap(stored, { name: source.name, size }, scan.limits);
    outermost = stream;
    const about = { ...unread, compression: layers.join('+'), mimeType: sniffed.mimeType };
    if (tooDeep) {
      const detail = `${scan.limits.layers} compressed layers were unwrapped and there is one more: not scanned`;
      return { ...about, verdict: Verdict.Partial, reason: VerdictReason.ArchiveNestingLevelOverLimit, detail };
    }
    if (sniffed.kind === 'binary') {
      const detail = `${sniffed.mimeType}: its content is not text`;
      return { ...about, verdict: Verdict.Skipped, reason: VerdictReason.UnsupportedFileType, detail };
    }
    const charset = sniffed.kind === 'text' ? sniffed.charset : 'utf-8';
    const begun = await peek(stream, MARK_BYTES);
    const feed = createTextFeed(begun.stream, charset);
    const text = { name, feed, charset, mimeType: sniffed.mimeType, storedFrom: markLength(charset, begun.head) };
    const step = await scanFeed(text, scan, found, layers.length === 0 ? size : -1);
    return 'storedFrom' in step ? step : endingOfText(feed, { ...about, charset }, step.scannedTo);
  } finally {
    await outermost.close();
    await stored.close();
  }
}

interface Continued {
  readonly source: ScanSource;
  readonly scan: ObjectScan;
  readonly found: Found;
  readonly size: number;
  readonly stream: ByteStream;
}

async function goOn(from: ScanCheckpoint, { source, scan, found, size, stream }: Continued) {
  const { charset, mimeType, storedFrom } = from;
  const feed = createTextFeed(stream, charset, true);
  const step = await scanFeed({ name: source.name, feed, charset, mimeType, storedFrom }, scan, found, size);
  return 'storedFrom' in step ? step : endingOfText(feed, { ...unread, charset, mimeType }, step.scannedTo);
}

function endingOfText(feed: TextFeed, about: typeof unread, bytesScanned: number): Ending {
  const text = { ...about, bytesScanned, charset: bytesScanned > 0 ? about.charset : '' };
  const cut = feed.cut();
  if (cut === null) return { ...text, verdict: Verdict.Scanned, reason: '', detail: '' };
  const verdict = bytesScanned > 0 ? Verdict.Partial : Verdict.Skipped;
  return { ...text, verdict, reason: cut.reason, detail: cut.message };
}

interface FedText extends Described {
  readonly name: string;
  readonly feed: TextFeed;
  readonly charset: Charset;
  /** Stored byte of the feed's first character. */
  readonly storedFrom: number;
}

/** Scans to the end of the text, or of a part of it where the object's stored size (-1: cannot be gone on with) says that much follows. */
async function scanFeed(
  text: FedText,
  scan: ObjectScan,
  found: Found,
  size: number,
): Promise<ScanCheckpoint | { readonly scannedTo: number }> {
  const { name, feed, charset } = text;
  const { buffers, scanChunk, signal, from, partBytes } = scan;
  let storedTo = text.storedFrom;
  let checkpoint: ScanCheckpoint | null = null;
  const counting: Pick<TextFeed, 'fill'> = {
    async fill(target) {
      const filled = await feed.fill(target);
      storedTo += storedLength(charset, target.subarray(0, filled.length));
      return filled;
    },
  };
  const part: TextPart = {
    isFull: () => storedTo - text.storedFrom >= partBytes,
    mayEnd(place) {
      checkpoint = checkpointAt(place, storedTo, text, found.counts);
      return checkpoint !== null;
    },
  };
  const isCut = size - text.storedFrom >= (1 + LEAST_REST) * partBytes;
  const scannedTo = await scanText({
    name,
    feed: isCut ? counting : feed,
    buffers,
    scanChunk,
    onOccurrences: found.add,
    signal,
    ...(from === null ? {} : { from: startOf(from) }),
    ...(isCut ? { part } : {}),
  });
  return checkpoint ?? { scannedTo };
}

/** As far as a part of UTF-8 reaches, whose stored bytes are the decoded ones; and one byte more, which says that it is not the last. */
function spanOf({ from, partBytes, buffers: { chunkBytes } }: ObjectScan): SourceSpan {
  if (partBytes === Number.POSITIVE_INFINITY) return WHOLE;
  const storedFrom = from?.storedFrom ?? 0;
  const reach = Math.ceil(partBytes / chunkBytes) * chunkBytes;
  return { from: storedFrom, to: storedFrom + reach + MARK_BYTES + 1 };
}

function counted(stream: ByteStream, read: { bytes: number }): ByteStream {
  return {
    async next() {
      const piece = await stream.next();
      read.bytes += piece?.length ?? 0;
      return piece;
    },
    close: () => stream.close(),
  };
}
