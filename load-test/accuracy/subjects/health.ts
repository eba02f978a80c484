import { luhnDigit, trying, weigh } from '../check-digits.ts';
import { DIGITS, laidOut, type Random, textOf } from '../random.ts';
import { type Subject, subject } from '../subject.ts';

const laid = (random: Random, value: string, ...layouts: readonly string[]): string =>
  laidOut(value, random.pick(layouts));

function nhs(random: Random): string {
  for (;;) {
    const body = textOf(random, '[3-7]########');
    const check = trying(
      [...DIGITS],
      (digit) => (weigh(body, [10, 9, 8, 7, 6, 5, 4, 3, 2]) + Number(digit)) % 11 === 0,
    );
    if (check !== undefined) return laid(random, body + check, '*** *** ****', '**********', '***-***-****');
  }
}

function britishColumbia(random: Random): string {
  for (;;) {
    const body = random.digits(8);
    const check = 11 - (weigh(body, [2, 4, 8, 5, 10, 9, 7, 3]) % 11);
    if (check < 10) return laid(random, `9${body}${check}`, '**********', '**** *** ***');
  }
}

const EHIC_NAMES =
  'EHIC; health insurance card; carte européenne d’assurance maladie; Gesundheitskarte; health card number; tarjeta de salud';

function ehic(random: Random, country: string): string {
  const rest = textOf(random, '0####[1-9]#########');
  return random.pick([
    `80${country}${rest}`,
    `80 ${country} ${rest.slice(0, 5)} ${rest.slice(5, 10)} ${rest.slice(10)}`,
  ]);
}

function gtin(random: Random): string {
  const body = `0${random.digits(12)}`;
  const sum = [...body].reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 3 : 1), 0);
  return body + String((10 - (sum % 10)) % 10);
}

function dea(random: Random): string {
  const body = random.digits(6);
  return `${textOf(random, '(A|B|F|M|G)[A-Z]')}${body}${weigh(body, [1, 2, 1, 2, 1, 2]) % 10}`;
}

export const health: readonly Subject[] = [
  subject('UK_NHS_NUMBER', 'checksum', 'NHS number; NHS; National Health Service', nhs),
  subject('CANADA_HEALTH_NUMBER', 'checksum', 'PHN; MSP number; personal healthcare number', britishColumbia),
  subject('EUROPEAN_HEALTH_INSURANCE_CARD_NUMBER', 'format', EHIC_NAMES, (random) =>
    ehic(random, random.pick(['276', '250', '724', '380', '040', '528'])),
  ),
  subject(
    'FINLAND_EUROPEAN_HEALTH_INSURANCE_NUMBER',
    'format',
    'EHIC; sairaanhoitokortin; sairausvakuutuskortti',
    (random) => ehic(random, '246'),
    {
      also: ['EUROPEAN_HEALTH_INSURANCE_CARD_NUMBER'],
    },
  ),
  subject(
    'US_DRUG_ENFORCEMENT_AGENCY_NUMBER',
    'checksum',
    'DEA number; DEA registration; DEA Registration Number',
    dea,
  ),
  subject(
    'USA_HEALTH_INSURANCE_CLAIM_NUMBER',
    'format',
    'HICN; health insurance claim number; HIC number',
    (random) =>
      laidOut(
        `${random.between(100, 665)}${random.between(10, 99)}${random.between(1000, 9999)}`,
        random.pick(['***-**-****', '*********']),
      ) + random.pick(['A', 'B', 'C1', 'D', 'B1', 'T']),
  ),
  subject(
    'USA_MEDICARE_BENEFICIARY_IDENTIFIER',
    'format',
    'MBI; Medicare beneficiary identifier; medicare beneficiary',
    (random) => {
      const letter = '[ACDEFGHJKMNPQRTUVWXY]';
      const either = '[ACDEFGHJKMNPQRTUVWXY0-9]';
      const value = textOf(random, `[1-9]${letter}${either}#${letter}${either}#${letter}${letter}##`);
      return laid(random, value, '***********', '****-***-****');
    },
  ),
  subject('USA_HEALTHCARE_PROCEDURE_CODE', 'format', 'HCPCS; current procedural terminology; HCPCS code', (random) =>
    textOf(random, random.pick(['[A-EGHJ-MP-V][1-9]###', '9[0-9]###', '[1-9]####', '0[1-9]##T'])),
  ),
  subject('USA_NATIONAL_DRUG_CODE', 'format', 'NDC; National Drug Code', (random) =>
    textOf(random, random.pick(['0[1-9]##-####-##', '[1-9]####-###-##', '[1-9]####-####-#', '[1-9]####-####-##'])),
  ),
  subject(
    'USA_NATIONAL_PROVIDER_IDENTIFIER',
    'checksum',
    'NPI; national provider identifier; National Provider',
    (random) => {
      const body = textOf(random, '[12]########');
      return body + luhnDigit(`80840${body}`);
    },
  ),
  subject(
    'MEDICAL_DEVICE_UDI',
    'checksum',
    'UDI; device identifier; unique device identifier; GS1',
    (random) => {
      const device = gtin(random);
      const lot = textOf(random, '[A-Z]##[A-Z0-9]{4}');
      return random.pick([
        `(01)${device}(17)${random.between(26, 35)}1231(10)${lot}`,
        `(01)${device}(11)${random.between(20, 25)}0615(17)${random.between(26, 35)}1231(10)${lot}(21)${random.digits(8)}`,
        `(01)${device}`,
        `01${device}17${random.between(26, 35)}123110${lot}`,
      ]);
    },
    { checkLast: false },
  ),
];
