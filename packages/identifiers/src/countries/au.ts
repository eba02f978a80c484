import type { DataIdentifier } from '../data-identifier.ts';
import { ALWAYS_HIGH } from '../severity.ts';
import { allOf } from '../validators/all-of.ts';
import { byLength } from '../validators/by-length.ts';
import { neverZero } from '../validators/never.ts';
import { weighted } from '../validators/weighted.ts';

export const australia: readonly DataIdentifier[] = [
  {
    id: 'AUSTRALIA_TAX_FILE_NUMBER',
    name: 'Tax file number (Australia)',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`\b(?:\d{3} \d{3} \d{3}|\d{3}-\d{3}-\d{3}|\d{2} \d{3} \d{3}|\d{2}-\d{3}-\d{3}|\d{8,9})\b`,
    keywords: ['tax file number', 'tfn'],
    keyword: 'required',
    validate: allOf(
      neverZero,
      byLength({ 8: weighted([10, 7, 8, 4, 6, 3, 5, 1], 11), 9: weighted([1, 4, 3, 7, 5, 8, 6, 9, 10], 11) }),
    ),
    severity: ALWAYS_HIGH,
    recommended: true,
    sources: ['https://softwaredevelopers.ato.gov.au (TFN algorithm)', 'Taxation Administration Act 1953, part VA'],
    examples: ['TFN: 123 456 782', 'tax file number 876543210', 'tfn 37118629'],
    counterExamples: [
      { text: 'TFN: 123 456 783', stoppedBy: 'bad-checksum' },
      { text: 'TFN: 000 000 000', stoppedBy: 'never-issued' },
      { text: 'TFN: 1234567', stoppedBy: 'pattern' },
      { text: 'order 123 456 782', stoppedBy: 'keyword-missing' },
    ],
  },
];
