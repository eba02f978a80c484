import { stdnum } from 'stdnum';
import { luhnDigit, verhoeffDigit, weigh } from '../check-digits.ts';
import { type Random, textOf } from '../random.ts';
import { type Subject, subject } from '../subject.ts';
import { byOracle, day, ddmmyy, laid, N, trailing, two, yymmdd } from './national-number-parts.ts';

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

/** National numbers of Europe beyond Macie's, as forms, letters and tables of each country name and print them. */
export const europe: readonly Subject[] = [
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
];
