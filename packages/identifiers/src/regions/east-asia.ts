import type { DataIdentifier } from '../data-identifier.ts';
import { nationalNumber } from '../national-number.ts';
import { allOf } from '../validators/all-of.ts';
import { birthDate } from '../validators/birth-date.ts';
import { hongKongIdentityCard, taiwanIdentityNumber } from '../validators/letter-checks.ts';
import { koreanRegistrationNumber } from '../validators/state-number-checks.ts';
import { weightedCheckDigit } from '../validators/weighted.ts';

export const eastAsia: readonly DataIdentifier[] = [
  nationalNumber({
    id: 'CHINA_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'Resident identity card number (China)',
    format: String.raw`[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]`,
    keywords: [
      ...[
        '身份证',
        '身份证号',
        '身份证号码',
        '居民身份证',
        '公民身份号码',
        '身份號碼',
        '证件号',
        '证件号码',
        '证件编号',
      ],
      ...['shenfenzheng', 'sfz', 'resident identity card', 'chinese id', 'china id', 'id card', 'identity card'],
      ...['id number', 'id no', 'idcard', 'resident id', 'id_card_no', 'national id', '身分證'],
    ],
    validate: allOf(
      birthDate({ month: 10, day: 12 }),
      weightedCheckDigit([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], 11, (rest) => '10X98765432'[rest]!),
    ),
    sources: ['GB 11643-1999 公民身份号码'],
    numbers: ['11010519491231002X', '440524188001010014'],
    wrong: { '110105194912310021': 'bad-checksum', '110105194902300021': 'bad-format' },
  }),
  nationalNumber({
    id: 'HONG_KONG_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'Identity card number (Hong Kong)',
    format: '[A-Za-z]{1,2} ?[0-9]{6} ?[(（]?[0-9Aa]',
    keywords: [
      ...['hkid', 'hkic', 'hong kong id', 'hong kong identity card', 'hk identity card', 'hk id', 'identity card'],
      ...['身份證', '香港身份證', '身份證號碼', '身份証', 'id card', 'hkid no', 'id number', 'id no'],
    ],
    validate: hongKongIdentityCard,
    sources: ['Registration of Persons Regulations, Cap. 177A'],
    numbers: ['A123456(3)', 'AB987654(3)'],
    wrong: { 'A123456(4)': 'bad-checksum' },
  }),
  nationalNumber({
    id: 'TAIWAN_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'National identification number (Taiwan)',
    format: '[A-Za-z][1289][0-9]{8}',
    keywords: [
      ...[
        '身分證',
        '身分證字號',
        '身份證字號',
        '國民身分證',
        '統一證號',
        '統一編號',
        '身分證統一編號',
        '居留證號',
        '身份證',
      ],
      ...['taiwan id', 'national identification', 'national id', 'roc id', 'id number', 'taiwan national id', 'id no'],
    ],
    validate: taiwanIdentityNumber,
    sources: ['戶籍法', '內政部國民身分證統一編號編碼規則'],
    numbers: ['A123456789', 'A800000014'],
    wrong: { A123456788: 'bad-checksum' },
  }),
  nationalNumber({
    id: 'JAPAN_INDIVIDUAL_NUMBER',
    name: 'My Number (Japan)',
    format: String.raw`\d{4}[ -]?\d{4}[ -]?\d{4}`,
    keywords: [
      'マイナンバー',
      '個人番号',
      '個人番號',
      'my number',
      'mynumber',
      'individual number',
      'kojin bango',
      'マイナンバーカード',
    ],
    validate: weightedCheckDigit([6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2], 11, (rest) => (rest < 2 ? 0 : 11 - rest)),
    sources: [
      '行政手続における特定の個人を識別するための番号の利用等に関する法律施行令第八条',
      '平成26年総務省令第85号第五条',
    ],
    numbers: ['1234 5678 9018', '123456789018'],
    wrong: { '1234 5678 9019': 'bad-checksum' },
  }),
  nationalNumber({
    id: 'SOUTH_KOREA_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'Resident registration number (South Korea)',
    format: String.raw`\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[ -]?\d{7}`,
    keywords: [
      ...['주민등록번호', '주민번호', '주민등록', '외국인등록번호', 'resident registration number', 'rrn', 'jumin'],
      ...['korean id', 'jumin number', 'alien registration number', 'resident registration no'],
    ],
    validate: allOf(birthDate({ month: 2, day: 4 }), koreanRegistrationNumber),
    sources: ['주민등록법 시행규칙 제2조', 'https://www.mois.go.kr'],
    numbers: ['971013-9019902', '201203-3123456'],
    wrong: { '971013-9019903': 'bad-checksum', '970230-9019902': 'bad-format' },
  }),
];
