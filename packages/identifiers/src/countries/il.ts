import type { DataIdentifier } from '../data-identifier.ts';
import { ALWAYS_HIGH } from '../severity.ts';
import { allOf } from '../validators/all-of.ts';
import { luhn } from '../validators/luhn.ts';
import { neverZero } from '../validators/never.ts';

export const israel: readonly DataIdentifier[] = [
  {
    id: 'ISRAEL_IDENTIFICATION_NUMBER',
    name: 'Identity number (Israel)',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`\b\d{8}-?\d\b`,
    keywords: [
      'teudat zehut',
      'mispar zehut',
      'israeli id',
      'israel id',
      'תעודת זהות',
      'מספר זהות',
      'ת.ז',
      'ת.ז.',
      'ת"ז',
      'id number',
      'identity number',
      'national id',
      'israeli identity',
    ],
    keyword: 'required',
    validate: allOf(neverZero, luhn),
    severity: ALWAYS_HIGH,
    recommended: false,
    sources: ['Population Registry Law, 5725-1965'],
    examples: ['Israeli ID: 039337423', '{"teudat zehut":"123456782"}'],
    counterExamples: [
      { text: 'Israeli ID: 039337424', stoppedBy: 'bad-checksum' },
      { text: 'teudat zehut: 000000000', stoppedBy: 'never-issued' },
      { text: 'Israeli ID: 12345678', stoppedBy: 'pattern' },
      { text: 'item 039337423', stoppedBy: 'keyword-missing' },
    ],
  },
];
