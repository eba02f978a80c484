import { PART_BYTES, type Random } from '@dowser/local';
import type { ContentKind } from './scenario.ts';

/** The identifier of the planted values: how many the objects hold is known, and is checked after a run. */
export const PLANTED_IDENTIFIER = 'USA_SOCIAL_SECURITY_NUMBER';

/** Larger objects repeat a block of this size. */
export const BLOCK_BYTES = 1024 * 1024;
/** Room for the longest line. */
const LINE_BYTES = 200;

export interface Content {
  readonly bytes: Uint8Array;
  /** Values of PLANTED_IDENTIFIER in it. */
  readonly planted: number;
}

type Line = (random: Random, value: string | null) => string;

const NAMES = ['ada', 'bela', 'carla', 'dimitri', 'emre', 'fatima', 'goran', 'hanna', 'ivan', 'june'] as const;
const STATES = ['open', 'closed', 'on hold', 'called, no answer', 'sent back'] as const;
const PATHS = ['/api/v1/orders', '/login', '/static/app.js', '/search', '/basket/items'] as const;
const WORDS = [
  ...[
    'the',
    'parcel',
    'arrived',
    'late',
    'and',
    'was',
    'left',
    'behind',
    'garden',
    'door',
    'please',
    'send',
    'another',
  ],
  ...['invoice', 'before', 'next', 'month', 'we', 'will', 'look', 'into', 'it', 'with', 'our', 'carrier', 'today'],
] as const;

/** An SSN as the administration hands them out. */
const socialSecurityNumber = (random: Random): string =>
  `${random.between(100, 665)}-${random.between(10, 99)}-${random.between(1_000, 9_999)}`;

const csv: Line = (random, value) =>
  `${random.int(1e6)},${random.pick(NAMES)},${value ?? ''},${random.int(900)}.${random.digits(2)},"${random.pick(STATES)}"\n`;
const jsonl: Line = (random, value) =>
  `${JSON.stringify({ order: random.int(1e6), customer: { name: random.pick(NAMES), ...(value === null ? {} : { ssn: value }) }, state: random.pick(STATES), total: random.int(9_000) })}\n`;
const log: Line = (random, value) =>
  `2026-03-0${random.between(1, 9)}T1${random.int(10)}:2${random.int(10)}:3${random.int(10)}Z INFO [worker-${random.int(64)}] GET ${random.pick(PATHS)} ${random.pick(['200', '304', '404'])} ${random.int(900)} ms${value === null ? '' : ` ssn=${value}`}\n`;
const text: Line = (random, value) => {
  const words = Array.from({ length: random.between(8, 16) }, () => random.pick(WORDS)).join(' ');
  return value === null ? `${words}.\n` : `${words}. Social security number: ${value}.\n`;
};

const KINDS: Readonly<Record<ContentKind, { readonly head: string; readonly line: Line }>> = {
  csv: { head: 'id,name,ssn,balance,state\n', line: csv },
  jsonl: { head: '', line: jsonl },
  log: { head: '', line: log },
  text: { head: '', line: text },
};

/** Whole lines, at most `length` bytes. `perMegabyte` values in each million bytes on average, from the first line on. */
function lines(
  random: Random,
  kind: ContentKind,
  length: number,
  perMegabyte: number,
): { text: string; planted: number } {
  const { line } = KINDS[kind];
  const every = perMegabyte === 0 ? Number.POSITIVE_INFINITY : 1e6 / perMegabyte;
  let made = '';
  let planted = 0;
  let due = perMegabyte === 0 ? Number.POSITIVE_INFINITY : 0;
  while (made.length + LINE_BYTES <= length) {
    const value = made.length >= due ? socialSecurityNumber(random) : null;
    made += line(random, value);
    if (value === null) continue;
    planted++;
    due += every;
  }
  return { text: made, planted };
}

/**
 * The content of one object of exactly `size` bytes (ASCII), and how to make it again: a head, a block that is repeated where
 * the object is larger than one, and the rest filled with spaces. An object too small for a line is filled only.
 */
export interface ContentPlan {
  readonly size: number;
  readonly planted: number;
  /** All at once, or piece by piece what an upload has to cut into parts. */
  body(): Uint8Array | AsyncIterable<Uint8Array>;
}

export function planContent(random: Random, kind: ContentKind, size: number, perMegabyte: number): ContentPlan {
  const { head } = KINDS[kind];
  const start = size < head.length ? '' : head;
  const room = size - start.length;
  const block = lines(random, kind, Math.min(room, BLOCK_BYTES), perMegabyte);
  const repeats = block.text.length === 0 ? 0 : Math.floor(room / block.text.length);
  const fill = room - repeats * block.text.length;
  const bytes = Buffer.from(block.text, 'latin1');
  const pieces = function* (): Generator<Uint8Array> {
    yield Buffer.from(start, 'latin1');
    for (let i = 0; i < repeats; i++) yield bytes;
    for (let left = fill; left > 0; left -= BLOCK_BYTES) yield spaces(Math.min(left, BLOCK_BYTES));
  };
  return {
    size,
    planted: block.planted * repeats,
    body: () => (size <= PART_BYTES ? Buffer.concat([...pieces()]) : inTurn(pieces())),
  };
}

/** Ends with a line's end, as the lines before it do. */
function spaces(length: number): Uint8Array {
  const filled = Buffer.alloc(length, ' ');
  filled[length - 1] = 0x0a;
  return filled;
}

async function* inTurn(pieces: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* pieces;
}
