import { SNIFF_BYTES, type Sniffed, sniff } from '@dowser/extraction';
import { type ByteStream, limitBytes, peek, StreamCut } from './byte-stream.ts';
import { type Compression, decompress } from './decompress.ts';
import { bytesOutLimit, type UnwrapLimits } from './limits.ts';

export interface Unwrapped {
  /** What is inside: the first thing that is no compressed layer, or the layer beyond the limit. */
  readonly sniffed: Sniffed;
  /** Outermost first. */
  readonly layers: readonly Compression[];
  /** The name without the endings of the layers: `a.csv.gz` is `a.csv` inside. */
  readonly name: string;
  /** True when there was one more layer than the limit allows. */
  readonly tooDeep: boolean;
  readonly stream: ByteStream;
}

const endings: Readonly<Record<Compression, RegExp>> = { gzip: /\.(?:gz|gzip)$/i, zstd: /\.(?:zst|zstd)$/i };

/** Takes gzip and zstd off, layer by layer, by what the bytes are and not by what the name says. */
export async function unwrap(
  stored: ByteStream,
  object: { readonly name: string; readonly size: number },
  limits: UnwrapLimits,
): Promise<Unwrapped> {
  const limit = bytesOutLimit(object.size, limits);
  const overLimit = (): StreamCut =>
    new StreamCut(
      'ARCHIVE_TOTAL_BYTES_EXTRACTED_OVER_LIMIT',
      `more than ${limit} bytes came out of ${object.size < 0 ? 'the' : `${object.size}`} compressed bytes; those were scanned`,
    );
  const layers: Compression[] = [];
  let name = object.name;
  let current = await peek(stored, SNIFF_BYTES);
  for (;;) {
    const sniffed = sniff(current.head, name);
    const { kind } = sniffed;
    if (kind !== 'gzip' && kind !== 'zstd') return { sniffed, layers, name, tooDeep: false, stream: current.stream };
    if (layers.length === limits.layers) return { sniffed, layers, name, tooDeep: true, stream: current.stream };
    layers.push(kind);
    name = name.replace(endings[kind], '');
    current = await peek(limitBytes(decompress(kind, current.stream), limit, overLimit), SNIFF_BYTES);
  }
}
