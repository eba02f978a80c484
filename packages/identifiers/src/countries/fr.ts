import type { DataIdentifier } from '../data-identifier.ts';
import { ALWAYS_HIGH, MEDIUM_THEN_HIGH } from '../severity.ts';
import { allOf } from '../validators/all-of.ts';
import { never, neverZero } from '../validators/never.ts';
import { nir } from '../validators/nir.ts';
import { remainderKey } from '../validators/remainder-key.ts';

const GAP = '[ .-]?';
const NIR_GROUPS: readonly string[] = [
  '[123478]',
  '[0-9]{2}',
  '[0-9]{2}',
  '(?:[0-9]{2}|2[ABab])',
  '[0-9]{3}',
  '[0-9]{3}',
  '[0-9]{2}',
];

export const france: readonly DataIdentifier[] = [
  {
    id: 'FRANCE_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'Social security number, NIR (France)',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`\b${NIR_GROUPS.join(GAP)}\b`,
    keywords: [
      'assurance sociale',
      'carte nationale d’identité',
      'cni',
      'code sécurité sociale',
      'French social security number',
      'fssn#',
      'insee',
      'insurance number',
      'national id number',
      'nationalid#',
      "numéro d'assurance",
      'sécurité sociale',
      'sécurité sociale non.',
      'sécurité sociale numéro',
      'social',
      'social security',
      'social security number',
      'socialsecuritynumber',
      'ss#',
      'ssn',
      'ssn#',
      'nir',
      'numéro de sécu',
      'assuré social',
    ],
    keyword: 'required',
    validate: nir,
    severity: ALWAYS_HIGH,
    recommended: true,
    sources: ['https://www.insee.fr/fr/metadonnees/definition/c1409', 'Décret n° 82-103 du 22 janvier 1982'],
    examples: [
      'INSEE: 2 55 08 14 168 025 38',
      'numéro de sécurité sociale 185057800608491',
      'insee 1 69 05 2A 588 157 67',
    ],
    counterExamples: [
      { text: 'INSEE: 2 55 08 14 168 025 39', stoppedBy: 'bad-checksum' },
      { text: 'INSEE: 2 55 13 14 168 025 38', stoppedBy: 'bad-format' },
      { text: 'INSEE: 2 55 08 14 168 000 63', stoppedBy: 'never-issued' },
      { text: 'INSEE: 2 55 08 14 168 025', stoppedBy: 'pattern' },
      { text: 'colis 2 55 08 14 168 025 38', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'FRANCE_TAX_IDENTIFICATION_NUMBER',
    name: 'Tax identification number, SPI (France)',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`\b[0-3]\d(?: \d{2} \d{3} \d{3} \d{3}|-\d{2}-\d{3}-\d{3}-\d{3}|\d{11})\b`,
    // Macie's list, which has the name cut short, and the names in use.
    keywords: [
      "numéro d'identification fiscal",
      'tax id',
      'tax identification number',
      'tax number',
      'tin',
      'tin#',
      "numéro d'identification fiscale",
      'numéro fiscal',
    ],
    keyword: 'required',
    validate: allOf(neverZero, remainderKey(511, 3)),
    severity: ALWAYS_HIGH,
    recommended: true,
    sources: ['https://ec.europa.eu/taxation_customs/tin/ (France)', 'Code général des impôts, article 1649 ter'],
    examples: ["numéro d'identification fiscale 30 23 217 600 053", 'Tax ID: 0701987654382', 'TIN 1234567890066'],
    counterExamples: [
      { text: 'Tax ID: 30 23 217 600 054', stoppedBy: 'bad-checksum' },
      { text: 'Tax ID: 0000000000000', stoppedBy: 'never-issued' },
      { text: 'Tax ID: 4023217600053', stoppedBy: 'pattern' },
      { text: 'colis 0701987654382', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'FRANCE_PASSPORT_NUMBER',
    name: 'Passport number (France)',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`\b\d{2} ?[A-Za-z]{2} ?\d{5}\b`,
    keywords: ['numéro de passeport', 'passeport', 'passeport #', 'passeport n °', 'passeport non', 'passport'],
    keyword: 'required',
    validate: never(/0{5}$/),
    severity: MEDIUM_THEN_HIGH,
    recommended: true,
    sources: ['https://www.consilium.europa.eu/prado/en/search-by-document-country.html (France)', 'ICAO Doc 9303'],
    examples: ['numéro de passeport 12AB34567', 'Passeport: 09PF20135'],
    counterExamples: [
      { text: 'Passeport: 12AB3456', stoppedBy: 'pattern' },
      { text: 'Passeport: 12AB00000', stoppedBy: 'never-issued' },
      { text: 'article 12AB34567', stoppedBy: 'keyword-missing' },
    ],
  },
];
