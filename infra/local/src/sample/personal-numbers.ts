import {
  cifDigit,
  codiceFiscaleLetter,
  cpfDigit,
  dniLetter,
  icaoDigit,
  luhnDigit,
  mod11And10Digit,
  taxFileDigit,
} from './check-digits.ts';
import type { Plantable } from './plantable.ts';
import { type Random, UPPER } from './random.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** `digits` digits that are not all zero: such numbers are never issued. */
const serial = (random: Random, digits: number): string => String(random.between(10 ** (digits - 1), 10 ** digits - 1));

/** Areas that have been issued, clear of the published samples (078, 219). Source: Social Security Administration. */
function socialSecurity(random: Random): string {
  return `${random.between(230, 649)}-${two(random.between(1, 99))}-${random.between(1000, 9999)}`;
}

/** Source: IRS, ITIN ranges. */
const individualTaxpayer = (random: Random): string =>
  `9${random.digits(2)}-${random.between(70, 88)}-${random.between(1000, 9999)}`;

/** Source: Service Canada; the first digit is the region. */
function socialInsurance(random: Random): string {
  const payload = `${random.between(1, 7)}${random.digits(7)}`;
  const digits = payload + luhnDigit(payload);
  return `${digits.slice(0, 3)} ${digits.slice(3, 6)} ${digits.slice(6)}`;
}

/** Source: HMRC, NIM39110. */
const nationalInsurance = (random: Random): string =>
  `${random.chars('ABCEHJLMPRSTWXY', 1)}${random.chars('ABCEHJLMPRSTWXY', 1)}${serial(random, 6)}${random.chars('ABCD', 1)}`;

/** Source: DVLA driver number: surname, decade, month, day, year, initials, three check characters. */
const drivingLicenceUk = (random: Random): string =>
  `${random.chars(UPPER, 5)}${random.between(4, 9)}${two(random.between(1, 12))}${two(random.between(1, 28))}${random.digits(1)}${random.chars(UPPER, 2)}9${random.chars(UPPER, 2)}`;

/** Source: INSEE, numéro d'inscription au répertoire. */
function insee(random: Random): string {
  const body = `${random.between(1, 2)}${two(random.between(40, 99))}${two(random.between(1, 12))}${two(random.between(21, 95))}${String(random.between(1, 899)).padStart(3, '0')}${String(random.between(1, 899)).padStart(3, '0')}`;
  return body + two(97 - (Number(body) % 97));
}

/** Source: Direction générale des Finances publiques, numéro fiscal (SPI). */
function taxFrance(random: Random): string {
  const body = `${random.between(1, 3)}${random.digits(9)}`;
  return body + String(Number(body) % 511).padStart(3, '0');
}

const GERMAN_SERIAL = 'CFGHJKLMNPRTVWXYZ';

/** Nine characters and the check digit. Source: Bundesministerium des Innern, Seriennummer. */
function serialGermany(first: string, random: Random): string {
  const body = `${first}${random.chars(`0123456789${GERMAN_SERIAL}`, 8)}`;
  return body + icaoDigit(body);
}

/** One digit twice, one missing, the rest once. Source: Bundeszentralamt für Steuern. */
function taxGermany(random: Random): string {
  for (;;) {
    const digits = [...'0123456789'];
    for (let i = 9; i > 0; i--) {
      const j = random.int(i + 1);
      [digits[i], digits[j]] = [digits[j]!, digits[i]!];
    }
    digits[9] = digits[random.between(0, 7)]!;
    if (digits[0] === '0') continue;
    const body = digits.join('');
    return body + mod11And10Digit(body);
  }
}

/** Source: Agenzia delle Entrate. */
function codiceFiscale(random: Random): string {
  const body = `${random.chars('BCDFGLMNPRSTV', 6)}${two(random.between(30, 99))}${random.chars('ABCDEHLMPRST', 1)}${two(random.between(1, 28))}${random.chars('ABCDEFGHL', 1)}${random.between(100, 899)}`;
  return body + codiceFiscaleLetter(body);
}

function dni(random: Random): string {
  const number = random.between(10_000_000, 89_999_999);
  return `${number}${dniLetter(number)}`;
}

function nie(random: Random): string {
  const leading = random.int(3);
  const number = random.between(1_000_000, 9_999_999);
  return `${'XYZ'[leading]}${number}${dniLetter(leading * 10_000_000 + number)}`;
}

function cif(random: Random): string {
  const digits = `${random.between(10, 50)}${random.digits(5)}`;
  return `${random.chars('ABEH', 1)}${digits}${cifDigit(digits)}`;
}

/** Source: Tesorería General de la Seguridad Social. */
function socialSecuritySpain(random: Random): string {
  const body = `${two(random.between(1, 50))}${random.between(10_000_000, 99_999_999)}`;
  return body + two(Number(body) % 97);
}

function cpf(random: Random): string {
  let digits = `${random.between(1, 9)}${random.digits(8)}`;
  digits += cpfDigit(digits);
  digits += cpfDigit(digits);
  return `${digits.slice(0, 3)}.${digits.slice(3, 6)}.${digits.slice(6, 9)}-${digits.slice(9)}`;
}

