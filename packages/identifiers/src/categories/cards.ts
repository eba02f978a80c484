import type { DataIdentifier } from '../data-identifier.ts';
import { ALWAYS_HIGH } from '../severity.ts';
import { allOf } from '../validators/all-of.ts';
import { cardNumber } from '../validators/card-number.ts';
import { luhn } from '../validators/luhn.ts';
import { magneticStripe } from '../validators/magnetic-stripe.ts';
import { publishedExamples } from '../validators/published-examples.ts';
import { valueValidator } from '../validators/value-validator.ts';
import { PUBLISHED_TEST_CARDS } from './test-cards.ts';

/** Issuers' test numbers that Macie never reports. Source: Macie user guide, "Credit card number". */
const TEST_NUMBERS: readonly string[] = [
  '122000000000003',
  '2222405343248877',
  '2222990905257051',
  '2223007648726984',
  '2223577120017656',
  '30569309025904',
  '34343434343434',
  '3528000700000000',
  '3530111333300000',
  '3566002020360505',
  '36148900647913',
  '36700102000000',
  '371449635398431',
  '378282246310005',
  '378734493671000',
  '38520000023237',
  '4012888888881881',
  '4111111111111111',
  '4222222222222',
  '4444333322221111',
  '4462030000000000',
  '4484070000000000',
  '4911830000000',
  '4917300800000000',
  '4917610000000000',
  '4917610000000000003',
  '5019717010103742',
  '5105105105105100',
  '5111010030175156',
  '5185540810000019',
  '5200828282828210',
  '5204230080000017',
  '5204740009900014',
  '5420923878724339',
  '5454545454545454',
  '5455330760000018',
  '5506900490000436',
  '5506900490000444',
  '5506900510000234',
  '5506920809243667',
  '5506922400634930',
  '5506927427317625',
  '5553042241984105',
  '5555553753048194',
  '5555555555554444',
  '5610591081018250',
  '6011000990139424',
  '6011000400000000',
  '6011111111111117',
  '630490017740292441',
  '630495060000000000',
  '6331101999990016',
  '6759649826438453',
  '6799990100000000019',
  '76009244561',
];

/** First four digits of every supported issuer but American Express. */
const FIRST_FOUR = [
  String.raw`4\d{3}|5[1-5]\d{2}|5019|2(?:22[1-9]|2[3-9]\d|[3-6]\d{2}|7[01]\d|720)`,
  String.raw`6011|64[4-9]\d|6[25]\d{2}|81\d{2}|35(?:2[89]|[3-8]\d)|3(?:0[0-5]|[689]\d)\d|3095`,
].join('|');
const AMERICAN_EXPRESS = String.raw`3[47]\d{2}`;

/** As printed: 4-4-4-4, 4-4-4-4-3 (UnionPay), 4-6-5, 4-6-4, 6-13, one separator throughout; or without separators. A group of four after the sixteenth digit is another number. */
const CARD_NUMBER = [
  String.raw`62\d{2}(?:(?: \d{4}){3} \d{3}|(?:-\d{4}){3}-\d{3})`,
  String.raw`(?:${FIRST_FOUR})(?:(?: \d{4}){3}|(?:-\d{4}){3}|(?:\.\d{4}){3}|(?:\x{A0}\d{4}){3})`,
  String.raw`${AMERICAN_EXPRESS}(?: \d{6} \d{5}|-\d{6}-\d{5})`,
  String.raw`3[0689]\d{2}(?: \d{6} \d{4}|-\d{6}-\d{4})`,
  String.raw`62\d{4}[ -]\d{13}`,
  String.raw`(?:${FIRST_FOUR}|${AMERICAN_EXPRESS})\d{9,15}`,
].join('|');

/** As often as this the same digit stands in one account number in a million. */
const MOST_OF_A_DIGIT = 9;
const counts = new Uint8Array(10);

/** Made up for tests: mostly the same digit. */
const monotonous = valueValidator((value) => {
  const length = value.digitsLength();
  counts.fill(0);
  for (let i = 0; i < length; i++) if (++counts[value.digits[i]!]! > MOST_OF_A_DIGIT) return 'low-entropy';
  return null;
});

const validate = allOf(publishedExamples([...TEST_NUMBERS, ...PUBLISHED_TEST_CARDS]), monotonous, cardNumber, luhn);
const SOURCES = ['ISO/IEC 7812-1', 'https://docs.aws.amazon.com/macie/latest/user/managed-data-identifiers.html'];

