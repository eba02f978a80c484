import { compileCatalogue, type Match, scanWindow, sniffLayout, startScan } from '@dowser/detection';
import type { DataIdentifier } from '@dowser/identifiers';
import { documentsOf, type LabelledDocument, nearMisses } from './documents.ts';
import type { Negative } from './negatives.ts';
import { randomFrom } from './random.ts';
import type { Strength, Subject } from './subject.ts';

/** Bytes by which the scanner tells the layout. */
const HEAD_BYTES = 65_536;
const MISSED_SHOWN = 5;
/** Identifiers of secrets of no known form, which report those of a known form too where a name tells them. */
const GENERIC: ReadonlySet<string> = new Set([
  ...['GENERIC_PASSWORD', 'GENERIC_SECRET', 'ENVIRONMENT_PASSWORD', 'CREDENTIAL_FIELD'],
  ...['HTTP_BEARER_TOKEN', 'HTTP_API_KEY_HEADER'],
]);

export interface Score {
  readonly id: string;
  readonly strength: Strength;
  readonly positives: number;
  readonly found: number;
  readonly nearMisses: number;
  /** Reports of near misses and of text where nothing is labelled. */
  readonly falsePositives: number;
  /** Values of other identifiers reported as this one: many numbers cannot be told apart. */
  readonly confused: number;
  /** Kinds of document in which values were missed. */
  readonly missedIn: readonly string[];
}

export interface Noise {
  readonly corpus: string;
  readonly bytes: number;
  readonly counts: ReadonlyMap<string, number>;
}

/** Of the reports of one confidence. */
export interface ConfidenceCount {
  /** What is there. */
  right: number;
  /** Another identifier's value. */
  others: number;
  /** The same, of identifiers of secrets of no known form: they see the name, and the value is a secret. */
  generic: number;
  /** Nothing that is labelled. */
  wrong: number;
  /** In text without sensitive data. */
  noise: number;
}

/** By confidence, 1 to 100. */
export type ByConfidence = Map<number, ConfidenceCount>;

function countReport(byConfidence: ByConfidence, { confidence }: Match, what: keyof ConfidenceCount): void {
  const own = byConfidence.get(confidence) ?? { right: 0, others: 0, generic: 0, wrong: 0, noise: 0 };
  byConfidence.set(confidence, own);
  own[what]++;
}

type Scan = (name: string, bytes: Buffer) => readonly Match[];

/** The production path: the layout is told from the name and the first bytes, and the whole catalogue is looked for. */
export function scanner(rows: readonly DataIdentifier[]): Scan {
  const catalogue = compileCatalogue(rows);
  return (name, bytes) => {
    const layout = sniffLayout(bytes.subarray(0, HEAD_BYTES), name);
    return scanWindow(catalogue, startScan(layout), { bytes, base: 0, last: true }).matches;
  };
}

interface Tally {
  positives: number;
  found: number;
  nearMisses: number;
  falsePositives: number;
  confused: number;
  readonly strength: Strength;
  readonly missedIn: Map<string, number>;
}

export function scores(
  subjects: readonly Subject[],
  scan: Scan,
  options: {
    readonly seed: string;
    readonly positives: number;
    readonly nearMisses: number;
    readonly byConfidence: ByConfidence;
    readonly onMiss?: (line: string) => void;
  },
): readonly Score[] {
  const tallies = new Map<string, Tally>();
  const tally = (id: string, strength: Strength = 'format'): Tally => {
    const known = tallies.get(id) ?? {
      positives: 0,
      found: 0,
      nearMisses: 0,
      falsePositives: 0,
      confused: 0,
      strength,
      missedIn: new Map(),
    };
    tallies.set(id, known);
    return known;
  };
  for (const subject of subjects) tally(subject.id, subject.strength);
  for (const [place, subject] of subjects.entries()) {
    const random = randomFrom(`${options.seed} ${subject.id} ${place}`);
    for (const document of documentsOf(subject, options.positives, random))
      judge(subject, document, scan(document.name, document.bytes), tally, options);
    const misses = nearMisses(subject, options.nearMisses, random);
    if (misses === undefined) continue;
    const own = tally(subject.id);
    own.nearMisses += options.nearMisses;
    for (const match of scan(misses.name, misses.bytes)) {
      if (match.identifier !== subject.id) continue;
      own.falsePositives++;
      countReport(options.byConfidence, match, 'wrong');
      options.onMiss?.(`false ${misses.name} ${lineAt(misses.bytes, match.start)}`);
    }
  }
  return [...tallies].map(([id, { missedIn, ...rest }]) => ({
    id,
    ...rest,
    missedIn: [...missedIn]
      .sort((a, b) => b[1] - a[1])
      .slice(0, MISSED_SHOWN)
      .map(([kind, count]) => `${kind} ${count}`),
  }));
}

function judge(
  subject: Subject,
  document: LabelledDocument,
  matches: readonly Match[],
  tally: (id: string) => Tally,
  { byConfidence, onMiss }: { readonly byConfidence: ByConfidence; readonly onMiss?: (line: string) => void },
): void {
  const own = tally(subject.id);
  const touches = (match: Match, label: { start: number; end: number }): boolean =>
    match.start < label.end && label.start < match.end;
  own.positives += document.labels.length;
  for (const label of document.labels) {
    if (matches.some((match) => match.identifier === subject.id && touches(match, label))) own.found++;
    else {
      const kind = document.name.split('.').at(-2)!;
      own.missedIn.set(kind, (own.missedIn.get(kind) ?? 0) + 1);
      onMiss?.(`missed ${document.name} ${lineAt(document.bytes, label.start)}`);
    }
  }
  for (const match of matches) {
    const isThere = document.labels.some((label) => touches(match, label));
    const isOwn = match.identifier === subject.id || subject.also?.includes(match.identifier) === true;
    const another = GENERIC.has(match.identifier) ? 'generic' : 'others';
    countReport(byConfidence, match, isThere ? (isOwn ? 'right' : another) : 'wrong');
    if (isOwn) continue;
    const other = tally(match.identifier);
    if (isThere) other.confused++;
    else {
      other.falsePositives++;
      onMiss?.(`stray ${match.identifier} ${document.name} ${lineAt(document.bytes, match.start)}`);
    }
  }
}

function lineAt(bytes: Buffer, at: number): string {
  const start = bytes.lastIndexOf(10, at - 1) + 1;
  const end = bytes.indexOf(10, at);
  return bytes.toString('utf8', start, end < 0 ? bytes.length : end).slice(0, 160);
}

export function noise(
  corpora: Iterable<Negative>,
  scan: Scan,
  byConfidence: ByConfidence,
  onReport?: (line: string) => void,
): readonly Noise[] {
  const found = new Map<string, { bytes: number; counts: Map<string, number> }>();
  for (const { corpus, name, bytes } of corpora) {
    const own = found.get(corpus) ?? { bytes: 0, counts: new Map() };
    found.set(corpus, own);
    own.bytes += bytes.length;
    for (const match of scan(name, bytes)) {
      countReport(byConfidence, match, 'noise');
      own.counts.set(match.identifier, (own.counts.get(match.identifier) ?? 0) + 1);
      onReport?.(`noise ${match.identifier} ${name} ${lineAt(bytes, match.start)}`);
    }
  }
  return [...found].map(([corpus, own]) => ({ corpus, ...own }));
}
