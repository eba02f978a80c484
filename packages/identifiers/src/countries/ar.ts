import type { DataIdentifier } from '../data-identifier.ts';
import { ALWAYS_HIGH, MEDIUM_UNTIL_HUNDRED } from '../severity.ts';
import { allOf } from '../validators/all-of.ts';
import { luhn } from '../validators/luhn.ts';
import { never, neverAt, neverZero } from '../validators/never.ts';
import { weightedFromRight } from '../validators/weighted.ts';

/** A remainder of 10 is avoided by another prefix; of those issued all the same, the digit is 9. */
const checkDigit = weightedFromRight([2, 3, 4, 5, 6, 7], 11, (remainder) => {
  if (remainder === 0) return 0;
  return remainder === 1 ? 9 : 11 - remainder;
});
const issued = allOf(never(/^\d\d0{8}/), checkDigit);

function taxPattern(prefixes: string): string {
  return String.raw`\b(?:${prefixes})(?:\d{9}|-\d{8}-\d| \d{8} \d|-\d{8}/\d|\.\d{8}\.\d|-\d{2}\.\d{3}\.\d{3}-\d)\b`;
}

export const argentina: readonly DataIdentifier[] = [
  {
    id: 'ARGENTINA_DNI_NUMBER',
    name: 'National identity document, DNI (Argentina)',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`\b(?:\d{1,2}\.\d{3}\.\d{3}|\d{7,8})\b`,
    keywords: ['dni', 'dni#', 'd.n.i.', 'documento nacional de identidad'],
    keyword: 'required',
    validate: allOf(neverZero, never(/^9{8}$/), neverAt(0, '0')),
    severity: ALWAYS_HIGH,
    recommended: false,
    sources: ['Ley 17.671', 'https://www.argentina.gob.ar/interior/renaper'],
    examples: ['DNI: 20.123.456', 'documento nacional de identidad 35123456', 'd.n.i. 7654321'],
    counterExamples: [
      { text: 'DNI: 99.999.999', stoppedBy: 'never-issued' },
      { text: 'DNI: 00.000.000', stoppedBy: 'never-issued' },
      { text: 'DNI: 201.234.567', stoppedBy: 'pattern' },
      { text: 'pedido 20.123.456', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'ARGENTINA_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER',
    name: 'Taxpayer number of persons, CUIL and CUIT (Argentina)',
    category: 'PERSONAL_INFORMATION',
    pattern: taxPattern('2[03-7]'),
    keywords: [
      'argentina taxpayer id',
      'clave única de identificación tributaria',
      'cuil',
      'c.u.i.l',
      'cuit',
      'c.u.i.t',
      'número de identificación fiscal',
      'número de contribuyente',
      'unified labor identification code',
    ],
    keyword: 'required',
    validate: issued,
    severity: ALWAYS_HIGH,
    recommended: false,
    sources: ['https://www.anses.gob.ar (CUIL)', 'https://www.afip.gob.ar (CUIT)', 'Resolución General AFIP 10/1997'],
    examples: ['CUIL: 20-05536168-2', 'CUIT 20267565393', 'clave única de identificación tributaria 27-12345678-0'],
    counterExamples: [
      { text: 'CUIL: 20-05536168-3', stoppedBy: 'bad-checksum' },
      { text: 'CUIL: 20-00000000-1', stoppedBy: 'never-issued' },
      { text: 'CUIL: 21-05536168-2', stoppedBy: 'pattern' },
      { text: 'pedido 20-05536168-2', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'ARGENTINA_ORGANIZATION_TAX_IDENTIFICATION_NUMBER',
    name: 'Taxpayer number of organizations, CUIT (Argentina)',
    category: 'PERSONAL_INFORMATION',
    pattern: taxPattern('3[034]'),
    keywords: [
      'argentina taxpayer id',
      'clave única de identificación tributaria',
      'cuil',
      'c.u.i.l',
      'cuit',
      'c.u.i.t',
      'número de identificación fiscal',
      'número de contribuyente',
      'unified labor identification code',
    ],
    keyword: 'required',
    validate: issued,
    severity: MEDIUM_UNTIL_HUNDRED,
    recommended: false,
    sources: ['https://www.afip.gob.ar (CUIT)', 'Resolución General AFIP 10/1997'],
    examples: ['CUIT: 30-50001091-2', 'C.U.I.T 33693450239', 'número de contribuyente 34-99903208-9'],
    counterExamples: [
      { text: 'CUIT: 30-50001091-3', stoppedBy: 'bad-checksum' },
      { text: 'CUIT: 30-00000000-7', stoppedBy: 'never-issued' },
      { text: 'CUIT: 31-50001091-2', stoppedBy: 'pattern' },
      { text: 'pedido 30-50001091-2', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'ARGENTINA_TARJETA_SUBE',
    name: 'Public transport card, SUBE (Argentina)',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`\b6061(?:\d{12}|(?: \d{4}){3}|(?:-\d{4}){3})\b`,
    keywords: ['sistema único de boleto electrónico', 'sube'],
    keyword: 'required',
    validate: allOf(never(/^60610{12}$/), luhn),
    severity: MEDIUM_UNTIL_HUNDRED,
    recommended: false,
    sources: ['https://www.argentina.gob.ar/SUBE', 'ISO/IEC 7812-1'],
    examples: ['SUBE: 6061 2673 1234 5679', 'sistema único de boleto electrónico 6061267898765431'],
    counterExamples: [
      { text: 'SUBE: 6061 2673 1234 5674', stoppedBy: 'bad-checksum' },
      { text: 'SUBE: 6062 2673 1234 5679', stoppedBy: 'pattern' },
      { text: 'pedido 6061 2673 1234 5679', stoppedBy: 'keyword-missing' },
    ],
  },
];
