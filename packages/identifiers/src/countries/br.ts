import type { DataIdentifier } from '../data-identifier.ts';
import { ALWAYS_HIGH } from '../severity.ts';
import { allOf } from '../validators/all-of.ts';
import { neverUniform } from '../validators/never.ts';
import { weightedCheckDigit } from '../validators/weighted.ts';

const cpfDigit = (remainder: number): number => (remainder < 2 ? 0 : 11 - remainder);

export const brazil: readonly DataIdentifier[] = [
  {
    id: 'BRAZIL_CPF_NUMBER',
    name: 'Individual taxpayer number, CPF (Brazil)',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`\b(?:\d{3}\.\d{3}\.\d{3}[-./ ]?\d{2}|\d{3} \d{3} \d{3}[- ]\d{2}|\d{3}-\d{3}-\d{3}-\d{2}|\d{9}-?\d{2})\b`,
    keywords: [
      'cadastro de pessoa física',
      'cadastro de pessoa fisica',
      'cadastro de pessoas físicas',
      'cadastro de pessoas fisicas',
      'cadastro nacional da pessoa jurídica',
      'cadastro nacional da pessoa juridica',
      'cnpj',
      'cpf',
    ],
    keyword: 'required',
    validate: allOf(
      neverUniform,
      weightedCheckDigit([10, 9, 8, 7, 6, 5, 4, 3, 2], 11, cpfDigit),
      weightedCheckDigit([11, 10, 9, 8, 7, 6, 5, 4, 3, 2], 11, cpfDigit),
    ),
    severity: ALWAYS_HIGH,
    recommended: true,
    sources: ['https://www.gov.br/receitafederal (CPF)', 'Instrução Normativa RFB nº 2.172/2024'],
    examples: ['CPF: 390.533.447-05', 'cpf 52998224725', 'CPF 529 982 247 25'],
    counterExamples: [
      { text: 'CPF: 390.533.447-06', stoppedBy: 'bad-checksum' },
      { text: 'CPF: 390.533.447-15', stoppedBy: 'bad-checksum' },
      { text: 'CPF: 111.111.111-11', stoppedBy: 'never-issued' },
      { text: 'CPF: 390.533.447', stoppedBy: 'pattern' },
      { text: 'pedido 390.533.447-05', stoppedBy: 'keyword-missing' },
    ],
  },
];
