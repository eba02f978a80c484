import type { DataIdentifier } from '../data-identifier.ts';
import { ALWAYS_HIGH, LOW_TO_HIGH } from '../severity.ts';
import { allOf } from '../validators/all-of.ts';
import { cnpj } from '../validators/cnpj.ts';
import { never, neverAt, neverUniform } from '../validators/never.ts';
import { weightedCheckDigit } from '../validators/weighted.ts';

const cpfDigit = (remainder: number): number => (remainder < 2 ? 0 : 11 - remainder);

/** One list for persons and legal entities, as Macie has it. */
const TAX_KEYWORDS: readonly string[] = [
  'cadastro de pessoa física',
  'cadastro de pessoa fisica',
  'cadastro de pessoas físicas',
  'cadastro de pessoas fisicas',
  'cadastro nacional da pessoa jurídica',
  'cadastro nacional da pessoa juridica',
  'cnpj',
  'cpf',
];

export const brazil: readonly DataIdentifier[] = [
  {
    id: 'BRAZIL_CPF_NUMBER',
    name: 'Individual taxpayer number, CPF (Brazil)',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`\b(?:\d{3}\.\d{3}\.\d{3}[-./ ]?\d{2}|\d{3} \d{3} \d{3}[- ]\d{2}|\d{3}-\d{3}-\d{3}-\d{2}|\d{9}-?\d{2})\b`,
    keywords: TAX_KEYWORDS,
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
  {
    id: 'BRAZIL_CNPJ_NUMBER',
    name: 'Number of legal entities, CNPJ (Brazil)',
    category: 'PERSONAL_INFORMATION',
    // Letters are issued from July 2026 on, in capitals.
    pattern: String.raw`\b[0-9A-Z]{2}(?:\.[0-9A-Z]{3}\.[0-9A-Z]{3}/[0-9A-Z]{4}-?|[0-9A-Z]{6}/?[0-9A-Z]{4}-?)\d{2}\b`,
    keywords: TAX_KEYWORDS,
    keyword: 'required',
    validate: allOf(neverUniform, cnpj),
    severity: ALWAYS_HIGH,
    recommended: false,
    sources: ['Instrução Normativa RFB nº 2.119/2022', 'Instrução Normativa RFB nº 2.229/2024 (CNPJ alfanumérico)'],
    examples: ['CNPJ: 16.727.230/0001-97', 'cnpj 00000000000191', 'CNPJ 12.ABC.345/01DE-35'],
    counterExamples: [
      { text: 'CNPJ: 16.727.230/0001-98', stoppedBy: 'bad-checksum' },
      { text: 'CNPJ: 00.000.000/0000-00', stoppedBy: 'never-issued' },
      { text: 'CNPJ: 16.727.230/001-97', stoppedBy: 'pattern' },
      { text: 'pedido 16.727.230/0001-97', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'BRAZIL_RG_NUMBER',
    name: 'General register of identity, RG (Brazil)',
    category: 'PERSONAL_INFORMATION',
    // Each state has its own check character, so none is verified. Longer numbers are taken whole and refused.
    pattern: String.raw`\b(?:\d{1,3}(?:\.\d{3}){3}|\d{1,2}\.\d{3}\.\d{3}(?:-?[0-9Xx])?|\d{7,8}-?[0-9Xx])\b`,
    keywords: ['registro geral', 'rg', 'carteira de identidade', 'cédula de identidade'],
    keyword: 'required',
    validate: allOf(never(/^(.)\1*.$/), never(/^\d{10,}$/, 'bad-format')),
    severity: ALWAYS_HIGH,
    recommended: false,
    sources: ['Lei nº 7.116/1983', 'Decreto nº 10.977/2022'],
    examples: ['RG: 24.678.131-4', 'registro geral 391234568', 'RG 10.234.567-X'],
    counterExamples: [
      { text: 'RG: 00.000.000-0', stoppedBy: 'never-issued' },
      { text: 'RG: 1.032.456.789', stoppedBy: 'bad-format' },
      { text: 'RG: 24.678.13-4', stoppedBy: 'pattern' },
      { text: 'pedido 24.678.131-4', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'BRAZIL_CEP_CODE',
    name: 'Postal code, CEP (Brazil)',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`\b(?:\d{2}\.\d{3}-\d{3}|\d{5}-\d{3}|\d{8})\b`,
    keywords: [
      'cep',
      'código de endereçamento postal',
      'codigo de endereçamento postal',
      'código postal',
      'codigo postal',
    ],
    keyword: 'required',
    // São Paulo's 01000-000 is the lowest.
    validate: neverAt(0, '00'),
    severity: LOW_TO_HIGH,
    recommended: false,
    sources: ['https://www.correios.com.br (CEP)'],
    examples: [
      'CEP: 01310-100',
      'código postal 20040-020',
      'cep 70.040-010',
      'codigo de endereçamento postal 04538133',
    ],
    counterExamples: [
      { text: 'CEP: 00310-100', stoppedBy: 'never-issued' },
      { text: 'CEP: 0131-100', stoppedBy: 'pattern' },
      { text: 'pedido 01310-100', stoppedBy: 'keyword-missing' },
    ],
  },
];
