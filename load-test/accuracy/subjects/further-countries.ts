import { stdnum } from 'stdnum';
import { luhnDigit, trying, verhoeffDigit, weigh } from '../check-digits.ts';
import { DIGITS, laidOut, type Random, textOf } from '../random.ts';
import { type Subject, subject } from '../subject.ts';

const two = (value: number): string => String(value).padStart(2, '0');
const DIGIT_LIST = [...DIGITS];

interface Day {
  readonly yy: string;
  readonly mm: string;
  readonly dd: string;
}
const day = (random: Random, from = 50, to = 99): Day => ({
  yy: two(random.between(from, to)),
  mm: two(random.between(1, 12)),
  dd: two(random.between(1, 28)),
});
const laid = (random: Random, value: string, ...layouts: readonly string[]): string =>
  laidOut(value, random.pick(layouts));

/** Tried until an implementation of others accepts one. */
function accepted(make: () => string, oracle: { validate(value: string): { isValid: boolean } }): string {
  for (;;) {
    const value = make();
    if (oracle.validate(value).isValid) return value;
  }
}

const byOracle =
  (
    oracle: { validate(value: string): { isValid: boolean } } | undefined,
    make: (random: Random) => string,
    ...layouts: readonly string[]
  ) =>
  (random: Random): string => {
    const value = accepted(() => make(random), oracle!);
    return layouts.length === 0 ? value : laid(random, value, ...layouts);
  };

const ddmmyy = (random: Random): string => {
  const { yy, mm, dd } = day(random);
  return dd + mm + yy;
};
const yymmdd = (random: Random): string => {
  const { yy, mm, dd } = day(random);
  return yy + mm + dd;
};

