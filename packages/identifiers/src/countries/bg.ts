import type { DataIdentifier } from '../data-identifier.ts';
import { ALWAYS_HIGH } from '../severity.ts';
import { weightedCheckDigit } from '../validators/weighted.ts';

export const bulgaria: readonly DataIdentifier[] = [
  {
    id: 'BULGARIA_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'EGN (Bulgaria)',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`\b\d{2}(?:[024][1-9]|[135][0-2])(?:0[1-9]|[12]\d|3[01])\d{4}\b`,
    keywords: ['egn', 'егн', 'единен граждански номер'],
    keyword: 'required',
    validate: weightedCheckDigit([2, 4, 8, 5, 10, 9, 7, 3, 6], 11, (rest) => rest % 10),
    severity: ALWAYS_HIGH,
    recommended: false,
    sources: ['Закон за гражданската регистрация, чл. 11'],
    examples: ['EGN: 7523169263', '{"egn":"8012011238"}'],
    counterExamples: [
      { text: 'EGN: 7523169264', stoppedBy: 'bad-checksum' },
      { text: 'EGN: 8099011234', stoppedBy: 'pattern' },
      { text: 'item 7523169263', stoppedBy: 'keyword-missing' },
    ],
  },
];
