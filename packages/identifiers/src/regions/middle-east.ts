import type { DataIdentifier } from '../data-identifier.ts';
import { nationalNumber } from '../national-number.ts';
import { allOf } from '../validators/all-of.ts';
import { birthDate } from '../validators/birth-date.ts';
import { luhn } from '../validators/luhn.ts';
import { never, neverAt } from '../validators/never.ts';
import { weightedCheckDigit } from '../validators/weighted.ts';

export const middleEast: readonly DataIdentifier[] = [
  nationalNumber({
    id: 'UNITED_ARAB_EMIRATES_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'Emirates ID number',
    format: String.raw`784[- ]?(?:19|20)\d{2}[- ]?\d{7}[- ]?\d`,
    keywords: [
      ...[
        'emirates id',
        'emirates identity',
        'uae id',
        'eid',
        'eida',
        'id number',
        'identity card',
        'national id',
        'idn',
      ],
      ...['رقم الهوية', 'بطاقة الهوية', 'الهوية الإماراتية', 'هوية'],
    ],
    validate: never(/^784[0-9]{4}0{7}/),
    sources: ['UAE Federal Law No. 9 of 2006, population register and identity card'],
    numbers: ['784-1987-1234567-1', '784200412345671'],
    wrong: { '784-1987-0000000-1': 'never-issued' },
  }),
  nationalNumber({
    id: 'SAUDI_ARABIA_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'National ID and iqama number (Saudi Arabia)',
    format: String.raw`[12]\d{9}`,
    keywords: [
      ...['iqama', 'saudi id', 'saudi national id', 'national id', 'iqama number', 'absher', 'civil id'],
      ...['رقم الهوية', 'الهوية الوطنية', 'رقم الإقامة', 'الإقامة', 'هوية مقيم', 'السجل المدني', 'رقم السجل المدني'],
    ],
    validate: luhn,
    sources: ['نظام الأحوال المدنية (Civil Status Law, Royal Decree M/7)'],
    numbers: ['1010101002', '2000123451'],
    wrong: { '1010101005': 'bad-checksum' },
  }),
  nationalNumber({
    id: 'KUWAIT_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'Civil ID number (Kuwait)',
    format: String.raw`[1-3]\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{5}`,
    keywords: ['civil id', 'civil id no', 'civil number', 'kuwait id', 'paci', 'الرقم المدني', 'البطاقة المدنية'],
    validate: allOf(
      birthDate({ month: 3, day: 5 }),
      weightedCheckDigit([2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], 11, (rest) => 11 - rest),
    ),
    sources: ['Law No. 32 of 1982 concerning the civil information system, Kuwait'],
    numbers: ['284090812308', '300010112342'],
    wrong: { '284090812347': 'bad-checksum', '284023012348': 'bad-format' },
  }),
  nationalNumber({
    id: 'QATAR_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'QID (Qatar)',
    format: String.raw`[23]\d{2}\d{3}\d{5}`,
    keywords: [
      'qid',
      'qatar id',
      'qatari id',
      'qid number',
      'qatar residency permit',
      'الرقم الشخصي',
      'رقم البطاقة الشخصية',
    ],
    validate: neverAt(-5, '00000'),
    sources: ['Law No. 21 of 2015, Ministry of Interior, Qatar'],
    numbers: ['28463412345', '30076000123'],
    wrong: { '28463400000': 'never-issued' },
  }),
  nationalNumber({
    id: 'EGYPT_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'National number (Egypt)',
    format: String.raw`[23]\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:0[1-4]|1[1-9]|2[1-9]|3[1-5]|88)\d{5}`,
    keywords: [
      ...['national id', 'national number', 'egyptian id', 'egypt id', 'الرقم القومي', 'رقم قومي', 'رقم البطاقة'],
      ...['بطاقة الرقم القومي', 'بطاقة رقم قومي', 'national id number', 'egyptian national id'],
    ],
    validate: birthDate({ month: 3, day: 5 }),
    sources: ['قانون الأحوال المدنية رقم 143 لسنة 1994'],
    numbers: ['29001011234567', '30105150212345'],
    wrong: { '29002301234567': 'bad-format' },
  }),
  nationalNumber({
    id: 'IRAN_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'National code (Iran)',
    format: String.raw`\d{3}-?\d{6}-?\d`,
    keywords: [
      ...['کد ملی', 'کدملی', 'شماره ملی', 'رقم ملی', 'code melli', 'melli code', 'kode melli', 'kod melli', 'codemeli'],
      ...['iranian national code', 'national code', 'iran national id', 'meli code', 'code meli'],
    ],
    validate: weightedCheckDigit([10, 9, 8, 7, 6, 5, 4, 3, 2], 11, (rest) => (rest < 2 ? rest : 11 - rest)),
    sources: ['قانون الزام اختصاص شماره ملی و کد پستی، ۱۳۷۶'],
    numbers: ['0499370899', '001-234567-9'],
    wrong: { '0499370898': 'bad-checksum' },
  }),
];
