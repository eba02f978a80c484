import { customersDocument, customersLines, customersTable, regionOf, stockTable } from './customer-records.ts';
import type { Encoding } from './encodings.ts';
import { hardNegatives } from './hard-negatives.ts';
import { accentedLetter, letter, letterPlants } from './letters.ts';
import { accessLog, applicationLog } from './logs.ts';
import { personalNumbers } from './personal-numbers.ts';
import type { PlantLedger } from './plantable.ts';
import type { Random } from './random.ts';
import { inlineSecrets } from './secrets.ts';
import { keyFile, languageOf, sourceCode } from './source-code.ts';

/** One object to make: its text is made from the key's own random sequence, so that adding an object changes no other. */
export interface TextPlan {
  readonly key: string;
  readonly contentType: string;
  readonly encoding: Encoding;
  text(random: Random, ledger: PlantLedger): string;
}

const CLEAN = Number.POSITIVE_INFINITY;
const CSV = 'text/csv';
const JSON_LINES = 'application/x-ndjson';
const PLAIN = 'text/plain';
const GZIP = 'application/gzip';

type MakeText = TextPlan['text'];

const plan = (key: string, contentType: string, text: MakeText, encoding: Encoding = 'utf8'): TextPlan => ({
  key,
  contentType,
  encoding,
  text,
});

const range = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));

const numbered = (index: number): string => String(index + 1).padStart(3, '0');

/** Every third file of a kind leaks now and then. */
const leaks = (index: number): number => (index % 3 === 0 ? 400 : CLEAN);

const DELIMITED = [
  ['csv', ','],
  ['csv', ';'],
  ['tsv', '\t'],
] as const;

const records: readonly TextPlan[] = [
  ...range(48, (i) => {
    const [extension, delimiter] = DELIMITED[i % DELIMITED.length]!;
    return plan(`crm/customers/part-${numbered(i)}.${extension}`, CSV, (r, l) =>
      customersTable(r, l, 200 + 40 * (i % 12), regionOf(i), delimiter),
    );
  }),
  ...range(40, (i) =>
    plan(`crm/events/2026/part-${numbered(i)}.jsonl`, JSON_LINES, (r, l) =>
      customersLines(r, l, 150 + 30 * (i % 10), regionOf(i)),
    ),
  ),
  ...range(8, (i) =>
    plan(`crm/exports/region-${numbered(i)}.json`, 'application/json', (r, l) =>
      customersDocument(r, l, 60, regionOf(i)),
    ),
  ),
  ...range(16, (i) => plan(`warehouse/stock-${numbered(i)}.csv`, CSV, (r) => stockTable(r, 1500))),
];

const logs: readonly TextPlan[] = [
  ...range(54, (i) =>
    plan(`logs/app/2026-06-${numbered(i)}.log`, PLAIN, (r, l) => applicationLog(r, l, 1500 + 250 * (i % 8), leaks(i))),
  ),
  ...range(42, (i) =>
    plan(`logs/access/2026-06-${numbered(i)}.log`, PLAIN, (r, l) => accessLog(r, l, 1200 + 200 * (i % 8), leaks(i))),
  ),
];

const code: readonly TextPlan[] = [
  ...range(60, (i) => {
    const language = languageOf(i);
    const secrets = i % 4 === 1 ? range(1 + (i % 3), (n) => inlineSecrets[(i + n) % inlineSecrets.length]!) : [];
    return plan(`src/service-${numbered(i)}/main.${language.extension}`, PLAIN, (r, l) =>
      sourceCode(r, l, language, 30 + (i % 40), secrets),
    );
  }),
  ...range(8, (i) =>
    plan(`backup/home/keys/id-${numbered(i)}`, 'application/octet-stream', (r, l) => keyFile(r, l, i)),
  ),
];

const letters: readonly TextPlan[] = [
  ...range(36, (i) => plan(`letters/2026/letter-${numbered(i)}.txt`, PLAIN, (r, l) => letter(r, l, letterPlants(i)))),
  ...range(3, (i) =>
    plan(
      `letters/latin-1/brief-${numbered(i)}.txt`,
      PLAIN,
      (r, l) => accentedLetter(r, l, letterPlants(i + 1)),
      'latin1',
    ),
  ),
  ...(['utf16le-bom', 'utf16be-bom', 'utf16le'] as const).map((encoding, i) =>
    plan(`letters/${encoding}/brief.txt`, PLAIN, (r, l) => letter(r, l, letterPlants(i + 1)), encoding),
  ),
];

const compressed: readonly TextPlan[] = [
  ...range(6, (i) =>
    plan(
      `archive/app-${numbered(i)}.log.gz`,
      GZIP,
      (r, l) => applicationLog(r, l, 3000, 500),
      i === 5 ? 'gzip-members' : 'gzip',
    ),
  ),
  plan('archive/customers.csv.gz', GZIP, (r, l) => customersTable(r, l, 300, regionOf(0)), 'gzip'),
  plan('archive/customers.jsonl.gz', GZIP, (r, l) => customersLines(r, l, 300, regionOf(1)), 'gzip'),
];

/** Keys that a URL, an S3 event or a shell can spoil. */
const oddKeys: readonly TextPlan[] = [
  'odd keys/Q1 report (final).txt',
  'odd keys/a+b=c & d.txt',
  'odd keys/100%25 sure.txt',
  'odd keys/données/été.txt',
  'odd keys/顧客/一覧 📎.txt',
  "odd keys/it's 'quoted' #1?.txt",
].map((key, i) => plan(key, PLAIN, (r, l) => letter(r, l, [personalNumbers[i]!])));

const negatives = range(8, (i) => plan(`tests/near-misses-${numbered(i)}.txt`, PLAIN, (r) => hardNegatives(r, 20)));

/** Every object of the sample that holds text, in key groups. */
export const textPlans: readonly TextPlan[] = [
  ...records,
  ...logs,
  ...code,
  ...letters,
  ...compressed,
  ...oddKeys,
  ...negatives,
];
