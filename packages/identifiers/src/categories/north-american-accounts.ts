import type { DataIdentifier } from '../data-identifier.ts';
import { ALWAYS_HIGH } from '../severity.ts';
import { neverUniform } from '../validators/never.ts';

export const northAmericanAccounts: readonly DataIdentifier[] = [
  {
    id: 'BANK_ACCOUNT_NUMBER',
    name: 'Bank account number (Canada, United States)',
    category: 'FINANCIAL_INFORMATION',
    pattern: String.raw`\b\d{9,17}\b`,
    keywords: [
      'bank account',
      'bank acct',
      'checking account',
      'checking acct',
      'deposit account',
      'deposit acct',
      'savings account',
      'savings acct',
      'chequing account',
      'chequing acct',
    ],
    keyword: 'required',
    validate: neverUniform,
    severity: ALWAYS_HIGH,
    recommended: false,
    sources: [
      'Nacha Operating Rules, appendix 3 (DFI account number)',
      'https://docs.aws.amazon.com/macie/latest/user/mdis-reference-financial.html',
    ],
    examples: ['bank account: 123456789012', 'Checking Account 000123456789', 'chequing acct 12345678901234567'],
    counterExamples: [
      { text: 'bank account: 000000000', stoppedBy: 'never-issued' },
      { text: 'bank account: 12345678', stoppedBy: 'pattern' },
      { text: 'bank account: 123456789012345678', stoppedBy: 'pattern' },
      { text: 'order 123456789012', stoppedBy: 'keyword-missing' },
    ],
  },
];
