import { encodings } from './encodings.ts';
import { largeLog } from './large-log.ts';
import { type Planted, PlantLedger } from './plantable.ts';
import { createRandom, type Random } from './random.ts';
import { textPlans } from './sample-plan.ts';

export interface SampleOptions {
  /** The same seed makes the same objects, but for gzip's bytes, which are the machine's zlib's. */
  readonly seed: string;
  /** Adds one object of more than 200 MB. */
  readonly large?: boolean;
}

export interface SampleObject {
  readonly key: string;
  readonly contentType: string;
  /** Bytes of the body. */
  readonly size: number;
  /** What the recommended identifiers must report, no more and no less. Sorted by identifier. */
  readonly planted: readonly Planted[];
  /** The verdict a scan must end with. */
  readonly verdict: 'scanned' | 'skipped';
  /** A large object comes as a stream; can be called again. */
  body(): Uint8Array | AsyncIterable<Uint8Array>;
}

/** A bucket as companies have them: at least 300 objects and 30 MB, made one at a time as they are asked for. */
export function* sampleObjects({ seed, large = false }: SampleOptions): Iterable<SampleObject> {
  for (const { key, contentType, encoding, text } of textPlans) {
    const ledger = new PlantLedger();
    const bytes = encodings[encoding](text(createRandom(`${seed}/${key}`), ledger));
    yield { key, contentType, size: bytes.length, planted: ledger.planted(), verdict: 'scanned', body: () => bytes };
  }
  for (const { key, contentType, verdict, make } of BINARIES) {
    const bytes = make(createRandom(`${seed}/${key}`));
    yield { key, contentType, size: bytes.length, planted: [], verdict, body: () => bytes };
  }
  if (large) {
    const { size, ledger, body } = largeLog(`${seed}/large`);
    yield {
      key: 'archive/2026-all.log',
      contentType: 'text/plain',
      size,
      planted: ledger.planted(),
      verdict: 'scanned',
      body,
    };
  }
}

interface BinaryPlan {
  readonly key: string;
  readonly contentType: string;
  readonly verdict: SampleObject['verdict'];
  make(random: Random): Uint8Array;
}

const PNG_HEAD = [
  0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 1, 0, 0, 0, 1, 0,
];

const BINARIES: readonly BinaryPlan[] = [
  ...['lamp', 'shelf', 'valve', 'team photo'].map(
    (name, i): BinaryPlan => ({
      key: `media/${name}.png`,
      contentType: 'image/png',
      verdict: 'skipped',
      make: (random) => Buffer.concat([Buffer.from(PNG_HEAD), random.bytes(40_000 * (i + 1))]),
    }),
  ),
  ...['index.bin', 'weights.bin'].map(
    (name): BinaryPlan => ({
      key: `models/${name}`,
      contentType: 'application/octet-stream',
      verdict: 'skipped',
      make: (random) => random.bytes(300_000),
    }),
  ),
  { key: 'models/_SUCCESS', contentType: 'application/octet-stream', verdict: 'scanned', make: () => new Uint8Array() },
];
