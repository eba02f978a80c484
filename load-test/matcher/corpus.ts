import { createHash } from 'node:crypto';
import { identifiers } from '@dowser/identifiers';

/** One distinct content; many keys may have it. */
export interface Body {
  /** Ending of the keys that have it: it tells the layout. */
  readonly ending: string;
  readonly bytes: Uint8Array;
  /** Without quotes. */
  readonly etag: string;
}

export const CORPORA = ['logs', 'mixed'] as const;
export type CorpusName = (typeof CORPORA)[number];

/** Distinct contents of a corpus: enough that no cache of the processor holds them all. */
const DISTINCT_BYTES = 32_000_000;
const MAX_DISTINCT = 64;

type Random = () => number;
type Line = (random: Random, i: number) => string;

/** Deterministic numbers in [0, 1). Source: mulberry32. */
function randomSource(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
const digits = (random: Random, count: number): string => String(Math.floor(random() * 10 ** count));

/** Values that are found: the catalogue's own examples, which are synthetic or published samples. ASCII, so that no decoding changes them. */
const examples = identifiers
  .filter((row) => row.recommended)
  .flatMap((row) => row.examples)
  .filter((example) => example.length < 200 && /^[ !#-~]*$/.test(example));

const PATHS = ['/api/v1/orders', '/login', '/static/app.js', '/account/settings', '/api/v1/payments/card'];

const log: Line = (random, i) => {
  const time = new Date(1.7e12 + i * 137).toISOString();
  const tail = random() < 0.002 ? ` ${pick(random, examples)}` : '';
  return `${time} ${pick(random, ['INFO', 'DEBUG', 'WARN'])} [http-${i % 64}] 10.0.${i % 200}.${i % 31} GET ${pick(random, PATHS)}?id=${digits(random, 9)} 200 ${digits(random, 5)} "Mozilla/5.0" trace=${digits(random, 12)}${tail}\n`;
};

const code: Line = (random, i) =>
  pick(random, [
    `export function handler${i}(request: Request): Response {\n`,
    `  const total = items.reduce((sum, item) => sum + item.price * ${digits(random, 3)}, 0);\n`,
    `  if (response.status !== ${digits(random, 3)}) throw new Error('unexpected status');\n`,
    `  return new Response(JSON.stringify({ id: ${digits(random, 7)}, ok: true }));\n}\n\n`,
  ]);

const socialSecurityNumber = (i: number): string => `${100 + (i % 500)}-${10 + (i % 89)}-${1000 + (i % 8999)}`;

const table: Line = (random, i) => {
  if (i === 0) return 'id,name,ssn,balance,notes\n';
  const ssn = random() < 0.05 ? socialSecurityNumber(i) : '';
  return `${i},Customer ${digits(random, 4)},${ssn},${digits(random, 6)}.${digits(random, 2)},"${pick(random, ['called, no answer', 'ok', 'paid'])}"\n`;
};

const record: Line = (random, i) => {
  const note = random() < 0.02 ? pick(random, examples) : 'nothing to say';
  return `${JSON.stringify({ id: i, customer: { name: `Customer ${digits(random, 4)}`, visits: Number(digits(random, 3)) }, note })}\n`;
};

const KINDS: Readonly<Record<CorpusName, readonly (readonly [ending: string, line: Line])[]>> = {
  logs: [['log', log]],
  mixed: [
    ['log', log],
    ['ts', code],
    ['csv', table],
    ['jsonl', record],
  ],
};

/** The distinct contents of a corpus, each of exactly `objectBytes`: the same in every process. */
export function bodiesOf(corpus: CorpusName, objectBytes: number): readonly Body[] {
  const kinds = KINDS[corpus];
  const count = Math.min(MAX_DISTINCT, Math.max(kinds.length, Math.floor(DISTINCT_BYTES / objectBytes)));
  return Array.from({ length: count }, (_, i) => {
    const [ending, line] = kinds[i % kinds.length]!;
    const bytes = fill(randomSource(i + 1), line, objectBytes);
    return { ending, bytes, etag: createHash('md5').update(bytes).digest('hex') };
  });
}

/** In shared memory, as a scanning thread gets it. */
function fill(random: Random, line: Line, length: number): Uint8Array {
  const bytes = Buffer.from(new SharedArrayBuffer(length));
  for (let at = 0, i = 0; at < length; i++) at += bytes.write(line(random, i), at, 'latin1');
  return bytes;
}

/** Object `i` of a corpus has the content `i` modulo the distinct ones, which its key names. */
export const keyOf = (objectBytes: number, i: number, { ending }: Body): string => `${objectBytes}/${i}.${ending}`;
