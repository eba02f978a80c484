import type { DataIdentifier } from '../data-identifier.ts';
import { ALWAYS_HIGH } from '../severity.ts';
import { allOf } from '../validators/all-of.ts';
import { neverZero } from '../validators/never.ts';
import { weighted } from '../validators/weighted.ts';

export const netherlands: readonly DataIdentifier[] = [
  {
    id: 'NETHERLANDS_CITIZEN_SERVICE_NUMBER',
    name: 'Burgerservicenummer (Netherlands)',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`\b(?:\d{9}|\d{3}[ .]\d{3}[ .]\d{3}|\d{4}[ .]\d{2}[ .]\d{3})\b`,
    keywords: [
      'bsn',
      'burgerservicenummer',
      'sofinummer',
      'sofi nummer',
      'citizen service number',
      'bsn nummer',
      'bsn nr',
      'burger service nummer',
      'persoonsnummer',
      'dutch bsn',
    ],
    keyword: 'required',
    validate: allOf(neverZero, weighted([9, 8, 7, 6, 5, 4, 3, 2, -1], 11)),
    severity: ALWAYS_HIGH,
    recommended: false,
    sources: ['Wet algemene bepalingen burgerservicenummer', 'https://www.rvig.nl/burgerservicenummer'],
    examples: ['BSN: 111222333', '{"bsn":"123456782"}'],
    counterExamples: [
      { text: 'BSN: 111222334', stoppedBy: 'bad-checksum' },
      { text: 'bsn: 000000000', stoppedBy: 'never-issued' },
      { text: 'BSN: 12345678', stoppedBy: 'pattern' },
      { text: 'item 111222333', stoppedBy: 'keyword-missing' },
    ],
  },
];
