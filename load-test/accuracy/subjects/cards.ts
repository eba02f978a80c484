import { luhnDigit } from '../check-digits.ts';
import { laidOut, type Random } from '../random.ts';
import { type Subject, subject } from '../subject.ts';

const FOURS = ['****-****-****-****', '**** **** **** ****', '****************'];

/** Ranges of the issuers' own pages: first digits, length, ways of printing. */
const ISSUERS: readonly (readonly [string, number, readonly string[]])[] = [
  ['4', 16, FOURS],
  ['4', 13, ['*************']],
  ['51', 16, FOURS],
  ['55', 16, FOURS],
  ['2221', 16, FOURS],
  ['2720', 16, FOURS],
  ['25', 16, FOURS],
  ['34', 15, ['**** ****** *****', '****-******-*****', '***************']],
  ['37', 15, ['**** ****** *****', '***************']],
  ['36', 14, ['**** ****** ****', '**************']],
  ['305', 14, ['**** ****** ****', '**************']],
  ['6011', 16, FOURS],
  ['65', 16, FOURS],
  ['3530', 16, FOURS],
  ['3589', 16, FOURS],
  ['6221', 16, FOURS],
  ['62', 19, ['******************* ', '****** *************', '**** **** **** **** ***'].map((one) => one.trim())],
  ['5019', 16, FOURS],
];

function account(random: Random): { digits: string; layouts: readonly string[] } {
  const [prefix, length, layouts] = random.pick(ISSUERS);
  const body = prefix + random.digits(length - prefix.length - 1);
  return { digits: body + luhnDigit(body), layouts };
}

function number(random: Random): string {
  const { digits, layouts } = account(random);
  return laidOut(digits, random.pick(layouts));
}

function month(random: Random): string {
  return String(random.between(1, 12)).padStart(2, '0');
}

function stripe(random: Random): string {
  const { digits } = account(random);
  const until = `${random.between(26, 35)}${month(random)}`;
  if (random.chance(0.5)) return `;${digits}=${until}101${random.digits(10)}?`;
  return `%B${digits}^${random.pick(['DOE/JOHN', 'MUSTERMANN/ERIKA', 'O NEIL/SARAH J'])}^${until}101${random.digits(8)}?`;
}

export const cards: readonly Subject[] = [
  subject(
    'CREDIT_CARD_NUMBER',
    'checksum',
    'card number; credit card; Credit Card Number; Visa; MasterCard; PAN; amex; debit card; CCN; payment card number; bank card',
    number,
    { also: ['CREDIT_CARD_NUMBER_(NO_KEYWORD)'] },
  ),
  subject('CREDIT_CARD_NUMBER_(NO_KEYWORD)', 'checksum', '', number, { also: ['CREDIT_CARD_NUMBER'] }),
  subject('CREDIT_CARD_MAGNETIC_STRIPE', 'checksum', 'magstripe; swipe data; card data; mag stripe', stripe, {
    also: ['CREDIT_CARD_NUMBER', 'CREDIT_CARD_NUMBER_(NO_KEYWORD)'],
    checkLast: false,
  }),
  subject(
    'CREDIT_CARD_EXPIRATION',
    'format',
    'expiration; Expiry; exp date; expiration date; expiry date',
    (random) => {
      const year = random.between(26, 35);
      const name = random.pick([
        'Jan',
        'Feb',
        'Mar',
        'Apr',
        'June',
        'July',
        'Aug',
        'Sept',
        'October',
        'Nov',
        'December',
      ]);
      const m = month(random);
      return random.pick([
        `${m}/${year}`,
        `${m}/20${year}`,
        `${m}-20${year}`,
        `${name} 20${year}`,
        `${year}-${name}`,
        `20${year}-${m}`,
      ]);
    },
  ),
  subject(
    'CREDIT_CARD_SECURITY_CODE',
    'format',
    'CVV; cvc; CVV2; card security code; card verification value',
    (random) => random.digits(random.pick([3, 3, 4])),
  ),
  subject('ARGENTINA_TARJETA_SUBE', 'checksum', 'SUBE; tarjeta SUBE', (random) => {
    const body = `6061${random.digits(11)}`;
    return laidOut(body + luhnDigit(body), random.pick(FOURS));
  }),
];
