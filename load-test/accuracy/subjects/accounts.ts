import { italianLetter, weigh, withIbanCheck } from '../check-digits.ts';
import { DIGITS, type Random, textOf, UPPER } from '../random.ts';
import { type Subject, subject } from '../subject.ts';

/** Accounts after the check digits, from the registry of ISO 13616: A letters, # digits, ? either. */
const IBANS: readonly (readonly [string, string, string])[] = [
  ['ALBANIA', 'AL', '8# 16?'],
  ['ANDORRA', 'AD', '8# 12?'],
  ['BOSNIA_AND_HERZEGOVINA', 'BA', '16#'],
  ['BRAZIL', 'BR', '23# 1A 1?'],
  ['BULGARIA', 'BG', '4A 6# 8?'],
  ['COSTA_RICA', 'CR', '18#'],
  ['CROATIA', 'HR', '17#'],
  ['CYPRUS', 'CY', '8# 16?'],
  ['CZECH_REPUBLIC', 'CZ', '20#'],
  ['DENMARK', 'DK', '14#'],
  ['DOMINICAN_REPUBLIC', 'DO', '4? 20#'],
  ['EGYPT', 'EG', '25#'],
  ['ESTONIA', 'EE', '16#'],
  ['FAROE_ISLANDS', 'FO', '14#'],
  ['FINLAND', 'FI', '14#'],
  ['FRANCE', 'FR', '10# 11? 2#'],
  ['GEORGIA', 'GE', '2A 16#'],
  ['GERMANY', 'DE', '18#'],
  ['GREECE', 'GR', '7# 16?'],
  ['GREENLAND', 'GL', '14#'],
  ['HUNGARY', 'HU', '24#'],
  ['ICELAND', 'IS', '22#'],
  ['IRELAND', 'IE', '4A 14#'],
  ['ITALY', 'IT', '1A 10# 12?'],
  ['JORDAN', 'JO', '4A 4# 18?'],
  ['KOSOVO', 'XK', '16#'],
  ['LIECHTENSTEIN', 'LI', '5# 12?'],
  ['LITHUANIA', 'LT', '16#'],
  ['MALTA', 'MT', '4A 5# 18?'],
  ['MAURITANIA', 'MR', '23#'],
  ['MAURITIUS', 'MU', '4A 19# 3A'],
  ['MONACO', 'MC', '10# 11? 2#'],
  ['MONTENEGRO', 'ME', '18#'],
  ['NETHERLANDS', 'NL', '4A 10#'],
  ['NORTH_MACEDONIA', 'MK', '3# 10? 2#'],
  ['POLAND', 'PL', '24#'],
  ['PORTUGAL', 'PT', '21#'],
  ['SAN_MARINO', 'SM', '1A 10# 12?'],
  ['SENEGAL', 'SN', '2A 22#'],
  ['SERBIA', 'RS', '18#'],
  ['SLOVAKIA', 'SK', '20#'],
  ['SLOVENIA', 'SI', '15#'],
  ['SPAIN', 'ES', '20#'],
  ['SWEDEN', 'SE', '20#'],
  ['SWITZERLAND', 'CH', '5# 12?'],
  ['TIMOR_LESTE', 'TL', '19#'],
  ['TUNISIA', 'TN', '20#'],
  ['TURKIYE', 'TR', '6# 16?'],
  ['UK', 'GB', '4A 14#'],
  ['UKRAINE', 'UA', '6# 19?'],
  ['UNITED_ARAB_EMIRATES', 'AE', '19#'],
  ['VIRGIN_ISLANDS', 'VG', '4A 16#'],
];

function runs(random: Random, structure: string): string {
  return structure
    .split(' ')
    .map((run) => {
      const kind = run.at(-1)!;
      const alphabet = kind === '#' ? DIGITS : kind === 'A' ? UPPER : DIGITS + UPPER;
      return random.text(alphabet, Number(run.slice(0, -1)));
    })
    .join('');
}

function printed(random: Random, text: string): string {
  const separator = random.pick(['', '', ' ', ' ', '-']);
  return text.replace(/.{4}(?=.)/g, `$&${separator}`);
}

const ibans = IBANS.map(([name, country, structure]) =>
  subject(`${name}_BANK_ACCOUNT_NUMBER`, 'checksum', '', (random) =>
    printed(random, withIbanCheck(country, runs(random, structure))),
  ),
);

function joined(random: Random, ...parts: readonly string[]): string {
  return parts.join(random.pick(['', ' ', '-']));
}

/** Names the subject apart from the IBAN of the same id. */
function bban(id: string, names: string, make: (random: Random) => string, checked = true): Subject {
  return { ...subject(id, checked ? 'checksum' : 'format', names, make), checkLast: checked };
}

const ccc = (text: string): string => {
  const check = 11 - (weigh(text, [1, 2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11);
  return check === 11 ? '0' : check === 10 ? '1' : String(check);
};
const rib = (text: string): string => {
  const number = [...text]
    .map((one) => (one > '9' ? '12345678912345678923456789'[one.charCodeAt(0) - 65] : one))
    .join('');
  return String(97n - (BigInt(`${number}00`) % 97n)).padStart(2, '0');
};

export const accounts: readonly Subject[] = [
  ...ibans,
  bban('FRANCE_BANK_ACCOUNT_NUMBER', 'numéro de compte; compte bancaire; BBAN; account number', (random) => {
    const [bank, branch, account] = [
      random.digits(5),
      random.digits(5),
      random.text(random.pick([DIGITS, DIGITS + UPPER]), 11),
    ];
    return joined(random, bank, branch, account, rib(bank + branch + account));
  }),
  bban(
    'GERMANY_BANK_ACCOUNT_NUMBER',
    'Kontonummer; BBAN; account number; Bankleitzahl',
    (random) => joined(random, textOf(random, '[1-8]#######'), random.digits(10)),
    false,
  ),
  bban('ITALY_BANK_ACCOUNT_NUMBER', 'numero di conto; conto bancario; BBAN; account number', (random) => {
    const rest = [random.digits(5), random.digits(5), random.digits(12)] as const;
    return joined(random, italianLetter(rest.join('')), ...rest);
  }),
  bban('SPAIN_BANK_ACCOUNT_NUMBER', 'código cuenta; número cuenta cliente; BBAN; account number', (random) => {
    const [bank, branch, account] = [random.digits(4), random.digits(4), random.digits(10)];
    return joined(random, bank, branch, ccc(`00${bank}${branch}`) + ccc(account), account);
  }),
  bban(
    'UK_BANK_ACCOUNT_NUMBER',
    'account number; BBAN; customer account number',
    (random) =>
      random.chance(0.5)
        ? joined(random, random.text(UPPER, 4), random.digits(6), random.digits(8))
        : textOf(random, '##-##-## ########'),
    false,
  ),
  subject(
    'BANK_ACCOUNT_NUMBER',
    'format',
    'bank account; checking account; savings acct; bank account number; deposit account; chequing account',
    (random) => random.digits(random.between(9, 17)),
  ),
];
