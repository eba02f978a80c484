import type { DataIdentifier } from '../data-identifier.ts';
import { ALWAYS_HIGH } from '../severity.ts';
import { weighted } from '../validators/weighted.ts';

export const poland: readonly DataIdentifier[] = [
  {
    id: 'POLAND_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'PESEL number (Poland)',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`\b\d{2}(?:[02468][1-9]|[13579][0-2])(?:0[1-9]|[12]\d|3[01])\d{5}\b`,
    keywords: ['pesel', 'numer pesel', 'nr pesel'],
    keyword: 'required',
    validate: weighted([1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1], 10),
    severity: ALWAYS_HIGH,
    recommended: false,
    sources: [
      'Ustawa z dnia 24 września 2010 r. o ewidencji ludności, art. 15',
      'https://www.gov.pl/web/gov/czym-jest-numer-pesel',
    ],
    examples: ['PESEL: 44051401359', '{"pesel":"85072312343"}'],
    counterExamples: [
      { text: 'PESEL: 44051401350', stoppedBy: 'bad-checksum' },
      { text: 'PESEL: 99139912345', stoppedBy: 'pattern' },
      { text: 'item 44051401359', stoppedBy: 'keyword-missing' },
    ],
  },
];
