import { type Layout, sniffLayout } from '@dowser/detection';
import { type ByteStream, streamOf } from './byte-stream.ts';
import { UNWRAP_LIMITS } from './limits.ts';
import { LAYOUT_HEAD_BYTES } from './scan-chunk.ts';
import { type ScanSource, WHOLE } from './scan-source.ts';
import { createTextFeed } from './text-feed.ts';
import { unwrap } from './unwrap.ts';

/** An object's text as a scan sees it. */
export interface ObjectText {
  /** Decoded bytes (UTF-8) from the start, `maxBytes` at most. */
  readonly bytes: Uint8Array;
  readonly layout: Layout;
  /** True when the object goes on after `bytes`. */
  readonly more: boolean;
  /** Stored bytes taken. */
  readonly bytesRead: number;
}

/**
 * The start of an object's text: unwrapped, decoded and laid out as `Scanner.scan` does it; null when it holds no text.
 * Errors: ObjectError, TransientError.
 */
export async function readText(source: ScanSource, maxBytes: number, signal: AbortSignal): Promise<ObjectText | null> {
  const { size, bytes } = await source.open(signal, WHOLE);
  let bytesRead = 0;
  const pieces = streamOf(bytes);
  const stored: ByteStream = {
    async next() {
      const piece = await pieces.next();
      bytesRead += piece?.length ?? 0;
      return piece;
    },
    close: () => pieces.close(),
  };
  let outermost = stored;
  try {
    const { sniffed, name, stream } = await unwrap(stored, { name: source.name, size }, UNWRAP_LIMITS);
    outermost = stream;
    if (sniffed.kind !== 'text' && sniffed.kind !== 'empty') return null;
    const text = new Uint8Array(maxBytes);
    const feed = createTextFeed(stream, sniffed.kind === 'text' ? sniffed.charset : 'utf-8');
    const { length, last } = await feed.fill(text);
    const filled = text.subarray(0, length);
    const layout = sniffLayout(filled.subarray(0, LAYOUT_HEAD_BYTES), name);
    return { bytes: filled, layout, more: !last || feed.cut() !== null, bytesRead };
  } finally {
    await outermost.close();
    await stored.close();
  }
}
