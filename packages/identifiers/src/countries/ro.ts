import type { DataIdentifier } from '../data-identifier.ts';
import { ALWAYS_HIGH } from '../severity.ts';
import { weightedCheckDigit } from '../validators/weighted.ts';

export const romania: readonly DataIdentifier[] = [
  {
    id: 'ROMANIA_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'Cod numeric personal (Romania)',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`\b[1-9]\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{6}\b`,
    keywords: ['cnp', 'cod numeric personal', 'c.n.p.', 'codul numeric personal'],
    keyword: 'required',
    validate: weightedCheckDigit([2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9], 11, (rest) => (rest === 10 ? 1 : rest)),
    severity: ALWAYS_HIGH,
    recommended: false,
    sources: ['Legea nr. 105/1996 privind evidența populației'],
    examples: ['CNP: 1890507123455', '{"cnp":"2951123409879"}'],
    counterExamples: [
      { text: 'CNP: 1890507123456', stoppedBy: 'bad-checksum' },
      { text: 'CNP: 0890507123456', stoppedBy: 'pattern' },
      { text: 'item 1890507123455', stoppedBy: 'keyword-missing' },
    ],
  },
];
