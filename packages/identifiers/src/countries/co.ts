import type { DataIdentifier } from '../data-identifier.ts';
import { ALWAYS_HIGH, MEDIUM_UNTIL_HUNDRED } from '../severity.ts';
import { allOf } from '../validators/all-of.ts';
import { never, neverAt } from '../validators/never.ts';
import { weightedFromRight } from '../validators/weighted.ts';

const WEIGHTS = [3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71];
const checkDigit = weightedFromRight(WEIGHTS, 11, (remainder) => (remainder < 2 ? remainder : 11 - remainder));
const NIT_SOURCES = ['https://www.dian.gov.co (NIT)', 'Orden administrativa DIAN 4/1989'];

export const colombia: readonly DataIdentifier[] = [
  {
    id: 'COLOMBIA_CITIZENSHIP_CARD_NUMBER',
    name: 'Citizenship card number (Colombia)',
    category: 'PERSONAL_INFORMATION',
    // Up to eight digits, or ten that begin with 1; none has nine.
    pattern: String.raw`\b(?:1\.\d{3}\.\d{3}\.\d{3}|1\d{9}|[1-9]\d{0,2}\.\d{3}\.\d{3}|[1-9]\d{5,8})\b`,
    keywords: ['cédula de ciudadanía', 'documento de identificación', 'cédula', 'documento de identidad'],
    keyword: 'required',
    validate: never(/^\d{9}$/),
    severity: ALWAYS_HIGH,
    recommended: false,
    sources: ['https://www.registraduria.gov.co (cédula de ciudadanía, NUIP)', 'Resolución 3571/2003'],
    examples: [
      'cédula de ciudadanía 1.032.456.789',
      'documento de identificación: 52123456',
      'Cédula de ciudadanía No. 79.123.456',
    ],
    counterExamples: [
      { text: 'cédula de ciudadanía 123456789', stoppedBy: 'never-issued' },
      { text: 'cédula de ciudadanía 2032456789', stoppedBy: 'pattern' },
      { text: 'pedido 1.032.456.789', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'COLOMBIA_INDIVIDUAL_NIT_NUMBER',
    name: 'Tax number of persons, NIT (Colombia)',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`\b(?:(?:1\.\d{3}\.\d{3}\.\d{3}|1\d{9}|[1-9]\d{0,2}\.\d{3}\.\d{3}|[1-9]\d{5,8})-\d|1\d{10})\b`,
    keywords: ['nit', 'nit.', 'nit#', 'n.i.t.'],
    keyword: 'required',
    // Nine digits that begin with 8 or 9 are an organization's.
    validate: allOf(never(/^[89]\d{9}$/), checkDigit),
    severity: ALWAYS_HIGH,
    recommended: false,
    sources: NIT_SOURCES,
    examples: ['NIT: 213.123.432-1', 'NIT 52123456-2', 'n.i.t. 1.032.456.789-7'],
    counterExamples: [
      { text: 'NIT: 213.123.432-2', stoppedBy: 'bad-checksum' },
      { text: 'NIT: 800.197.268-4', stoppedBy: 'never-issued' },
      { text: 'NIT: 213.123.432', stoppedBy: 'pattern' },
      { text: 'pedido 213.123.432-1', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'COLOMBIA_ORGANIZATION_NIT_NUMBER',
    name: 'Tax number of organizations, NIT (Colombia)',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`\b[89]\d{2}(?:\.\d{3}\.\d{3}|\d{6}|,\d{3},\d{3})[ -]?\d\b`,
    keywords: ['nit', 'nit.', 'nit#', 'n.i.t.'],
    keyword: 'required',
    validate: allOf(neverAt(1, '00000000'), checkDigit),
    severity: MEDIUM_UNTIL_HUNDRED,
    recommended: false,
    sources: NIT_SOURCES,
    examples: ['NIT: 800.197.268-4', 'nit 8600029644', 'N.I.T. 890903938-8'],
    counterExamples: [
      { text: 'NIT: 800.197.268-5', stoppedBy: 'bad-checksum' },
      { text: 'NIT: 800000000-0', stoppedBy: 'never-issued' },
      { text: 'NIT: 700.197.268-4', stoppedBy: 'pattern' },
      { text: 'pedido 800.197.268-4', stoppedBy: 'keyword-missing' },
    ],
  },
];
