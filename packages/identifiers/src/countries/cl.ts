import type { DataIdentifier } from '../data-identifier.ts';
import { ALWAYS_HIGH } from '../severity.ts';
import { allOf } from '../validators/all-of.ts';
import { never } from '../validators/never.ts';
import { weightedFromRight } from '../validators/weighted.ts';

const checkCharacter = weightedFromRight([2, 3, 4, 5, 6, 7], 11, (remainder) => {
  if (remainder === 0) return 0;
  return remainder === 1 ? 'K' : 11 - remainder;
});

export const chile: readonly DataIdentifier[] = [
  {
    id: 'CHILE_RUT_NUMBER',
    name: 'National and tax number, RUN and RUT (Chile)',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`\b(?:\d{1,2}\.\d{3}\.\d{3}-?|\d{7,8}-?)[0-9Kk]\b`,
    keywords: [
      'identidad número',
      'nacional identidad',
      'national unique role',
      'nationaluniqueroleID#',
      'número identificación',
      'rol único nacional',
      'cédula de identidad',
      'rol único tributario',
      'run',
      'run#',
      'r.u.n.',
      'rut',
      'rut#',
      'r.u.t.',
      'unique national number',
      'unique national role',
      'unique tax registry',
      'unique tax role',
      'unique tributary number',
      'unique tributary role',
    ],
    keyword: 'required',
    validate: allOf(never(/^0+[0-9K]$/), checkCharacter),
    severity: ALWAYS_HIGH,
    recommended: false,
    sources: [
      'https://www.registrocivil.cl (RUN)',
      'https://www.sii.cl (RUT, dígito verificador)',
      'Decreto 18.996/1971',
    ],
    examples: ['RUT: 12.531.909-2', 'rut 76086428-5', 'rol único nacional 10.000.013-K'],
    counterExamples: [
      { text: 'RUT: 12.531.909-3', stoppedBy: 'bad-checksum' },
      { text: 'RUT: 00000000-0', stoppedBy: 'never-issued' },
      { text: 'RUT: 12.531.90-2', stoppedBy: 'pattern' },
      { text: 'pedido 12.531.909-2', stoppedBy: 'keyword-missing' },
    ],
  },
];
