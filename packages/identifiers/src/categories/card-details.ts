import type { DataIdentifier } from '../data-identifier.ts';
import { LOW_TO_HIGH, MEDIUM_THEN_HIGH } from '../severity.ts';
import { cardExpiry } from '../validators/card-expiry.ts';
import { soleNumber } from '../validators/sole-number.ts';

const MONTH = '(?:0[1-9]|1[0-2])';
const MONTH_NAME =
  '(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const YEAR = String.raw`(?:20)?\d{2}`;
/** From a value to the next one's name in a form, a query or an object, and from the name to its value. */
const BETWEEN = String.raw`["']?[,;& \t\r\n]{1,12}["']?`;
const IS = String.raw`["']?[ \t]{0,2}[:=][ \t]{0,2}["']?`;

const EXPIRY_FORMS: readonly string[] = [
  // Whole dates are taken as such, so that no part of them looks like an expiry date; the validator refuses them.
  String.raw`\b\d{1,4}(?:[/.-]\d{1,4}){2,4}`,
  String.raw`\b\d{1,2}[ /-]${MONTH_NAME}(?:, |[ /-]{1,2})20\d{2}\b`,
  String.raw`\b${MONTH} ?[/-] ?${YEAR}\b`,
  String.raw`\b20\d{2}[/-]${MONTH}\b`,
  String.raw`\b${MONTH_NAME}\.?[ /-]?${YEAR}\b`,
  String.raw`\b${YEAR}[ /-]${MONTH_NAME}\b`,
  String.raw`\b(?:0?[1-9]|1[0-2])${BETWEEN}(?i:exp[ _-]?y(?:ear)?)${IS}${YEAR}\b`,
  String.raw`\b${YEAR}${BETWEEN}(?i:exp[ _-]?m(?:onth)?)${IS}(?:0?[1-9]|1[0-2])\b`,
];

/** Likewise the groups of a card number, and numbers joined by other signs. */
const LONGER_NUMBERS: readonly string[] = [
  String.raw`\d{4}(?:[ -]\d{4}){2,3}(?:[ -]\d{1,3})?`,
  String.raw`\d{4}[ -]\d{6}[ -]\d{4,5}`,
  String.raw`\d{1,8}(?:[./:-]\d{1,8}){1,8}`,
];

export const cardDetails: readonly DataIdentifier[] = [
  {
    id: 'CREDIT_CARD_EXPIRATION',
    name: 'Credit card expiration date',
    category: 'FINANCIAL_INFORMATION',
    pattern: EXPIRY_FORMS.join('|'),
    // Macie's list, the words that it cuts short, and what is printed on cards.
    keywords: [
      'exp d',
      'exp m',
      'exp y',
      'expiration',
      'expiry',
      'exp date',
      'exp month',
      'exp year',
      'exp. date',
      'valid thru',
      'exp',
      'valid until',
      'good thru',
      'gültig bis',
      'caducidad',
      'fecha de vencimiento',
      'scadenza',
      'validade',
    ],
    keyword: 'required',
    validate: cardExpiry,
    severity: LOW_TO_HIGH,
    recommended: false,
    sources: ['ISO/IEC 7813', 'https://docs.aws.amazon.com/macie/latest/user/mdis-reference-financial.html'],
    examples: [
      'expiry 02/26',
      'expiration: 02/2026',
      'exp date Feb 2026',
      'Expiry: 26-Feb',
      'expY=2026, expM=02',
      '{"exp_month": 2, "exp_year": 2029}',
      'expiration 2027-11',
    ],
    counterExamples: [
      { text: 'expiration: 2026-05-12T10:00:00Z', stoppedBy: 'bad-format' },
      { text: 'expiry 12/05/2026', stoppedBy: 'bad-format' },
      { text: 'expiry-date="Fri, 21 Dec 2012 00:00:00 GMT"', stoppedBy: 'bad-format' },
      { text: 'expiry 13/26', stoppedBy: 'pattern' },
      { text: 'page 02/26', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'CREDIT_CARD_SECURITY_CODE',
    name: 'Credit card verification code',
    category: 'FINANCIAL_INFORMATION',
    pattern: String.raw`\b(?:${LONGER_NUMBERS.join('|')}|\d{3,4})\b`,
    keywords: [
      'card id',
      'card identification code',
      'card identification number',
      'card security code',
      'card validation code',
      'card validation number',
      'card verification data',
      'card verification value',
      'cvc',
      'cvc2',
      'cvv',
      'cvv2',
      'elo verification code',
      'kartenprüfnummer',
      'cryptogramme',
      'cryptogramme visuel',
      'código de seguridad',
      'codice di sicurezza',
      'código de segurança',
      'csc',
      'cvv/cvc',
    ],
    keyword: 'required',
    validate: soleNumber,
    severity: MEDIUM_THEN_HIGH,
    recommended: false,
    sources: [
      'PCI DSS 4.0, requirement 3.3.1',
      'https://docs.aws.amazon.com/macie/latest/user/mdis-reference-financial.html',
    ],
    examples: ['CVV: 123', 'card security code 4321', 'cvc2=077', '"cvv": "904"'],
    counterExamples: [
      { text: 'cvv 02/26', stoppedBy: 'bad-format' },
      { text: 'CVV 4532 0151 1283 0366', stoppedBy: 'bad-format' },
      { text: 'CVV: 12345', stoppedBy: 'pattern' },
      { text: 'row 123', stoppedBy: 'keyword-missing' },
    ],
  },
];
