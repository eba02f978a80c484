import type { Random } from '@dowser/testkit';

/** A change of a bucket that the simulation makes, and how S3 tells of it. */
export interface Change {
  readonly atMs: number;
  readonly bucket: string;
  readonly key: string;
  /** null: the key is removed. */
  readonly text: string | null;
  readonly envelope: 'notification' | 'sns' | 'eventbridge';
  /** When the event reaches the queue, after the change; once or more, or never: a listing has to find the change. */
  readonly delaysMs: readonly number[];
}

/** What happens outside of Dowser in one simulation. */
export interface Plan {
  readonly changes: readonly Change[];
  /** Messages that are no events, and when they come. */
  readonly malformed: readonly { readonly atMs: number; readonly body: string }[];
  readonly versions: 'latest' | 'all';
  /** Seconds between listings; null: none. */
  readonly relistSeconds: number | null;
  readonly partitions: number;
  readonly matchers: number;
  readonly ingests: number;
  readonly sinks: number;
  readonly batchMessages: number;
  /** What objects are cut into. */
  readonly partBytes: number;
}

/** Bucket names and whether they keep versions. */
export const BUCKETS = { plain: false, versioned: true } as const;

const KEYS = ['a.csv', 'in/b c+d.txt', 'é/ü.log', 'logs/e%41.txt', 'f.json', 'g.png'];
/** Changes come within this time. */
export const CHANGES_MS = 8_000;
const LATE_MAX_MS = 3_000;
const MALFORMED = ['{"Records": 7}', 'not JSON', '{"Records":[{"eventVersion":"2.1"}]}'];

export function createPlan(random: Random): Plan {
  const relistSeconds = random.chance(0.3) ? random.int(3, 20) : null;
  // Few contents: a key comes back to one it had, under the same etag.
  const pool = Array.from({ length: 3 }, () => contentOf(random));
  const keys = random.shuffle(KEYS).slice(0, random.int(2, KEYS.length));
  const changes = Array.from({ length: random.int(4, 18) }, (): Change => {
    const text = random.chance(0.15) ? null : random.chance(0.5) ? random.pick(pool) : contentOf(random);
    return {
      atMs: random.int(0, CHANGES_MS),
      bucket: random.pick(Object.keys(BUCKETS)),
      key: random.pick(keys),
      text,
      envelope: random.pick(['notification', 'notification', 'sns', 'eventbridge']),
      delaysMs: Array.from({ length: deliveries(text, relistSeconds, random) }, () => LATE_MAX_MS * random.next() ** 2),
    };
  });
  return {
    changes: changes.sort((a, b) => a.atMs - b.atMs),
    malformed: MALFORMED.filter(() => random.chance(0.2)).map((body) => ({ atMs: random.int(0, CHANGES_MS), body })),
    versions: random.pick(['latest', 'all']),
    relistSeconds,
    partitions: random.int(1, 3),
    matchers: random.int(1, 2),
    ingests: random.int(1, 2),
    sinks: random.int(1, 2),
    batchMessages: random.pick([1, 3, 5, 10, 20]),
    partBytes: random.pick([50, 130, 130, 1_000_000]),
  };
}

/** How often the event comes. Only what a listing will find may be kept from the queue. */
function deliveries(text: string | null, relistSeconds: number | null, random: Random): number {
  if (text !== null && relistSeconds !== null && random.chance(0.2)) return 0;
  return random.chance(0.2) ? 2 : 1;
}

function contentOf(random: Random): string {
  const lines = Array.from({ length: random.int(0, 12) }, () => {
    const words = Array.from({ length: random.int(0, 3) }, () => {
      const word = random.pick(['card', 'ssn', 'key', 'nothing']);
      return `${word}-${random.int(100, 999)}`;
    });
    return `${words.join(' ')} ${'.'.repeat(random.int(0, 30))}`;
  });
  return lines.join('\n');
}
