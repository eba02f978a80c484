import type { DataIdentifier } from '../data-identifier.ts';
import { ALWAYS_HIGH } from '../severity.ts';
import { luhn } from '../validators/luhn.ts';

export const sweden: readonly DataIdentifier[] = [
  {
    id: 'SWEDEN_PERSONAL_IDENTITY_NUMBER',
    name: 'Personnummer (Sweden)',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`\b(?:19|20)?(?P<value>\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]|[678]\d|9[01])[-+]?\d{4})\b`,
    keywords: [
      'personnummer',
      'personal identity number',
      'samordningsnummer',
      'pnr',
      'personnr',
      'pers nr',
      'persnr',
      'pers.nr',
      'personnr.',
      'swedish id',
      'swedish personal number',
    ],
    keyword: 'required',
    validate: luhn,
    severity: ALWAYS_HIGH,
    recommended: false,
    sources: ['Folkbokföringslag (1991:481), 18 §', 'https://www.skatteverket.se'],
    examples: ['personnummer: 811228-9874', '{"personnummer":"640823-3234"}'],
    counterExamples: [
      { text: 'personnummer: 811228-9875', stoppedBy: 'bad-checksum' },
      { text: 'personnummer: 811328-9874', stoppedBy: 'pattern' },
      { text: 'item 811228-9874', stoppedBy: 'keyword-missing' },
    ],
  },
];
