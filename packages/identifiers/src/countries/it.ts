import type { DataIdentifier } from '../data-identifier.ts';
import { ALWAYS_HIGH, MEDIUM_THEN_HIGH } from '../severity.ts';
import { codiceFiscale } from '../validators/codice-fiscale.ts';
import { neverZero } from '../validators/never.ts';

const L = '[A-Za-z]';
/** A digit, or the letter in its place when two people would share a code. */
const D = '[0-9L-NP-Vl-np-v]';

export const italy: readonly DataIdentifier[] = [
  {
    id: 'ITALY_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'Codice fiscale (Italy)',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`\b${L}{3}[ -]?${L}{3}[ -]?${D}{2}[A-EHLMPRSTa-ehlmprst]${D}{2}[ -]?${L}${D}{3}[ -]?${L}\b`,
    // Macie's list, which has the name of the code cut short, and the whole name.
    keywords: [
      'codice fiscal',
      'dati anagrafici',
      'ehic',
      'health card',
      'health insurance card',
      'p. iva',
      'partita i.v.a.',
      'personal data',
      'tax code',
      'tessera sanitaria',
      'partita iva',
      'p iva',
      'codice fiscale',
      'cod. fiscale',
      'cod fisc',
      'c.f.',
      'cf',
      'cod. fisc.',
      'cod fiscale',
    ],
    keyword: 'required',
    validate: codiceFiscale,
    severity: ALWAYS_HIGH,
    recommended: true,
    sources: ['Decreto ministeriale 23 dicembre 1976, n. 13813', 'https://www.agenziaentrate.gov.it'],
    examples: [
      'codice fiscale RSSMRA85T10A562S',
      'tax code: BNC LRA 92E55 F205 G',
      'tessera sanitaria RSSMRAURTMLARSNL',
    ],
    counterExamples: [
      { text: 'codice fiscale RSSMRA85T10A562T', stoppedBy: 'bad-checksum' },
      { text: 'codice fiscale RSSMRA85T35A562S', stoppedBy: 'bad-format' },
      { text: 'codice fiscale RSSMRA85F10A562S', stoppedBy: 'pattern' },
      { text: 'articolo RSSMRA85T10A562S', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'ITALY_PASSPORT_NUMBER',
    name: 'Passport number (Italy)',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`\b[A-Za-z]{2}\d{7}\b`,
    keywords: [
      'italian passport number',
      'numéro passeport',
      'numéro passeport italien',
      'passaporto',
      'passaporto italiana',
      'passaporto numero',
      'passport number',
      'repubblica italiana passaporto',
      'passport',
      'passport no',
    ],
    keyword: 'required',
    validate: neverZero,
    severity: MEDIUM_THEN_HIGH,
    recommended: true,
    sources: ['https://www.consilium.europa.eu/prado/en/search-by-document-country.html (Italy)', 'ICAO Doc 9303'],
    examples: ['passaporto YA1234567', 'Passport number: AA8907654'],
    counterExamples: [
      { text: 'passaporto YA123456', stoppedBy: 'pattern' },
      { text: 'passaporto YA0000000', stoppedBy: 'never-issued' },
      { text: 'articolo YA1234567', stoppedBy: 'keyword-missing' },
    ],
  },
];
