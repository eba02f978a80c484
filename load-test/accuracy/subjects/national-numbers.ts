import { stdnum } from 'stdnum';
import {
  icaoDigit,
  italianLetter,
  luhnDigit,
  mod1110Digit,
  spanishLetter,
  trying,
  verhoeffDigit,
  weigh,
} from '../check-digits.ts';
import { DIGITS, laidOut, type Random, textOf } from '../random.ts';
import { type Subject, subject } from '../subject.ts';

const DIGIT_LIST = [...DIGITS];
const two = (value: number): string => String(value).padStart(2, '0');
const date = (random: Random): { year: string; month: string; day: string; text: string } => {
  const [year, month, day] = [two(random.between(40, 99)), two(random.between(1, 12)), two(random.between(1, 28))];
  return { year, month, day, text: year + month + day };
};

/** A text of the form that an implementation of others accepts. */
function accepted(random: Random, form: string, oracle: { validate(value: string): { isValid: boolean } }): string {
  for (;;) {
    const value = textOf(random, form);
    if (oracle.validate(value).isValid) return value;
  }
}

const laid = (random: Random, value: string, ...layouts: readonly string[]): string =>
  laidOut(value, random.pick(layouts));

const brazilian = (text: string, weights: readonly number[]): string => {
  const rest = weigh(text, weights) % 11;
  return String(rest < 2 ? 0 : 11 - rest);
};

function nir(random: Random): string {
  const { year, month } = date(random);
  const body = `${random.pick(['1', '2'])}${year}${month}${two(random.between(1, 95))}${random.between(100, 999)}${random.between(100, 999)}`;
  return body + two(97 - Number(BigInt(body) % 97n));
}

/** The order of weights from the right, over the digits before the check. */
function fromRight(body: string, weights: readonly number[], finish: (rest: number) => string): string {
  return finish(
    [...body].reverse().reduce((sum, digit, place) => sum + Number(digit) * weights[place % weights.length]!, 0) % 11,
  );
}