function jmbg(region: string): (random: Random) => string {
  return (random) => {
    const { yy, mm, dd } = day(random);
    const body = `${dd}${mm}9${yy}${region}${random.digits(4)}`.slice(0, 12);
    const rest = weigh(body, [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
    return rest === 1 ? jmbg(region)(random) : body + String(rest === 0 ? 0 : 11 - rest);
  };
}

function luxembourg(random: Random): string {
  const { mm, dd } = day(random);
  const body = `${random.between(1930, 2010)}${mm}${dd}${random.digits(3)}`;
  return laid(random, body + luhnDigit(body) + verhoeffDigit(body), '*************', '**** ** ** ***** '.trim());
}

function snils(random: Random): string {
  const body = textOf(random, '1########');
  const sum = weigh(body, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101;
  return laid(random, body + two(sum === 100 ? 0 : sum), '***-***-*** **', '***********', '***-***-***-**');
}

/** Singapore: letters for the weighted sum, as tables print them. */
function nric(random: Random): string {
  const body = random.digits(7);
  const first = random.pick([...'STFG']);
  const rest = (weigh(body, [2, 7, 6, 5, 4, 3, 2]) + ('TG'.includes(first) ? 4 : 0)) % 11;
  return `${first}${body}${('ST'.includes(first) ? 'JZIHGFEDCBA' : 'XWUTRQPNMLK').charAt(rest)}`;
}

function japan(random: Random): string {
  const body = textOf(random, '[1-9]##########');
  const rest = weigh(body, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
  return laid(random, body + String(rest < 2 ? 0 : 11 - rest), '**** **** ****', '************', '****-****-****');
}

function kuwait(random: Random): string {
  for (;;) {
    const body = `2${yymmdd(random)}${random.digits(4)}`;
    const check = 11 - (weigh(body, [2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11);
    if (check < 10) return body + check;
  }
}

function iran(random: Random): string {
  const body = textOf(random, '[0-4]##[1-9]#####');
  const rest = weigh(body, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11;
  return laid(random, body + String(rest < 2 ? rest : 11 - rest), '**********', '***-******-*');
}

function kazakhstan(random: Random): string {
  const body = `${yymmdd(random)}${random.between(3, 6)}${random.digits(4)}`;
  let check = weigh(body, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) % 11;
  if (check === 10) check = weigh(body, [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]) % 11;
  return check === 10 ? kazakhstan(random) : body + check;
}

const trailing =
  (form: string, fits: (value: string) => boolean, ...layouts: readonly string[]) =>
  (random: Random): string => {
    for (;;) {
      const body = textOf(random, form);
      const check = trying(DIGIT_LIST, (digit) => fits(body + digit));
      if (check !== undefined) return layouts.length === 0 ? body + check : laid(random, body + check, ...layouts);
    }
  };

const N = '_NATIONAL_IDENTIFICATION_NUMBER';

/** National numbers of countries beyond Macie's, as forms, letters and tables of each country name and print them. */
export const furtherCountries: readonly Subject[] = [
  subject(
    'AUSTRIA_SOCIAL_SECURITY_NUMBER',
    'checksum',
    'SVNR; Sozialversicherungsnummer; SV-Nummer',
    byOracle(stdnum.AT!.vnr, (r) => textOf(r, '[1-9]###') + ddmmyy(r), '**********', '**** ******'),
    { checkLast: false },
  ),
  subject(
    'SWITZERLAND_SOCIAL_SECURITY_NUMBER',
    'checksum',
    'AHV-Nummer; numéro AVS; AHV; numero AVS',
    byOracle(stdnum.CH!.ssn, (r) => `756${r.digits(10)}`, '***.****.****.**', '*************'),
  ),
  subject(`BELGIUM${N}`, 'checksum', 'rijksregisternummer; numéro de registre national; NISS; INSZ', (r) => {
    const body = yymmdd(r) + textOf(r, '[1-9]##');
    return laid(r, body + two(97 - (Number(body) % 97)), '**.**.**-***.**', '***********', '******-***-**');
  }),
  subject(`LUXEMBOURG${N}`, 'checksum', 'matricule; matricule national', luxembourg),
  subject(
    `CZECHIA${N}`,
    'checksum',
    'rodné číslo; RČ',
    byOracle(stdnum.CZ!.rc, (r) => yymmdd(r) + r.digits(4), '******/****', '**********'),
    { also: [`SLOVAKIA${N}`] },
  ),
  subject(
    `SLOVAKIA${N}`,
    'checksum',
    'rodné číslo; RČ',
    byOracle(stdnum.SK!.rc, (r) => yymmdd(r) + r.digits(4), '******/****', '**********'),
    { also: [`CZECHIA${N}`] },
  ),
  subject(
    'HUNGARY_SOCIAL_SECURITY_NUMBER',
    'checksum',
    'TAJ szám; TAJ; TAJ-szám',
    trailing(
      '########',
      (v) => weigh(v, [3, 7, 3, 7, 3, 7, 3, 7]) % 10 === Number(v[8]),
      '*** *** ***',
      '*********',
      '***-***-***',
    ),
  ),
  subject(
    'HUNGARY_TAX_IDENTIFICATION_NUMBER',
    'checksum',
    'adóazonosító jel; adóazonosító',
    trailing('8########', (v) => weigh(v, [1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11 === Number(v[9])),
  ),
  subject(`DENMARK${N}`, 'format', 'CPR-nummer; CPR; CPR-nr.; personnummer', (r) =>
    laid(r, ddmmyy(r) + textOf(r, '[1-9]###'), '******-****', '**********', '****** ****'),
  ),
  subject(
    `NORWAY${N}`,
    'checksum',
    'fødselsnummer; fnr; personnummer',
    byOracle(
      stdnum.NO!.fodselsnummer,
      (r) => `${ddmmyy(r)}${textOf(r, '[1-4]##')}${r.digits(2)}`,
      '***********',
      '****** *****',
    ),
  ),
  subject(
    `FINLAND${N}`,
    'checksum',
    'henkilötunnus; HETU; personbeteckning',
    byOracle(stdnum.FI!.hetu, (r) => `${ddmmyy(r)}-${textOf(r, '[1-8]##[0-9A-FHJ-NPR-Y]')}`),
    { checkLast: false },
  ),
  subject(
    `ICELAND${N}`,
    'checksum',
    'kennitala; Kennitala',
    byOracle(stdnum.IS!.kennitala, (r) => `${ddmmyy(r)}${r.digits(3)}9`, '******-****', '**********'),
    { checkLast: false },
  ),
  subject(
    `ESTONIA${N}`,
    'checksum',
    'isikukood; Isikukood',
    byOracle(stdnum.EE!.ik, (r) => `3${yymmdd(r)}${r.digits(4)}`),
  ),
  subject(
    `LITHUANIA${N}`,
    'checksum',
    'asmens kodas; Asmens kodas',
    byOracle(stdnum.LT!.asmens, (r) => `4${yymmdd(r)}${r.digits(4)}`),
  ),
  subject(
    `LATVIA${N}`,
    'checksum',
    'personas kods; Personas kods',
    byOracle(stdnum.LV!.pvn, (r) => `${ddmmyy(r)}1${r.digits(4)}`, '******-*****', '***********'),
  ),
  subject(
    'IRELAND_PERSONAL_PUBLIC_SERVICE_NUMBER',
    'checksum',
    'PPS number; PPSN; PPS No',
    byOracle(stdnum.IE!.pps, (r) => textOf(r, '#######[A-W]') + r.pick(['', 'A'])),
    { checkLast: false },
  ),
  subject(`SLOVENIA${N}`, 'checksum', 'EMŠO; EMSO; enotna matična številka občana', jmbg('500')),
  subject(`SERBIA${N}`, 'checksum', 'JMBG; ЈМБГ; matični broj', jmbg('71')),
  subject(`BOSNIA_AND_HERZEGOVINA${N}`, 'checksum', 'JMBG; JMB', jmbg('17')),
  subject(`MONTENEGRO${N}`, 'checksum', 'JMBG; jedinstveni matični broj', jmbg('21')),
  subject(`NORTH_MACEDONIA${N}`, 'checksum', 'ЕМБГ; матичен број; EMBG', jmbg('45')),
  subject('GREECE_SOCIAL_SECURITY_NUMBER', 'checksum', 'ΑΜΚΑ; AMKA', (r) => {
    const body = `${ddmmyy(r)}${r.digits(4)}`;
    return body + luhnDigit(body);
  }),
  subject(
    'GREECE_TAX_IDENTIFICATION_NUMBER',
    'checksum',
    'ΑΦΜ; Α.Φ.Μ.; AFM',
    byOracle(stdnum.GR!.vat, (r) => textOf(r, '[01]########')),
  ),
  subject(
    'CYPRUS_TAX_IDENTIFICATION_NUMBER',
    'checksum',
    'TIC; tax identification code',
    byOracle(stdnum.CY!.vat, (r) => textOf(r, '00######[A-Z]')),
    { checkLast: false },
  ),
  subject(`MALTA${N}`, 'format', 'ID card number; identity card; karta tal-identità', (r) =>
    textOf(r, '0[1-9]#####[MGAPLHBZ]'),
  ),
  subject(
    `TURKIYE${N}`,
    'checksum',
    'T.C. kimlik no; TC kimlik numarası; TCKN',
    byOracle(stdnum.TR!.tckimlik, (r) => textOf(r, '[1-9]##########')),
  ),
  subject(`ALBANIA${N}`, 'format', 'NID; numri personal', (r) => {
    const { mm, dd } = day(r);
    return `${textOf(r, '[F-J]#')}${mm}${dd}${textOf(r, '###[A-W]')}`;
  }),
  subject(
    'UKRAINE_TAX_IDENTIFICATION_NUMBER',
    'checksum',
    'РНОКПП; ІПН; ідентифікаційний код',
    byOracle(stdnum.UA!.rntrc, (r) => textOf(r, '[23]#########')),
  ),
  subject(
    'RUSSIA_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER',
    'checksum',
    'ИНН; INN',
    byOracle(stdnum.RU!.inn, (r) => textOf(r, '77##########')),
  ),
  subject('RUSSIA_SOCIAL_SECURITY_NUMBER', 'checksum', 'СНИЛС; SNILS; страховой номер', snils),
  subject('RUSSIA_PASSPORT_NUMBER', 'format', 'паспорт; серия и номер паспорта', (r) =>
    laid(r, textOf(r, '[1-9]#[012]#######'), '**** ******', '** ** ******', '**********'),
  ),
  subject(
    `BELARUS${N}`,
    'format',
    'личный номер; идентификационный номер',
    (r) => `3${ddmmyy(r)}${textOf(r, '[ABCEHKM]###(PB|BA|BI)#')}`,
  ),
  subject(
    `MOLDOVA${N}`,
    'checksum',
    'IDNP; cod personal',
    trailing('20##########', (v) => weigh(v, [7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1]) % 10 === Number(v[12])),
  ),
  subject(`GEORGIA${N}`, 'format', 'პირადი ნომერი; personal number', (r) => textOf(r, '[0-6][1-9]#########')),
  subject(`KAZAKHSTAN${N}`, 'checksum', 'ИИН; ЖСН; IIN', kazakhstan),
  subject(`UZBEKISTAN${N}`, 'format', 'ПИНФЛ; PINFL; JSHSHIR', (r) => `3${ddmmyy(r)}${r.digits(7)}`),
  subject(`UNITED_ARAB_EMIRATES${N}`, 'format', 'Emirates ID; رقم الهوية', (r) =>
    laid(r, `784${r.between(1950, 2010)}${textOf(r, '[1-9]#######')}`, '***-****-*******-*', '***************'),
  ),
  subject(`SAUDI_ARABIA${N}`, 'checksum', 'iqama number; national id; رقم الهوية', (r) => {
    const body = textOf(r, '[12]########');
    return body + luhnDigit(body);
  }),
  subject(`KUWAIT${N}`, 'checksum', 'civil id; الرقم المدني', kuwait),
  subject(`QATAR${N}`, 'format', 'QID; Qatar ID', (r) => textOf(r, '2##(634|356|818|608)####[1-9]')),
  subject(
    `EGYPT${N}`,
    'format',
    'الرقم القومي; national id',
    (r) => `2${yymmdd(r)}${r.pick(['01', '02', '12', '21', '88'])}${r.digits(5)}`,
  ),
  subject(`IRAN${N}`, 'checksum', 'کد ملی; code melli', iran),
  subject(
    `CHINA${N}`,
    'checksum',
    '身份证号; 身份证号码; resident identity card',
    byOracle(stdnum.CN!.ric, (r) => `110105${19}${yymmdd(r)}${textOf(r, '###[0-9X]')}`),
    { checkLast: false },
  ),
  subject(
    `HONG_KONG${N}`,
    'checksum',
    'HKID; 身份證號碼; Hong Kong identity card',
    byOracle(stdnum.HK!.hkid, (r) => textOf(r, '[A-HKMPR-Z]######[0-9A]'), '*******(*)', '********'),
    { checkLast: false },
  ),
  subject(
    `TAIWAN${N}`,
    'checksum',
    '身分證字號; national identification',
    byOracle(stdnum.TW!.natid, (r) => textOf(r, '[A-Z][12]########')),
  ),
  subject('JAPAN_INDIVIDUAL_NUMBER', 'checksum', 'マイナンバー; 個人番号; My Number', japan),
  subject(
    `SOUTH_KOREA${N}`,
    'checksum',
    '주민등록번호; 주민번호; resident registration number',
    byOracle(
      stdnum.KR!.rrn,
      (r) => `${yymmdd(r)}${r.between(1, 2)}${textOf(r, '[0-8]#####')}`,
      '******-*******',
      '*************',
    ),
  ),
  subject(`SINGAPORE${N}`, 'checksum', 'NRIC; FIN; NRIC/FIN', nric, { checkLast: false }),
  subject(`MALAYSIA${N}`, 'format', 'MyKad; No. Kad Pengenalan; IC number', (r) =>
    laid(r, `${yymmdd(r)}${r.pick(['01', '02', '08', '10', '14'])}${r.digits(4)}`, '******-**-****', '************'),
  ),
  subject(
    `INDONESIA${N}`,
    'format',
    'NIK; No. KTP; Nomor Induk Kependudukan',
    (r) => `317${r.between(1, 5)}0${r.between(1, 8)}${ddmmyy(r)}000${r.between(1, 9)}`,
  ),
  subject('PHILIPPINES_SOCIAL_SECURITY_NUMBER', 'format', 'SSS; SSS number', (r) =>
    laid(r, textOf(r, '(03|04|05|33|34)[1-9]#######'), '**-*******-*', '**********'),
  ),
  subject(`VIETNAM${N}`, 'format', 'CCCD; căn cước công dân; số CCCD', (r) =>
    textOf(r, '0(01|79|31|48)[0-3]##[1-9]#####'),
  ),
  subject(`PAKISTAN${N}`, 'format', 'CNIC; CNIC number', (r) =>
    laid(r, textOf(r, '[1-7]####[1-9]#######'), '*****-*******-*', '*************'),
  ),
  subject(`BANGLADESH${N}`, 'format', 'NID number; NID no; জাতীয় পরিচয়পত্র', (r) =>
    textOf(r, r.pick(['19##[1-9]###########[1-9]', '[1-9]########[1-9]'])),
  ),
  subject(`SRI_LANKA${N}`, 'format', 'NIC; NIC number; national identity card', (r) =>
    r.pick([
      `${two(r.between(50, 99))}${r.between(100, 360)}${r.digits(4)}V`,
      `19${two(r.between(50, 99))}${r.between(510, 860)}0${r.digits(3)}${r.between(1, 9)}`,
    ]),
  ),
  subject(
    'PERU_TAX_IDENTIFICATION_NUMBER',
    'checksum',
    'RUC; número de RUC',
    byOracle(stdnum.PE!.ruc, (r) => textOf(r, '(10|20)#########')),
  ),
  subject(`PERU${N}`, 'format', 'DNI; documento nacional de identidad', (r) => textOf(r, '[1-7]#######'), {
    also: ['ARGENTINA_DNI_NUMBER'],
  }),
  subject(
    `ECUADOR${N}`,
    'checksum',
    'cédula; cédula de ciudadanía',
    byOracle(stdnum.EC!.ci, (r) => textOf(r, '17[0-5]#######')),
  ),
  subject(
    `URUGUAY${N}`,
    'checksum',
    'cédula de identidad; C.I.',
    byOracle(stdnum.UY!.cedula, (r) => textOf(r, '[1-5]#######'), '*.***.***-*', '********', '*******-*'),
  ),
  subject('PARAGUAY_TAX_IDENTIFICATION_NUMBER', 'checksum', 'RUC; R.U.C.', (r) => {
    const body = textOf(r, '[18]000[1-9]###');
    const rest = [...body].reverse().reduce((sum, digit, place) => sum + Number(digit) * (place + 2), 0) % 11;
    return `${body}-${rest > 1 ? 11 - rest : 0}`;
  }),
  subject(
    'VENEZUELA_TAX_IDENTIFICATION_NUMBER',
    'checksum',
    'RIF; R.I.F.',
    byOracle(stdnum.VE!.rif, (r) => textOf(r, '[VEJPG]#########'), '*-********-*', '**********'),
  ),
  subject(
    `DOMINICAN_REPUBLIC${N}`,
    'checksum',
    'cédula; cédula de identidad y electoral',
    byOracle(stdnum.DO!.cedula, (r) => textOf(r, '00[1-9]########'), '***-*******-*', '***********'),
  ),
  subject(`COSTA_RICA${N}`, 'format', 'cédula de identidad; número de cédula', (r) =>
    laid(r, textOf(r, '[1-7]0[1-9]##0###'), '*-****-****', '*********'),
  ),
  subject(
    `GUATEMALA${N}`,
    'checksum',
    'CUI; DPI',
    (r) => {
      for (;;) {
        const body = textOf(r, '[1-3]#######');
        const check = weigh(body, [2, 3, 4, 5, 6, 7, 8, 9]) % 11;
        if (check < 10) return laid(r, `${body}${check}0101`, '**** ***** ****', '*************');
      }
    },
    { checkLast: false },
  ),
  subject(
    `EL_SALVADOR${N}`,
    'checksum',
    'DUI; documento único de identidad',
    trailing(
      '0#######',
      (v) => (weigh(v, [9, 8, 7, 6, 5, 4, 3, 2]) + Number(v[8])) % 10 === 0,
      '********-*',
      '*********',
    ),
  ),
  subject(`NICARAGUA${N}`, 'format', 'cédula; número de cédula', (r) =>
    laid(r, `001${ddmmyy(r)}000${textOf(r, '[1-9][A-HJ-NP-Y]')}`, '***-******-*****', '**************'),
  ),
  subject(
    `CUBA${N}`,
    'format',
    'carné de identidad; número de identidad',
    (r) => `${yymmdd(r)}${textOf(r, '####[1-9]')}`,
  ),
  subject(`NIGERIA${N}`, 'format', 'NIN; national identification number', (r) => textOf(r, '[1-9]#########[1-9]')),
  subject('NIGERIA_BANK_VERIFICATION_NUMBER', 'format', 'BVN; bank verification number', (r) =>
    textOf(r, '22########[1-9]'),
  ),
  subject('KENYA_TAX_IDENTIFICATION_NUMBER', 'format', 'KRA PIN; PIN number', (r) => textOf(r, 'A00[1-9]######[A-Z]')),
  subject(`GHANA${N}`, 'format', 'Ghana Card; national id', (r) => textOf(r, 'GHA-7########-#')),
  subject(
    `MAURITIUS${N}`,
    'checksum',
    'NID; national identity card',
    byOracle(stdnum.MU!.nid, (r) => `${textOf(r, '[A-Z]')}${ddmmyy(r)}${textOf(r, '######[0-9A-G]')}`),
    { checkLast: false },
  ),
  subject(
    'NEW_ZEALAND_TAX_IDENTIFICATION_NUMBER',
    'checksum',
    'IRD number; IRD',
    byOracle(stdnum.NZ!.ird, (r) => textOf(r, r.pick(['[4-9]#######', '1[0-4]#######']))),
  ),
  subject('NEW_ZEALAND_NATIONAL_HEALTH_INDEX_NUMBER', 'checksum', 'NHI; NHI number', (r) => {
    for (;;) {
      const body = textOf(r, '[A-HJ-NP-Z]{3}[0-9]{3}');
      const sum = [...body].reduce((total, one, place) => {
        const worth = one <= '9' ? Number(one) : 'ABCDEFGHJKLMNPQRSTUVWXYZ'.indexOf(one) + 1;
        return total + worth * (7 - place);
      }, 0);
      if (sum % 11 !== 0) return body + String((11 - (sum % 11)) % 10);
    }
  }),
];
