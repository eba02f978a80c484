import type { CounterExample, IdentifierForm } from '../data-identifier.ts';
import { allOf } from '../validators/all-of.ts';
import { frenchAccount, italianAccount, spanishAccount } from '../validators/national-account.ts';
import { never, neverAt, neverUniform } from '../validators/never.ts';

/** The national number of an account (BBAN), which needs a keyword where its IBAN does not. */
export interface NationalAccount {
  readonly form: IdentifierForm;
  readonly sources: readonly string[];
  readonly examples: readonly string[];
  readonly counterExamples: readonly CounterExample[];
}

const GAP = '[ -]?';

/** With the country and check digits of an IBAN in front the number is taken whole and refused: the IBAN is reported itself. */
function bban(country: string, ...parts: readonly string[]): string {
  return String.raw`(?i:\b(?:${country}\d{2}${GAP})?${parts.join(GAP)}\b)`;
}

function notIban(country: string): ReturnType<typeof never> {
  return never(new RegExp(`^${country}[0-9]{2}.{14}`), 'bad-format');
}

const COMMON = [
  'account code',
  'account number',
  'accountno#',
  'accountnumber#',
  'bban',
  'customer account id',
  'customer account number',
  'customer bank account id',
  'iban',
];

/** By the country's code in ISO 13616. */
export const NATIONAL_ACCOUNTS: Readonly<Record<string, NationalAccount>> = {
  FR: {
    form: {
      pattern: bban('FR', String.raw`\d{5}`, String.raw`\d{5}`, '[0-9A-Z]{11}', String.raw`\d{2}`),
      keywords: [...COMMON, 'code bancaire', 'compte bancaire', 'numéro de compte'],
      validate: allOf(notIban('FR'), neverUniform, frenchAccount),
    },
    sources: ['CFONB, relevé d’identité bancaire'],
    examples: ['numéro de compte 20041 01005 0500013M026 06', 'BBAN: 20041010050500013M02606'],
    counterExamples: [
      { text: 'BBAN: 20041010050500013M02607', stoppedBy: 'bad-checksum' },
      { text: 'colis 20041010050500013M02606', stoppedBy: 'keyword-missing' },
    ],
  },
  DE: {
    form: {
      // Bank code, then the account number filled up with zeros; neither has a check of its own.
      pattern: bban('DE', String.raw`[1-8]\d{2} ?\d{3} ?\d{2}`, String.raw`\d{10}`),
      keywords: [...COMMON, 'bankleitzahl', 'geheimzahl', 'kartennummer', 'kontonummer', 'kreditkartennummer', 'sepa'],
      validate: allOf(notIban('DE'), neverUniform, neverAt(-10, '0000000000')),
    },
    sources: ['Deutsche Bundesbank, Bankleitzahlen'],
    examples: ['Kontonummer 37040044 0532013000', 'BBAN 370400440532013000'],
    counterExamples: [
      { text: 'BBAN 370400440000000000', stoppedBy: 'never-issued' },
      { text: 'Artikel 370400440532013000', stoppedBy: 'keyword-missing' },
    ],
  },
  IT: {
    form: {
      pattern: bban('IT', '[A-Z]', String.raw`\d{5}`, String.raw`\d{5}`, '[0-9A-Z]{12}'),
      keywords: [...COMMON, 'codice bancario', 'conto bancario', 'numero di conto'],
      validate: allOf(notIban('IT'), italianAccount),
    },
    sources: ['ABI, coordinate bancarie nazionali (BBAN)'],
    examples: ['numero di conto X 05428 11101 000000123456', 'BBAN: X0542811101000000123456'],
    counterExamples: [
      { text: 'BBAN: Y0542811101000000123456', stoppedBy: 'bad-checksum' },
      { text: 'articolo X0542811101000000123456', stoppedBy: 'keyword-missing' },
    ],
  },
  ES: {
    form: {
      pattern: bban('ES', String.raw`\d{4}`, String.raw`\d{4}`, String.raw`\d{2}`, String.raw`\d{10}`),
      keywords: [
        ...COMMON,
        'código cuenta',
        'código cuenta bancaria',
        'cuenta cliente id',
        'número cuenta bancaria cliente',
        'número cuenta cliente',
      ],
      validate: allOf(notIban('ES'), neverUniform, spanishAccount),
    },
    sources: ['Consejo Superior Bancario, código cuenta cliente'],
    examples: ['código cuenta bancaria 2100 0418 45 0200051332', 'BBAN: 21000418450200051332'],
    counterExamples: [
      { text: 'BBAN: 21000418460200051332', stoppedBy: 'bad-checksum' },
      { text: 'pedido 21000418450200051332', stoppedBy: 'keyword-missing' },
    ],
  },
  GB: {
    form: {
      // Bank, sort code and account; the bank is left out on cheques and cards.
      pattern: bban(
        'GB',
        String.raw`(?:[A-Z]{4}${GAP}\d{6}|[A-Z]{4}${GAP}\d{2}(?:-\d{2}){2}|\d{2}(?:-\d{2}){2})`,
        String.raw`\d{8}`,
      ),
      keywords: [...COMMON, 'sepa'],
      validate: allOf(notIban('GB'), neverAt(-8, '00000000'), never(/^[A-Z]*([0-9])\1*$/)),
    },
    sources: ['UK Payments, sort codes'],
    examples: ['account number NWBK 601613 31926819', 'BBAN: NWBK60161331926819', 'account number 60-16-13 31926819'],
    counterExamples: [
      { text: 'BBAN: NWBK60161300000000', stoppedBy: 'never-issued' },
      { text: 'item NWBK60161331926819', stoppedBy: 'keyword-missing' },
    ],
  },
};
