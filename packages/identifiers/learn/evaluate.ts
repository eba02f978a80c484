/**
 * How well names, addresses and dates of birth without keyword are found: `npm run eval:learned`. Deterministic, a minute or two. Prints one JSON line a
 * measurement, and writes them to load-test/results/learned.jsonl.
 *
 * Generated texts go through the engine as in a scan. `held out`: templates, keys, words and names of things that training
 * has not seen; `names unseen`: the names of people, too, are in no list and no training text. Real texts are those of the
 * installed packages: their reports are counted, not judged.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Catalogue, scanWindow, startScan } from '@dowser/detection';
import { identifiers } from '../src/index.ts';
import { nameMargin } from '../src/learned/person-name.ts';
import { AddressWriter } from './address-documents.ts';
import { type BirthDateTemplates, BirthDateWriter, birthDateTemplates } from './birth-date-documents.ts';
import type { Document } from './document.ts';
import { candidatesIn, catalogueOf } from './examples.ts';
import { type Counts, measure, precisionOf, recallOf } from './measure.ts';
import { NameWriter } from './name-documents.ts';
import * as templates from './name-templates.ts';
import { heldOut, known, type People, unlisted } from './pools.ts';
import { Random } from './random.ts';
import { realTexts } from './real-texts.ts';
import { nameCatalogues } from './train-names.ts';

const DOCUMENTS = 3_000;
const REAL_BYTES = 20_000_000;
const SEED = 7_001;
const BIRTH_DATE_ID = 'DATE_OF_BIRTH_(NO_KEYWORD)';
/** How much more than the threshold is asked, for the curve: in logarithms of odds. */
const MARGINS = [-1, 0, 1, 2, 3] as const;

const root = join(import.meta.dirname, '..', '..', '..');
const lines: string[] = [];
const say = (line: Readonly<Record<string, unknown>>): void => {
  lines.push(JSON.stringify(line));
  console.log(lines.at(-1));
};
const rounded = (share: number): number => Number(share.toFixed(3));
const only = (id: string): Catalogue => catalogueOf(identifiers.find((row) => row.id === id)!);

interface Set {
  readonly name: string;
  readonly people: readonly { readonly from: People; readonly upTo: number }[];
  readonly half: 0 | 1;
}

const SETS: readonly Set[] = [
  {
    name: 'as trained, other texts',
    people: [
      { from: known, upTo: 0.7 },
      { from: unlisted, upTo: 1 },
    ],
    half: 0,
  },
  { name: 'held out', people: [{ from: known, upTo: 1 }], half: 1 },
  { name: 'held out, names unseen', people: [{ from: heldOut, upTo: 1 }], half: 1 },
];

function nameDocuments({ people, half }: Set): readonly Document[] {
  const [person, other] =
    half === 0
      ? [templates.trainedPersonTemplates, templates.trainedOtherTemplates]
      : [templates.heldOutPersonTemplates, templates.heldOutOtherTemplates];
  const writer = new NameWriter(new Random(SEED + half), { people, person, other, half });
  return Array.from({ length: DOCUMENTS }, () => writer.document());
}

function addressDocuments(half: 0 | 1, people: People): readonly Document[] {
  const writer = new AddressWriter(new Random(SEED + half), people, half);
  return Array.from({ length: DOCUMENTS }, () => writer.document());
}

function birthDateDocuments(templates: BirthDateTemplates, people: People): readonly Document[] {
  const writer = new BirthDateWriter(new Random(SEED), people, templates);
  return Array.from({ length: DOCUMENTS }, () => writer.document());
}

function sayGenerated(identifier: string, set: string, documents: readonly Document[]): void {
  const counts: Counts = { found: 0, missed: 0, wrong: 0 };
  const catalogue = only(identifier);
  for (const document of documents) measure(catalogue, document, counts);
  const kilobytes = documents.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / 1_000;
  const rates = { precision: rounded(precisionOf(counts)), recall: rounded(recallOf(counts)) };
  say({ identifier, set, documents: documents.length, kilobytes: Math.round(kilobytes), ...counts, ...rates });
}

/** Precision and recall of the two kinds of candidates, where the line is drawn elsewhere. */
function sayCurve(set: Set): void {
  for (const kind of ['free', 'named'] as const) {
    const scored = nameDocuments(set).flatMap((document) =>
      candidatesIn(nameCatalogues[kind], document).map(({ value, around, positive }) => {
        return { margin: nameMargin(value, around, kind), positive };
      }),
    );
    const positives = scored.filter(({ positive }) => positive).length;
    const points = MARGINS.map((margin) => {
      const taken = scored.filter((one) => one.margin >= margin);
      const right = taken.filter(({ positive }) => positive).length;
      return { margin, precision: rounded(right / Math.max(1, taken.length)), recall: rounded(right / positives) };
    });
    say({ identifier: 'NAME', set: set.name, candidates: kind, count: scored.length, positives, points });
  }
}

function sayReal(identifier: string, what: string, endings: readonly string[]): void {
  const catalogue = only(identifier);
  let bytesTotal = 0;
  const reports = new Map<string, number>();
  for (const { bytes } of realTexts(root, endings, REAL_BYTES)) {
    bytesTotal += bytes.length;
    const { matches } = scanWindow(catalogue, startScan({ kind: 'text' }), { bytes, base: 0, last: true });
    for (const { start, end } of matches) {
      const value = bytes.toString('utf8', start, end);
      reports.set(value, (reports.get(value) ?? 0) + 1);
    }
  }
  const count = [...reports.values()].reduce((sum, one) => sum + one, 0);
  const megabytes = bytesTotal / 1e6;
  const perMegabyte = Number((count / megabytes).toFixed(2));
  say({
    identifier,
    set: `installed packages: ${what}`,
    megabytes: rounded(megabytes),
    reports: count,
    distinct: reports.size,
    perMegabyte,
  });
  if (process.argv.includes('--list'))
    for (const [value, times] of reports) console.error(`${identifier} ${times} ${value}`);
}

for (const set of SETS) sayGenerated('NAME', set.name, nameDocuments(set));
for (const set of SETS.slice(1)) sayCurve(set);
sayGenerated('ADDRESS', 'as trained, other texts', addressDocuments(0, known));
sayGenerated('ADDRESS', 'held out', addressDocuments(1, heldOut));
sayGenerated(BIRTH_DATE_ID, 'as trained, other texts', birthDateDocuments(birthDateTemplates.trained, known));
sayGenerated(BIRTH_DATE_ID, 'held out', birthDateDocuments(birthDateTemplates.heldOut, heldOut));
for (const identifier of ['NAME', 'ADDRESS', BIRTH_DATE_ID]) {
  sayReal(identifier, 'source code', ['*.js', '*.mjs', '*.cjs', '*.ts', '*.css']);
  sayReal(identifier, 'documents', ['*.md']);
  sayReal(identifier, 'licences', ['LICENSE*', 'LICENCE*', 'license*']);
}
writeFileSync(join(root, 'load-test', 'results', 'learned.jsonl'), `${lines.join('\n')}\n`);