export const cards: readonly DataIdentifier[] = [
  {
    id: 'CREDIT_CARD_NUMBER',
    name: 'Credit card number near a keyword',
    category: 'FINANCIAL_INFORMATION',
    pattern: String.raw`\b(?:${CARD_NUMBER})\b`,
    keywords: [
      'account number',
      'american express',
      'amex',
      'bank card',
      'c card',
      'card',
      'cc #',
      'ccn',
      'check card',
      'cred card',
      'credit',
      'credit card',
      'credit cards',
      'credit no',
      'credit num',
      'dankort',
      'debit',
      'debit card',
      'debit no',
      'debit num',
      'diners club',
      'discover',
      'electron',
      'japanese card bureau',
      'jcb',
      'mastercard',
      'mc',
      'pan',
      'payment account number',
      'payment card number',
      'pcn',
      'pmnt #',
      'pmnt card',
      'pmnt no',
      'pmnt number',
      'union pay',
      'visa',
      'tarjeta',
      'carte bancaire',
      'carte de crédit',
      'carte bleue',
      'numéro de carte',
      'kreditkarte',
      'kreditkartennummer',
      'kartennummer',
      'carta di credito',
      'cartão',
      'kreditkort',
      'karta kredytowa',
      'кредитная карта',
      'クレジットカード',
      '信用卡',
      '신용카드',
      'cards',
      'cc number',
      'cc no',
      'cc num',
    ],
    keyword: 'required',
    validate,
    severity: ALWAYS_HIGH,
    recommended: true,
    sources: SOURCES,
    examples: [
      'credit card: 4532015112830366',
      'visa 4532-0151-1283-0366',
      'MasterCard 5424 1802 7979 1732',
      'amex 3456 789012 34564',
      'union pay 621234 5678901234569',
      'Kreditkarte 6212 3456 7890 1234 569',
      'tarjeta 4532.0151.1283.0366',
      'carte bancaire 4532\u00a00151\u00a01283\u00a00366',
      'diners club 3612 345678 9013',
    ],
    counterExamples: [
      { text: 'credit card: 4532015112830367', stoppedBy: 'bad-checksum' },
      { text: 'credit card: 4111 1111 1111 1111', stoppedBy: 'published-example' },
      { text: 'credit card: 4242 4242 4242 4242', stoppedBy: 'published-example' },
      { text: 'credit card: 6011000000000004', stoppedBy: 'low-entropy' },
      { text: 'credit card: 51234567890123', stoppedBy: 'bad-format' },
      { text: 'credit card: 9532015112830366', stoppedBy: 'pattern' },
      { text: 'order 4532015112830366', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'CREDIT_CARD_NUMBER_(NO_KEYWORD)',
    name: 'Credit card number',
    category: 'FINANCIAL_INFORMATION',
    // Not the fraction of a decimal number: a digit and a dot may not come before.
    pattern: String.raw`(?:^|[^0-9A-Za-z_.]|(?:^|[^0-9])\.)(?P<value>${CARD_NUMBER})\b`,
    keywords: [],
    keyword: 'none',
    validate,
    severity: ALWAYS_HIGH,
    recommended: false,
    sources: SOURCES,
    examples: ['4532015112830366', 'paid with 5424-1802-7979-1732.', 'no.4532015112830366'],
    counterExamples: [
      { text: '4532015112830367', stoppedBy: 'bad-checksum' },
      { text: '378282246310005', stoppedBy: 'published-example' },
      { text: '0.4532015112830366', stoppedBy: 'pattern' },
    ],
  },
  {
    id: 'CREDIT_CARD_MAGNETIC_STRIPE',
    name: 'Credit card magnetic stripe data',
    category: 'FINANCIAL_INFORMATION',
    // Tracks 1 and 2; readers often strip the sentinels.
    pattern: [
      String.raw`(?:%|\b)[Bb]\d{13,19}\^[ -\]_-~]{2,26}\^\d{4}[0-9A-Za-z ^]{0,64}\??`,
      String.raw`;?\b\d{13,19}=\d{4}\d{0,24}\??`,
    ].join('|'),
    keywords: ['card data', 'iso7813', 'mag', 'magstripe', 'stripe', 'swipe'],
    keyword: 'required',
    validate: magneticStripe,
    severity: ALWAYS_HIGH,
    recommended: true,
    sources: ['ISO/IEC 7813'],
    examples: [
      'magstripe: %B4532015112830366^DOE/JOHN^29121011000012345678?',
      'swipe ;5424180279791732=29121011000012345678?',
      'card data 4532015112830366=2912101',
    ],
    counterExamples: [
      { text: 'magstripe: %B4532015112830367^DOE/JOHN^2912101?', stoppedBy: 'bad-checksum' },
      { text: 'magstripe: %B4532015112830366^DOE/JOHN^2913101?', stoppedBy: 'bad-format' },
      { text: 'magstripe: %B4532015112830366', stoppedBy: 'pattern' },
      { text: 'reader ;5424180279791732=29121011000012345678?', stoppedBy: 'keyword-missing' },
    ],
  },
];