const argentine =
  (prefixes: readonly string[]) =>
  (random: Random): string => {
    for (;;) {
      const body = random.pick(prefixes) + random.digits(8);
      const check = 11 - (weigh(body, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11);
      if (check !== 10)
        return laid(random, body + (check === 11 ? 0 : check), '**-********-*', '***********', '** ******** *');
    }
  };

const NIT = [3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71];
const nitDigit = (body: string): string => fromRight(body, NIT, (rest) => String(rest < 2 ? rest : 11 - rest));

function rfc(random: Random, letters: number): string {
  const name = letters === 4 ? textOf(random, '[B-DF-H][AEIOU][A-Z]{2}') : textOf(random, '[A-Z]{3}');
  return name + date(random).text + textOf(random, '[A-Z0-9]{2}[0-9A]');
}

function curp(random: Random): string {
  const body = `${textOf(random, '[A-Z][AEIOU][A-Z]{2}')}${date(random).text}${textOf(random, '(H|M)(AS|BC|DF|JC|MC|NL|OC|PL|VZ|YN)[BCDFGHJKLMNPQRSTVWXYZ]{3}[0-9]')}`;
  const alphabet = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ';
  const sum = [...body].reduce((total, one, place) => total + alphabet.indexOf(one) * (18 - place), 0);
  return body + String((10 - (sum % 10)) % 10);
}

function codiceFiscale(random: Random): string {
  const { year, day } = date(random);
  const shown = random.chance(0.5) ? day : String(Number(day) + 40);
  const body = `${textOf(random, '[BCDFGLMNPRST]{6}')}${year}${random.pick([...'ABCDEHLMPRST'])}${shown}${textOf(random, '[A-M]###')}`;
  return laid(random, body + italianLetter(body), '****************', '****************', '*** *** ***** *****');
}

const TAX_ES = 'NIF; CIF; NIE; número de identificación fiscal; tax identification number; tax id';
const ssn = (random: Random): string => {
  const area = random.pick([random.between(1, 665), random.between(667, 899)]);
  return `${String(area).padStart(3, '0')}${two(random.between(1, 99))}${String(random.between(1, 9999)).padStart(4, '0')}`;
};

function nino(random: Random): string {
  const prefix = textOf(random, '[A-CEGHJ-MPR-TW-Z][A-CEGHJ-MPR-TW-Z]');
  if (['BG', 'GB', 'NK', 'KN', 'TN', 'NT', 'ZZ'].includes(prefix)) return nino(random);
  const value = `${prefix}${random.digits(6)}${random.pick([...'ABCD'])}`;
  return laid(random, value, '*********', '** ** ** ** *', '** ****** *');
}

const utr = (random: Random): string => {
  const body = random.digits(9);
  const check = '21987654321'.charAt(weigh(body, [6, 7, 8, 9, 10, 5, 4, 3, 2]) % 11);
  return laid(random, check + body, '**********', '***** *****');
};

function cif(random: Random): string {
  const kind = random.pick([...'ABCDEFGHJPQSUV']);
  const digits = textOf(random, '[1-9]######');
  const luhn = luhnDigit(digits);
  const letter = 'JABCDEFGHI'.charAt(Number(luhn));
  return `${kind}${random.pick(['', '-'])}${digits}${'PQS'.includes(kind) ? letter : luhn}`;
}

/** 49 CFR 565.15: the ninth character is the weighted sum modulo 11. */
function northAmericanVin(random: Random): string {
  const alphabet = 'ABCDEFGHJKLMNPRSTUVWXYZ0123456789';
  const values = '12345678123457923456789';
  const value = (one: string): number =>
    one <= '9' ? Number(one) : Number(values['ABCDEFGHJKLMNPRSTUVWXYZ'.indexOf(one)]);
  // No letter that looks like a number, nor 0, stands for a year.
  const year = random.pick([...'ABCDEFGHJKLMNPRSTVWXY123456789']);
  const body = `1${random.text(alphabet, 7)}?${year}${random.text(alphabet, 3)}${random.digits(4)}`;
  const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
  const rest = [...body].reduce((sum, one, place) => sum + (one === '?' ? 0 : value(one) * weights[place]!), 0) % 11;
  return body.replace('?', rest === 10 ? 'X' : String(rest));
}

export const nationalNumbers: readonly Subject[] = [
  subject(
    'USA_SOCIAL_SECURITY_NUMBER',
    'format',
    'SSN; Social Security Number; social security; SS#; Social Security No',
    (random) => laid(random, ssn(random), '***-**-****', '***-**-****', '*** ** ****', '*********'),
    { also: ['FRANCE_NATIONAL_IDENTIFICATION_NUMBER'] },
  ),
  subject(
    'USA_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER',
    'format',
    'ITIN; individual taxpayer identification number; I.T.I.N.',
    (random) =>
      laid(
        random,
        `9${random.digits(2)}${random.pick(['50', '65', '70', '77', '88', '90', '92', '94', '99'])}${random.digits(4)}`,
        '***-**-****',
        '*********',
        '*** ** ****',
      ),
  ),
  subject(
    'CANADA_SOCIAL_INSURANCE_NUMBER',
    'checksum',
    "SIN; social insurance number; numéro d'assurance sociale; Canadian ID",
    (random) => {
      const body = textOf(random, '[1-7]#######');
      return laid(random, body + luhnDigit(body), '*** *** ***', '***-***-***', '*********');
    },
  ),
  subject(
    'UK_NATIONAL_INSURANCE_NUMBER',
    'format',
    'NINO; National Insurance Number; National Insurance No.; insurance number',
    nino,
  ),
  subject(
    'UK_TAX_IDENTIFICATION_NUMBER',
    'checksum',
    'UTR; Unique Taxpayer Reference; tax reference; tax number',
    utr,
    { checkLast: false },
  ),
  subject(
    'FRANCE_NATIONAL_IDENTIFICATION_NUMBER',
    'checksum',
    'numéro de sécurité sociale; INSEE; sécurité sociale; social security number',
    (random) => laid(random, nir(random), '* ** ** ** *** *** **', '***************', '* ** ** ** *** *** **'),
  ),
  subject('FRANCE_HEALTH_INSURANCE_NUMBER', 'checksum', "carte vitale; carte d'assuré social; Carte Vitale", (random) =>
    laid(random, nir(random), '* ** ** ** *** *** **', '***************'),
  ),
  subject(
    'FRANCE_TAX_IDENTIFICATION_NUMBER',
    'checksum',
    "numéro d'identification fiscale; numéro fiscal; TIN; tax identification number",
    (random) => {
      const body = textOf(random, '[0-3]#########');
      return laid(
        random,
        body + String(Number(BigInt(body) % 511n)).padStart(3, '0'),
        '*************',
        '** ** *** *** ***',
      );
    },
  ),
  subject(
    'GERMANY_TAX_IDENTIFICATION_NUMBER',
    'checksum',
    'Steuer-ID; Steueridentifikationsnummer; Identifikationsnummer; tax id',
    (random) => {
      const digits = [...DIGITS].map((digit) => ({ digit, at: random.next() })).sort((a, b) => a.at - b.at);
      const order = digits.map(({ digit }) => digit);
      // One digit is missing among the first ten, and another is there twice; the first is not 0.
      const [first = '1', ...others] = order[0] === '0' ? order.reverse() : order;
      const body = [first, ...others.slice(0, 8), first].join('');
      return laid(random, body + mod1110Digit(body), '***********', '** *** *** ***');
    },
  ),
  subject(
    'ITALY_NATIONAL_IDENTIFICATION_NUMBER',
    'checksum',
    'codice fiscale; tessera sanitaria; tax code; Codice Fiscale',
    codiceFiscale,
  ),
  subject(
    'SPAIN_DNI_NUMBER',
    'checksum',
    'DNI; documento nacional de identidad; número nacional identidad',
    (random) => {
      const number = random.digits(8);
      return laid(random, number + spanishLetter(number), '*********', '********-*', '**.***.***-*');
    },
    { also: ['SPAIN_NIF_NUMBER'] },
  ),
  subject('SPAIN_NIE_NUMBER', 'checksum', TAX_ES, (random) => {
    const digits = random.digits(7);
    const prefix = random.between(0, 2);
    return laid(random, `${'XYZ'[prefix]}${digits}${spanishLetter(prefix + digits)}`, '*********', '*-*******-*');
  }),
  subject(
    'SPAIN_NIF_NUMBER',
    'checksum',
    TAX_ES,
    (random) => {
      const number = random.digits(8);
      return laid(random, number + spanishLetter(number), '*********', '********-*', '**.***.***-*');
    },
    { also: ['SPAIN_DNI_NUMBER'] },
  ),
  subject('SPAIN_TAX_IDENTIFICATION_NUMBER', 'checksum', TAX_ES, cif),
  subject(
    'SPAIN_SOCIAL_SECURITY_NUMBER',
    'checksum',
    'número de la seguridad social; social security number; SSN',
    (random) => {
      const [province, serial] = [two(random.between(1, 50)), textOf(random, '[1-9]#######')];
      const key = two(Number(BigInt(province + serial) % 97n));
      return random.pick([
        `${province}${serial}${key}`,
        `${province}/${serial}/${key}`,
        `${province} ${serial} ${key}`,
        `${province}-${serial}-${key}`,
      ]);
    },
  ),
  subject('AUSTRALIA_TAX_FILE_NUMBER', 'checksum', 'TFN; tax file number', (random) => {
    for (;;) {
      const body = textOf(random, '[1-9]#######');
      const check = trying(DIGIT_LIST, (digit) => weigh(body + digit, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0);
      if (check !== undefined) return laid(random, body + check, '*** *** ***', '*********', '***-***-***');
    }
  }),
  subject('BRAZIL_CPF_NUMBER', 'checksum', 'CPF; cadastro de pessoas físicas; Cadastro de Pessoa Física', (random) => {
    const body = random.digits(9);
    const first = brazilian(body, [10, 9, 8, 7, 6, 5, 4, 3, 2]);
    return laid(
      random,
      body + first + brazilian(body + first, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]),
      '***.***.***-**',
      '***********',
      '***.***.***-**',
    );
  }),
  subject('BRAZIL_CNPJ_NUMBER', 'checksum', 'CNPJ; cadastro nacional da pessoa jurídica', (random) => {
    const body = `${random.digits(8)}000${random.between(1, 9)}`;
    const first = brazilian(body, [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]);
    return laid(
      random,
      body + first + brazilian(body + first, [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]),
      '**.***.***/****-**',
      '**************',
    );
  }),
  subject('BRAZIL_RG_NUMBER', 'format', 'RG; registro geral', (random) =>
    textOf(random, random.pick(['[1-9]#.###.###-#', '[1-9]#.###.###-X', '[1-9]########'])),
  ),
  subject('BRAZIL_CEP_CODE', 'format', 'CEP; código postal; código de endereçamento postal', (random) =>
    textOf(random, random.pick(['[1-9]####-###', '[1-9]#######', '[1-9]#.###-###'])),
  ),
  subject('ARGENTINA_DNI_NUMBER', 'format', 'DNI; documento nacional de identidad; D.N.I.', (random) =>
    textOf(random, random.pick(['[1-9]#.###.###', '[1-9]#######'])),
  ),
  subject(
    'ARGENTINA_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER',
    'checksum',
    'CUIL; CUIT; clave única de identificación tributaria',
    argentine(['20', '23', '24', '27']),
  ),
  subject(
    'ARGENTINA_ORGANIZATION_TAX_IDENTIFICATION_NUMBER',
    'checksum',
    'CUIT; C.U.I.T; número de contribuyente',
    argentine(['30', '33', '34']),
  ),
  subject('CHILE_RUT_NUMBER', 'checksum', 'RUT; RUN; rol único tributario; rol único nacional', (random) => {
    const body = textOf(random, '[1-2]#######');
    const check = fromRight(body, [2, 3, 4, 5, 6, 7], (rest) =>
      rest === 0 ? '0' : rest === 1 ? 'K' : String(11 - rest),
    );
    return laid(random, body + check, '**.***.***-*', '********-*', '*********');
  }),
  subject(
    'COLOMBIA_CITIZENSHIP_CARD_NUMBER',
    'format',
    'cédula de ciudadanía; Cédula de Ciudadanía; documento de identificación',
    (random) => textOf(random, random.pick(['1.0##.###.###', '10########', '[1-9]#.###.###', '[1-9]#######'])),
  ),
  subject('COLOMBIA_INDIVIDUAL_NIT_NUMBER', 'checksum', 'NIT; N.I.T.', (random) => {
    const body = random.pick([textOf(random, '10########'), textOf(random, '[1-7]#######')]);
    return `${body}-${nitDigit(body)}`;
  }),
  subject('COLOMBIA_ORGANIZATION_NIT_NUMBER', 'checksum', 'NIT; NIT#; N.I.T.', (random) => {
    const body = textOf(random, '[89]########');
    return laid(random, body + nitDigit(body), '***.***.***-*', '*********-*', '**********');
  }),
  subject('INDIA_AADHAAR_NUMBER', 'checksum', 'Aadhaar; Aadhaar Number; UIDAI; aadhar', (random) => {
    const body = textOf(random, '[2-9]##########');
    return laid(random, body + verhoeffDigit(body), '**** **** ****', '************', '****-****-****');
  }),
  subject('INDIA_PERMANENT_ACCOUNT_NUMBER', 'format', 'PAN card; PAN number; permanent account number', (random) =>
    textOf(random, '[A-Z]{3}[ABCFGHJLPT][A-Z][1-9]###[A-Z]'),
  ),
  subject('MEXICO_CURP_NUMBER', 'checksum', 'CURP; clave única de registro de población', curp),
  subject('MEXICO_INDIVIDUAL_RFC_NUMBER', 'format', 'RFC; registro federal de contribuyentes; R.F.C.', (random) =>
    rfc(random, 4),
  ),
  subject('MEXICO_ORGANIZATION_RFC_NUMBER', 'format', 'RFC; registro federal de contribuyentes', (random) =>
    rfc(random, 3),
  ),
  subject('POLAND_NATIONAL_IDENTIFICATION_NUMBER', 'checksum', 'PESEL; numer PESEL', (random) => {
    const body = `${date(random).text}${random.digits(4)}`;
    return body + String((10 - (weigh(body, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10);
  }),
  subject('NETHERLANDS_CITIZEN_SERVICE_NUMBER', 'checksum', 'BSN; burgerservicenummer', (random) => {
    for (;;) {
      const body = textOf(random, '[1-9]#######');
      const check = weigh(body, [9, 8, 7, 6, 5, 4, 3, 2]) % 11;
      if (check < 10) return body + check;
    }
  }),
  subject('ROMANIA_NATIONAL_IDENTIFICATION_NUMBER', 'checksum', 'CNP; cod numeric personal', (random) =>
    accepted(random, `${random.between(1, 2)}${date(random).text}12####`, stdnum.RO!.cnp!),
  ),
  subject('BULGARIA_NATIONAL_IDENTIFICATION_NUMBER', 'checksum', 'ЕГН; EGN', (random) =>
    accepted(random, `${date(random).text}####`, stdnum.BG!.egn!),
  ),
  subject('CROATIA_PERSONAL_IDENTIFICATION_NUMBER', 'checksum', 'OIB; osobni identifikacijski broj', (random) => {
    const body = random.digits(10);
    return body + mod1110Digit(body);
  }),
  subject('SOUTH_AFRICA_NATIONAL_IDENTIFICATION_NUMBER', 'checksum', 'South African ID; SA ID number', (random) => {
    const body = `${date(random).text}${random.digits(4)}${random.between(0, 1)}8`;
    return body + luhnDigit(body);
  }),
  subject('THAILAND_NATIONAL_IDENTIFICATION_NUMBER', 'checksum', 'Thai national id; เลขประจำตัวประชาชน', (random) => {
    const body = `1${textOf(random, '[1-9]##########')}`;
    return body + String((11 - (weigh(body, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 10);
  }),
  subject(
    'PORTUGAL_TAX_IDENTIFICATION_NUMBER',
    'checksum',
    'NIF; contribuinte; número de identificação fiscal',
    (random) => accepted(random, '2########', stdnum.PT!.nif!),
  ),
  subject('SWEDEN_PERSONAL_IDENTITY_NUMBER', 'checksum', 'personnummer; Personnummer', (random) => {
    const body = `${date(random).text}${random.digits(3)}`;
    return `${body.slice(0, 6)}-${body.slice(6)}${luhnDigit(body)}`;
  }),
  subject('ISRAEL_IDENTIFICATION_NUMBER', 'checksum', 'teudat zehut; מספר זהות', (random) => {
    const body = textOf(random, '[1-3]#######');
    return body + luhnDigit(body);
  }),
  subject(
    'VEHICLE_IDENTIFICATION_NUMBER',
    'checksum',
    'VIN; vehicle identification number; Fahrgestellnummer',
    northAmericanVin,
    { also: ['VEHICLE_IDENTIFICATION_NUMBER_(NO_KEYWORD)'], checkLast: false },
  ),
  subject('VEHICLE_IDENTIFICATION_NUMBER_(NO_KEYWORD)', 'checksum', '', northAmericanVin),
  subject('GERMANY_NATIONAL_IDENTIFICATION_NUMBER', 'checksum', 'Personalausweis; Ausweisnummer', (random) => {
    const body = textOf(random, 'L[0-9CFGHJKLMNPRTVWXYZ]{7}[0-9]');
    return body + icaoDigit(body);
  }),
];
