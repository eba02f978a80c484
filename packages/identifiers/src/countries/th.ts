import type { DataIdentifier } from '../data-identifier.ts';
import { ALWAYS_HIGH } from '../severity.ts';
import { weightedCheckDigit } from '../validators/weighted.ts';

export const thailand: readonly DataIdentifier[] = [
  {
    id: 'THAILAND_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'Identification number (Thailand)',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`\b[1-8]-?\d{4}-?\d{5}-?\d{2}-?\d\b`,
    keywords: [
      'thai id',
      'thai national id',
      'citizen id',
      'บัตรประชาชน',
      'เลขประจำตัวประชาชน',
      'national id',
      'id card',
      'เลขบัตรประชาชน',
      'หมายเลขบัตรประชาชน',
      'บัตรประจำตัวประชาชน',
      'thai citizen id',
      'thai id card',
      'citizen id number',
    ],
    keyword: 'required',
    validate: weightedCheckDigit([13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2], 11, (rest) => (11 - rest) % 10),
    severity: ALWAYS_HIGH,
    recommended: false,
    sources: ['Civil Registration Act B.E. 2534 (1991)'],
    examples: ['Thai ID: 1-1017-00203-45-0', '{"thai id":"3-1006-00123-45-0"}'],
    counterExamples: [
      { text: 'Thai ID: 1-1017-00203-45-1', stoppedBy: 'bad-checksum' },
      { text: 'Thai ID: 9101700203450', stoppedBy: 'pattern' },
      { text: 'item 1-1017-00203-45-0', stoppedBy: 'keyword-missing' },
    ],
  },
];
