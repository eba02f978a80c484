import { stdnum } from 'stdnum';
import { luhnDigit, weigh } from '../check-digits.ts';
import { type Random, textOf } from '../random.ts';
import { type Subject, subject } from '../subject.ts';
import { byOracle, ddmmyy, laid, N, two, yymmdd } from './national-number-parts.ts';

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

/** National numbers of Asia and the Middle East beyond Macie's, as forms, letters and tables of each country name and print them. */
export const asia: readonly Subject[] = [
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
];
