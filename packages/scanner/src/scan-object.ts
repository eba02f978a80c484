import { type Occurrence, Verdict, VerdictReason } from '@dowser/contracts';
import { ObjectError } from '@dowser/objects';
import { type ByteStream, streamOf } from './byte-stream.ts';
import type { ChunkBuffers } from './chunk-buffers.ts';
import { ChunkError } from './chunk-error.ts';
import type { UnwrapLimits } from './limits.ts';
import type { ChunkResult, ChunkTask } from './scan-chunk.ts';
import type { ScanSource } from './scan-source.ts';
import { createOccurrenceSink, type ScanSummary, verdictOfError } from './scan-summary.ts';
import { scanText } from './scan-text.ts';
import { createTextFeed } from './text-feed.ts';
import { unwrap } from './unwrap.ts';

export interface ObjectScan {
  readonly limits: UnwrapLimits;
  readonly buffers: ChunkBuffers;
  readonly scanChunk: (task: ChunkTask) => Promise<ChunkResult>;
  readonly onOccurrences: (batch: readonly Occurrence[]) => Promise<void>;
  readonly signal: AbortSignal;
}

type Ending = Omit<ScanSummary, 'bytesRead' | 'counts'>;

const unread = { bytesScanned: 0, charset: '', compression: '', mimeType: '' };

/** Reads, unwraps, decodes and scans one object. */
export async function scanObject(source: ScanSource, scan: ObjectScan): Promise<ScanSummary> {
  const sink = createOccurrenceSink(scan.onOccurrences);
  const read = { bytes: 0 };
  const ending = await endingOf(source, scan, sink.add, read).catch((error: unknown): Ending => {
    scan.signal.throwIfAborted();
    if (error instanceof ChunkError) {
      return { verdict: Verdict.Failed, reason: VerdictReason.EngineFailed, detail: error.message, ...unread };
    }
    if (!(error instanceof ObjectError)) throw error;
    return { verdict: verdictOfError[error.code], reason: error.code, detail: error.message, ...unread };
  });
  await sink.end();
  return { ...ending, bytesRead: read.bytes, counts: sink.counts };
}

async function endingOf(
  source: ScanSource,
  scan: ObjectScan,
  onOccurrences: (found: readonly Occurrence[]) => Promise<void>,
  read: { bytes: number },
): Promise<Ending> {
  scan.signal.throwIfAborted();
  const { size, bytes } = await source.open(scan.signal);
  const stored = counted(streamOf(bytes), read);
  let outermost = stored;
  try {
    const { sniffed, layers, name, tooDeep, stream } = await unwrap(stored, { name: source.name, size }, scan.limits);
    outermost = stream;
    const found = { ...unread, compression: layers.join('+'), mimeType: sniffed.mimeType };
    if (tooDeep) {
      const detail = `${scan.limits.layers} compressed layers were unwrapped and there is one more: not scanned`;
      return { ...found, verdict: Verdict.Partial, reason: VerdictReason.ArchiveNestingLevelOverLimit, detail };
    }
    if (sniffed.kind === 'binary') {
      const detail = `${sniffed.mimeType}: its content is not text`;
      return { ...found, verdict: Verdict.Skipped, reason: VerdictReason.UnsupportedFileType, detail };
    }
    const charset = sniffed.kind === 'text' ? sniffed.charset : 'utf-8';
    const feed = createTextFeed(stream, charset);
    const { buffers, scanChunk, signal } = scan;
    const bytesScanned = await scanText({ name, feed, buffers, scanChunk, onOccurrences, signal });
    const text = { ...found, bytesScanned, charset: bytesScanned > 0 ? charset : '' };
    const cut = feed.cut();
    if (cut === null) return { ...text, verdict: Verdict.Scanned, reason: '', detail: '' };
    const verdict = bytesScanned > 0 ? Verdict.Partial : Verdict.Skipped;
    return { ...text, verdict, reason: cut.reason, detail: cut.message };
  } finally {
    await outermost.close();
    await stored.close();
  }
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
