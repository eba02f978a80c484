import { MAX_TOKEN_RUN } from '../src/kernel/memory-map.ts';
import type { DataIdentifier } from '../src/types.ts';

/** A row with only what matters to a test. */
export function row(
  id: string,
  pattern: string,
  keywords: readonly string[],
  more: Partial<DataIdentifier> = {},
): DataIdentifier {
  return {
    id,
    name: id,
    category: 'PERSONAL_INFORMATION',
    pattern,
    keywords,
    keyword: keywords.length === 0 ? 'none' : 'required',
    severity: { Low: 1 },
    recommended: true,
    sources: [],
    examples: [],
    counterExamples: [],
    ...more,
  };
}

/** Rows that between them meet every rule: fixed and variable lengths, groups, long and greedy and odd patterns. */
export const rows: readonly DataIdentifier[] = [
  row('SSN', '\\b\\d{3}-?\\d{2}-?\\d{4}\\b', ['ssn', 'social security', 'ss#', 'soc sec no'], {
    validate: (value) => (value.startsWith('000') ? 'never-issued' : null),
  }),
  row('NINE', '\\b\\d{9}\\b', ['numéro', 'ssn', 'id no'], {
    validate: (value) => (Number(value) % 3 === 0 ? null : 'bad-checksum'),
  }),
  row('TOKEN', '\\btk_[a-z0-9]{4,12}', []),
  row('PAIR', 'aa', []),
  row('PAIR_NEAR', 'aa', ['pair', '番号']),
  row('PASSWORD', '(?i)pass(?:word)?["\']?\\s{0,4}[:=]\\s{0,4}["\']?(?P<value>[^\\s"\']{4,20})', []),
  row('SECRET', '(?P<value>[A-Za-z0-9+/]{16,40})', ['secret key', 'key']),
  row('BLOCK', '-----BEGIN K-----[A-Za-z0-9+/=\\s]{0,400}-----END K-----', []),
  row('LINE', '(?m)^row [^\\n]{1,30}$', ['k1']),
  row('WORD', '\\p{Lu}\\p{Ll}{2,8}', ['name', 'prénom']),
  row('FIRST', '^\\d{3}', []),
  row('LAST', '\\d{3}$', []),
  row('DOUBLE', 'ss', []),
  row('QUOTED', '"[a-z0-9]{1,8}"', ['quote', 'key']),
  row('LAZY', '<[^>]{1,40}?>', ['tag', 'tag,no']),
  row('BEFORE', '\\d{3,9}', ['ssn', 'id no', '番号'], { maximumMatchDistance: 12, ignoreWords: ['999', '456'] }),
  row('FAR_BEFORE', '[a-z]{2,6}', ['numéro', 'tag,no', 'key'], {
    maximumMatchDistance: 300,
    allowance: { id: 'x', covers: (value) => value.startsWith('a') },
  }),
  row('LED', 'ssn[ :]{1,2}(?P<value>\\d{3})', ['ssn', 'pair'], { maximumMatchDistance: 40 }),
];

/** Catalogues of few rows: where no long pattern widens the margins, each margin counts by itself. */
export const smallCatalogues: readonly (readonly DataIdentifier[])[] = [
  ...rows.map((one) => [one]),
  rows.filter(({ id }) => ['PAIR', 'DOUBLE', 'PASSWORD'].includes(id)),
  rows.filter(({ id }) => ['SSN', 'NINE', 'QUOTED'].includes(id)),
];

/** Rows that the kernel finds in each of its ways. */
export const located: readonly DataIdentifier[] = [
  row('EMAIL', '\\b[a-z0-9_][a-z0-9._-]{0,20}@[a-z0-9]{1,30}\\.[a-z]{2,6}\\b', []),
  row('LED', '(?:^|[^0-9é])(?P<value>[0-9]{1,4})#[A-Z]{2}', []),
  row('SHORT', '\\bq1', []),
  row('INSIDE_WORD', 'Xq[a-z]{1,3}', []),
  row('LED_IN_WORD', '\\b[a-z0-9]{4,8}jwz[0-9]{2}\\b', []),
  row('FIRST_ONLY', '^Xq@', []),
  row('FOLDED', '(?i)\\bskx[0-9]{2}', []),
  row('LED_OR_NOT', '(?:^|[\\n;]|\\bexport )[0-9A-Z_]{0,40}(?:PWD|_PAS)=[a-z]{2,4}', []),
  row('KEYED', '[a-z]{1,3}[0-9]{2}', ['kks', 'q1 skx']),
];
const octet = '(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])';
/** Tokens after leads of every kind, of every length that counts, before what can follow them. */
export const tokens: readonly DataIdentifier[] = [
  row('NINE', '\\b[0-9]{9}\\b', []),
  row('ADDRESS', `(?:^|[^0-9A-Za-z._-])(?P<value>${octet}\\.${octet}\\.${octet}\\.${octet})\\b`, []),
  row('GROUPS', '(?:^|[^0-9A-Za-z_.]|(?:^|[^0-9])\\.)(?P<value>[2-4][0-9]{3}(?: [0-9]{4}){2})\\b', []),
  row('LONG', `\\b[13][a-z0-9]{${MAX_TOKEN_RUN - 2},${MAX_TOKEN_RUN + 2}}\\b`, []),
  row('LONGER', `\\b[a-z0-9]{${MAX_TOKEN_RUN + 6}}\\b`, []),
  row('INSIDE_TOKEN', '\\b[e-g][0-9]{3}', []),
  row('AT_END', '\\b[a-c][0-9]{2,4}$', []),
  row('QUOTED', '["\'][0-9]{2}[a-f]{2}["\']', []),
];

/** Catalogues that between them find rows in every way, alone and together. */
export const catalogues: readonly (readonly DataIdentifier[])[] = [
  rows,
  located,
  tokens,
  [rows, located, tokens].flatMap((some, i) => some.map((one) => ({ ...one, id: `${one.id}_${i}` }))),
  ...smallCatalogues,
];
