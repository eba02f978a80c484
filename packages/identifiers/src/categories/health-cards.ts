import type { DataIdentifier, Validator } from '../data-identifier.ts';
import { ALWAYS_HIGH } from '../severity.ts';
import { allOf } from '../validators/all-of.ts';
import { luhn } from '../validators/luhn.ts';
import { never, neverAt, neverZero } from '../validators/never.ts';
import { nir } from '../validators/nir.ts';
import { onPart } from '../validators/on-part.ts';
import { digitsOf } from '../validators/text.ts';
import { weightedCheckDigit, weightedFromRight } from '../validators/weighted.ts';

/** ISO 3166 numeric codes of the countries that issue the card. */
const EHIC_COUNTRIES =
  '040|056|100|191|196|203|208|233|246|250|276|300|348|352|372|380|428|438|440|442|470|528|578|616|620|642|703|705|724|752|756|826';
const FINLAND = '246';

/** 80 (health), the country and fifteen digits, plain or grouped. */
function ehicPattern(countries: string): string {
  const inFours = countries.replace(/(\d\d)(\d)/g, '$1[ -]$2');
  return String.raw`\b80(?:(?:${inFours})\d{3}(?:[ -]\d{4}){3}|[ -]?(?:${countries})(?:\d{15}|(?:[ -]?\d{5}){3}|[ -]?\d{2}[ -]\d{13}|[ -]?\d{4,5}[ -]\d{10,11}))\b`;
}

const britishColumbia = onPart(
  (value) => digitsOf(value).slice(1),
  weightedCheckDigit([2, 4, 8, 5, 10, 9, 7, 3], 11, (remainder) => 11 - remainder),
);
/** British Columbia numbers begin with 9, which those of Ontario, also ten digits, can, too: these end with a Luhn digit. */
const personalHealthNumber: Validator = (value) =>
  digitsOf(value).startsWith('9') && britishColumbia(value) === null ? null : luhn(value);
/** By the name that British Columbia gives it, a number that begins with 9 is taken for one of there. */
const namedByBritishColumbia: Validator = (value) =>
  digitsOf(value).startsWith('9') ? britishColumbia(value) : luhn(value);
const CANADIAN = String.raw`\b(?:\d{10}|\d{4} \d{3} \d{3}|\d{4}-\d{3}-\d{3})\b`;

const NHS_CHECK = weightedFromRight([2, 3, 4, 5, 6, 7, 8, 9, 10], 11, (remainder) =>
  remainder === 0 ? 0 : 11 - remainder,
);
const GAP = '[ .-]?';

