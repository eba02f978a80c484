import type { DataIdentifier } from '../data-identifier.ts';
import { ALWAYS_HIGH } from '../severity.ts';
import { luhn } from '../validators/luhn.ts';

export const southAfrica: readonly DataIdentifier[] = [
  {
    id: 'SOUTH_AFRICA_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'Identity number (South Africa)',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`\b\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{4}[01]\d{2}\b`,
    keywords: [
      'id number',
      'identity number',
      'south african id',
      'sa id',
      'rsa id',
      'identiteitsnommer',
      'id no',
      'id no.',
      'identity no',
      'id nr',
      'rsa id number',
      'said',
      'identity document',
    ],
    keyword: 'required',
    validate: luhn,
    severity: ALWAYS_HIGH,
    recommended: false,
    sources: ['Identification Act 68 of 1997'],
    examples: ['SA ID: 8001015009087', '{"id number":"9202204971082"}'],
    counterExamples: [
      { text: 'SA ID: 8001015009088', stoppedBy: 'bad-checksum' },
      { text: 'SA ID: 8013015009087', stoppedBy: 'pattern' },
      { text: 'item 8001015009087', stoppedBy: 'keyword-missing' },
    ],
  },
];
