import type { DataIdentifier } from '../data-identifier.ts';
import { ALWAYS_HIGH } from '../severity.ts';
import { iban } from '../validators/iban.ts';
import { IBAN_COUNTRIES, type IbanCountry } from './iban-countries.ts';
import { NATIONAL_ACCOUNTS } from './national-accounts.ts';

const CLASSES = new Map([
  ['n', '[0-9]'],
  ['a', '[A-Za-z]'],
  ['c', '[0-9A-Za-z]'],
]);
const CHECK_DIGITS = ['[0-9]', '[0-9]'];
/** The paper form groups by four. Source: ISO 13616-1. */
const GROUP = 4;

/** Spaces of print and of the web do not break. */
const SEPARATOR = String.raw`(?:[ -]|\x{A0}|\x{202F})?`;

/** Country code, check digits and structure, in either case, with a space or hyphen allowed between groups of four. */
function ibanPattern({ country, structure }: IbanCountry): string {
  const characters = [`(?:${country}|${country.toLowerCase()})`, '', ...CHECK_DIGITS];
  for (const [, length = '', kind = ''] of structure.matchAll(/(\d+)([nac])/g)) {
    characters.push(...Array<string>(Number(length)).fill(CLASSES.get(kind) ?? ''));
  }
  let pattern = '';
  for (let start = 0; start < characters.length; start += GROUP) {
    if (start > 0) pattern += SEPARATOR;
    pattern += characters.slice(start, start + GROUP).join('');
  }
  return String.raw`\b${pattern}\b`;
}

function grouped(text: string): string {
  return text.replace(/.{4}(?=.)/g, '$& ');
}

/** Other check digits than the right ones. */
function miscomputed(text: string): string {
  const check = Number(text.slice(2, 4)) === 10 ? '11' : '10';
  return text.slice(0, 2) + check + text.slice(4);
}

function bankAccount(country: IbanCountry): DataIdentifier {
  const { id, name, example } = country;
  const national = NATIONAL_ACCOUNTS[country.country];
  return {
    id,
    name: `Bank account number, IBAN${national === undefined ? '' : ' and BBAN'} (${name})`,
    category: 'FINANCIAL_INFORMATION',
    pattern: ibanPattern(country),
    keywords: [],
    keyword: 'none',
    validate: iban,
    ...(national === undefined ? {} : { also: [national.form] }),
    severity: ALWAYS_HIGH,
    recommended: false,
    sources: [
      'ISO 13616-1',
      'https://www.swift.com/standards/data-standards/iban-international-bank-account-number',
      ...(national?.sources ?? []),
    ],
    examples: [
      `IBAN ${grouped(example)}`,
      example,
      grouped(example).replaceAll(' ', '\u00a0'),
      example.toLowerCase(),
      ...(national?.examples ?? []),
    ],
    counterExamples: [
      { text: miscomputed(example), stoppedBy: 'bad-checksum' },
      { text: example.slice(0, -1), stoppedBy: 'pattern' },
      ...(national?.counterExamples ?? []),
    ],
  };
}

export const bankAccounts: readonly DataIdentifier[] = IBAN_COUNTRIES.map(bankAccount);