export const healthCards: readonly DataIdentifier[] = [
  {
    id: 'CANADA_HEALTH_NUMBER',
    name: 'Personal health number (Canada)',
    category: 'PERSONAL_INFORMATION',
    pattern: CANADIAN,
    keywords: ['msp number', 'personal healthcare number', 'phn', 'personal health number', 'bc services card'],
    keyword: 'required',
    validate: allOf(neverAt(0, '0'), namedByBritishColumbia),
    also: [
      {
        pattern: CANADIAN,
        keywords: ['canada healthcare number', 'soins de santé', 'health card number', 'ohip'],
        validate: allOf(neverAt(0, '0'), personalHealthNumber),
      },
    ],
    severity: ALWAYS_HIGH,
    recommended: false,
    sources: [
      'https://www2.gov.bc.ca (BC Services Card, personal health number; conformance standards, volume 3)',
      'Ontario Ministry of Health, Technical specification: health number, check digit',
    ],
    examples: ['PHN: 9698 658 215', 'msp number 9012372173', 'soins de santé 1234-567-897'],
    counterExamples: [
      { text: 'PHN: 9698 658 216', stoppedBy: 'bad-checksum' },
      // With the last digit that a number of Ontario would have.
      { text: 'PHN: 9698 658 219', stoppedBy: 'bad-checksum' },
      { text: 'OHIP 9698 658 216', stoppedBy: 'bad-checksum' },
      { text: 'PHN: 0000 000 000', stoppedBy: 'never-issued' },
      { text: 'PHN: 9698 658', stoppedBy: 'pattern' },
      { text: 'item 9698 658 215', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'EUROPEAN_HEALTH_INSURANCE_CARD_NUMBER',
    name: 'European health insurance card number',
    category: 'PERSONAL_INFORMATION',
    pattern: ehicPattern(EHIC_COUNTRIES),
    keywords: [
      'assicurazione sanitaria numero',
      'carta assicurazione numero',
      'carte d’assurance maladie',
      "carte européenne d'assurance maladie",
      'ceam',
      'ehic',
      'ehic#',
      'finlandehicnumber#',
      'gesundheitskarte',
      'hälsokort',
      'health card',
      'health card number',
      'health insurance card',
      'health insurance number',
      'insurance card number',
      'krankenversicherungskarte',
      'krankenversicherungsnummer',
      'medical account number',
      'numero conto medico',
      'numéro d’assurance maladie',
      'numéro de carte d’assurance',
      'numéro de compte medical',
      'número de cuenta médica',
      'número de seguro de salud',
      'número de tarjeta de seguro',
      'sairaanhoitokortin',
      'sairaanhoitokortti',
      'sairausvakuutuskortti',
      'sairausvakuutusnumero',
      'sjukförsäkring nummer',
      'sjukförsäkringskort',
      'suomi ehic-numero',
      'tarjeta de salud',
      'terveyskortti',
      'tessera sanitaria assicurazione numero',
      'versicherungsnummer',
      "carte d'assurance maladie",
      "numéro d'assurance maladie",
      "numéro de carte d'assurance",
    ],
    keyword: 'required',
    validate: never(/^80\d{3}0+$/),
    severity: ALWAYS_HIGH,
    recommended: false,
    sources: ['Decision S2 of the Administrative Commission, OJ C 106, 24.4.2010, p. 26', 'EN 1867', 'ISO 3166-1'],
    examples: [
      'EHIC: 80276000123456789012',
      'ceam 80 250 00012 34567 89012',
      'Gesundheitskarte 80040-00012-34567-89012',
      'EHIC 8027 6000 1234 5678 9012',
    ],
    counterExamples: [
      { text: 'EHIC: 80276000000000000000', stoppedBy: 'never-issued' },
      { text: 'EHIC: 80840000123456789012', stoppedBy: 'pattern' },
      { text: 'parcel 80276000123456789012', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'FINLAND_EUROPEAN_HEALTH_INSURANCE_NUMBER',
    name: 'European health insurance card number (Finland)',
    category: 'PERSONAL_INFORMATION',
    pattern: ehicPattern(FINLAND),
    keywords: [
      'ehic',
      'ehic#',
      'finland health insurance card',
      'finlandehicnumber#',
      'finska sjukförsäkringskort',
      'hälsokort',
      'health card',
      'health card number',
      'health insurance card',
      'health insurance number',
      'sairaanhoitokortin',
      'sairaanhoitokortti',
      'sairausvakuutuskortti',
      'sairausvakuutusnumero',
      'sjukförsäkring nummer',
      'sjukförsäkringskort',
      'suomen sairausvakuutuskortti',
      'suomi ehic-numero',
      'terveyskortti',
    ],
    keyword: 'required',
    validate: never(/^80\d{3}0+$/),
    severity: ALWAYS_HIGH,
    recommended: false,
    sources: ['Decision S2 of the Administrative Commission, OJ C 106, 24.4.2010, p. 26', 'https://www.kela.fi (EHIC)'],
    examples: ['EHIC: 80246000123456789012', 'sairaanhoitokortin numero 80 246 00012 34567 89012'],
    counterExamples: [
      { text: 'EHIC: 80246000000000000000', stoppedBy: 'never-issued' },
      { text: 'EHIC: 80276000123456789012', stoppedBy: 'pattern' },
      { text: 'parcel 80246000123456789012', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'FRANCE_HEALTH_INSURANCE_NUMBER',
    name: 'Health insurance number (France)',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`\b${['[123478]', String.raw`\d{2}`, String.raw`\d{2}`, String.raw`(?:\d{2}|2[ABab])`, String.raw`\d{3}`, String.raw`\d{3}`, String.raw`\d{2}`].join(GAP)}\b`,
    keywords: [
      "carte d'assuré social",
      'carte vitale',
      'insurance card',
      'carte d’assuré social',
      "numéro d'assuré",
      "n° d'assuré",
    ],
    keyword: 'required',
    validate: nir,
    severity: ALWAYS_HIGH,
    recommended: false,
    sources: ['https://www.ameli.fr (carte Vitale)', 'Décret n° 82-103 du 22 janvier 1982'],
    examples: ['carte Vitale 2 55 08 14 168 025 38', "carte d'assuré social 185057800608491"],
    counterExamples: [
      { text: 'carte Vitale 2 55 08 14 168 025 39', stoppedBy: 'bad-checksum' },
      { text: 'carte Vitale 2 55 13 14 168 025 38', stoppedBy: 'bad-format' },
      { text: 'colis 2 55 08 14 168 025 38', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'UK_NHS_NUMBER',
    name: 'National Health Service number (United Kingdom)',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`\b(?:\d{10}|\d{3} \d{3} \d{4}|\d{3}-\d{3}-\d{4})\b`,
    keywords: ['national health service', 'NHS'],
    keyword: 'required',
    // Numbers that begin with 999 are kept for tests.
    validate: allOf(neverZero, neverAt(0, '999'), NHS_CHECK),
    severity: ALWAYS_HIGH,
    recommended: false,
    sources: ['https://www.datadictionary.nhs.uk/attributes/nhs_number.html', 'DCB0149 / ISB 0149 NHS Number'],
    examples: ['NHS: 943 476 5919', 'National Health Service number 4010232137', 'nhs_number=450-557-7104'],
    counterExamples: [
      { text: 'NHS: 943 476 5918', stoppedBy: 'bad-checksum' },
      { text: 'NHS: 999 000 0018', stoppedBy: 'never-issued' },
      { text: 'NHS: 943 476 591', stoppedBy: 'pattern' },
      { text: 'item 943 476 5919', stoppedBy: 'keyword-missing' },
    ],
  },
];
