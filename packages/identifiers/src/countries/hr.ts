import type { DataIdentifier } from '../data-identifier.ts';
import { ALWAYS_HIGH } from '../severity.ts';
import { allOf } from '../validators/all-of.ts';
import { iso7064Mod11And10 } from '../validators/iso7064.ts';
import { neverUniform } from '../validators/never.ts';

export const croatia: readonly DataIdentifier[] = [
  {
    id: 'CROATIA_PERSONAL_IDENTIFICATION_NUMBER',
    name: 'OIB (Croatia)',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`\b\d{11}\b`,
    keywords: ['oib', 'osobni identifikacijski broj', 'o.i.b.', 'croatian id'],
    keyword: 'required',
    validate: allOf(neverUniform, iso7064Mod11And10),
    severity: ALWAYS_HIGH,
    recommended: false,
    sources: ['Zakon o osobnom identifikacijskom broju, NN 60/08'],
    examples: ['OIB: 33392005961', '{"oib":"69435123456"}'],
    counterExamples: [
      { text: 'OIB: 33392005962', stoppedBy: 'bad-checksum' },
      { text: 'oib: 11111111111', stoppedBy: 'never-issued' },
      { text: 'OIB: 333920059', stoppedBy: 'pattern' },
      { text: 'item 33392005961', stoppedBy: 'keyword-missing' },
    ],
  },
];
