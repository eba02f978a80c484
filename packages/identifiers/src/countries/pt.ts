import type { DataIdentifier } from '../data-identifier.ts';
import { ALWAYS_HIGH } from '../severity.ts';
import { weightedCheckDigit } from '../validators/weighted.ts';

export const portugal: readonly DataIdentifier[] = [
  {
    id: 'PORTUGAL_TAX_IDENTIFICATION_NUMBER',
    name: 'NIF (Portugal)',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`\b[1-9]\d{2}(?:\d{6}|[ .]\d{3}[ .]\d{3})\b`,
    keywords: [
      'nif',
      'número de contribuinte',
      'numero de contribuinte',
      'contribuinte',
      'número de identificação fiscal',
      'nº contribuinte',
      'n.º contribuinte',
      'n.º de contribuinte',
      'número fiscal',
      'nif portugal',
      'n.i.f.',
    ],
    keyword: 'required',
    validate: weightedCheckDigit([9, 8, 7, 6, 5, 4, 3, 2], 11, (rest) => (rest < 2 ? 0 : 11 - rest)),
    severity: ALWAYS_HIGH,
    recommended: false,
    sources: ['Decreto-Lei n.º 14/2013'],
    examples: ['NIF: 123456789', '{"nif":"501442600"}'],
    counterExamples: [
      { text: 'NIF: 123456780', stoppedBy: 'bad-checksum' },
      { text: 'NIF: 012345678', stoppedBy: 'pattern' },
      { text: 'item 123456789', stoppedBy: 'keyword-missing' },
    ],
  },
];