function taxFile(random: Random): string {
  for (;;) {
    const body = `${random.between(1, 9)}${random.digits(7)}`;
    const digit = taxFileDigit(body);
    if (digit !== null) return body + digit;
  }
}

const plantable = (identifier: string, field: string, label: string, make: Plantable['make']): Plantable => ({
  identifier,
  field,
  label,
  make,
});

export const usaSocialSecurity = plantable('USA_SOCIAL_SECURITY_NUMBER', 'ssn', 'social security', socialSecurity);

/**
 * Personal numbers. A field's keyword is one that only its own identifier listens to, or whose other listeners take another
 * form of number, so that each value is reported exactly once.
 */
export const personalNumbers: readonly Plantable[] = [
  usaSocialSecurity,
  plantable('USA_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER', 'itin', 'ITIN', individualTaxpayer),
  // A and E stand in no German serial, which listens to `passport` too.
  plantable('USA_PASSPORT_NUMBER', 'passport', 'passport', (r) => `${r.chars('AE', 1)}${serial(r, 8)}`),
  plantable('DRIVERS_LICENSE', 'drivers_license', 'driver license', (r) => `${r.chars('DEFN', 1)}${serial(r, 7)}`),
  plantable('CANADA_SOCIAL_INSURANCE_NUMBER', 'sin', 'social insurance number', socialInsurance),
  plantable(
    'CANADA_PASSPORT_NUMBER',
    'passeport',
    'passeport',
    (r) => `${r.chars('GHJ', 1)}${r.chars('ABC', 1)}${serial(r, 6)}`,
  ),
  // Quebec's form; a keyword that only Canada's row listens to.
  plantable(
    'CANADA_DRIVERS_LICENSE',
    'permis de conduire',
    'permis de conduire',
    (r) => `${r.chars(UPPER, 1)}${serial(r, 4)}-${serial(r, 6)}-${serial(r, 2)}`,
  ),
  plantable('UK_NATIONAL_INSURANCE_NUMBER', 'nino', 'NINO', nationalInsurance),
  plantable('UK_DRIVERS_LICENSE', 'driving_licence', 'driving licence', drivingLicenceUk),
  plantable(
    'UK_ELECTORAL_ROLL_NUMBER',
    'electoral_number',
    'electoral number',
    (r) => `${r.chars(UPPER, 2)}${serial(r, 4)}`,
  ),
  // Small letters all through: `passport` alone, which the United States' row listens to, does not stand in it.
  plantable('UK_PASSPORT_NUMBER', 'passportid', 'passportid', (r) => `${serial(r, 9)}`),
  plantable('FRANCE_NATIONAL_IDENTIFICATION_NUMBER', 'insee', 'INSEE', insee),
  plantable(
    'FRANCE_PASSPORT_NUMBER',
    'numéro de passeport',
    'numéro de passeport',
    (r) => `${two(r.between(10, 24))}${r.chars('ACDEFHK', 2)}${serial(r, 5)}`,
  ),
  plantable(
    'FRANCE_TAX_IDENTIFICATION_NUMBER',
    "numéro d'identification fiscal",
    "numéro d'identification fiscal",
    taxFrance,
  ),
  plantable('GERMANY_NATIONAL_IDENTIFICATION_NUMBER', 'personalausweis', 'Personalausweis', (r) =>
    serialGermany(r.chars('LMNPRTVWXY', 1), r),
  ),
  plantable('GERMANY_PASSPORT_NUMBER', 'reisepass', 'Reisepass', (r) => serialGermany(r.chars('CFGHJK', 1), r)),
  plantable('GERMANY_TAX_IDENTIFICATION_NUMBER', 'steuernummer', 'Steuernummer', taxGermany),
  plantable('ITALY_NATIONAL_IDENTIFICATION_NUMBER', 'tessera_sanitaria', 'tessera sanitaria', codiceFiscale),
  plantable('ITALY_PASSPORT_NUMBER', 'passaporto', 'passaporto', (r) => `Y${r.chars('ABC', 1)}${serial(r, 7)}`),
  plantable('SPAIN_DNI_NUMBER', 'dni', 'DNI', dni),
  plantable('SPAIN_NIE_NUMBER', 'nie', 'NIE', nie),
  plantable('SPAIN_NIF_NUMBER', 'nif', 'NIF', dni),
  plantable('SPAIN_TAX_IDENTIFICATION_NUMBER', 'cif', 'CIF', cif),
  plantable('SPAIN_PASSPORT_NUMBER', 'pasaporte', 'pasaporte', (r) => `${r.chars('ABC', 3)}${serial(r, 6)}`),
  plantable(
    'SPAIN_SOCIAL_SECURITY_NUMBER',
    'número de la seguridad social',
    'número de la seguridad social',
    socialSecuritySpain,
  ),
  plantable('BRAZIL_CPF_NUMBER', 'cpf', 'CPF', cpf),
  plantable('AUSTRALIA_TAX_FILE_NUMBER', 'tfn', 'tax file number', taxFile),
];
