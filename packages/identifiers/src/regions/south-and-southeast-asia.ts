import type { DataIdentifier } from '../data-identifier.ts';
import { nationalNumber } from '../national-number.ts';
import { allOf } from '../validators/all-of.ts';
import { birthDate } from '../validators/birth-date.ts';
import { singaporeIdentityNumber } from '../validators/letter-checks.ts';
import { never, neverAt } from '../validators/never.ts';

const ENDS_IN_ZEROS = neverAt(-6, '000000');

export const southAndSoutheastAsia: readonly DataIdentifier[] = [
  nationalNumber({
    id: 'SINGAPORE_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'NRIC and FIN (Singapore)',
    format: '[STFGMstfgm][0-9]{7}[A-Za-z]',
    keywords: [
      ...[
        'nric',
        'fin',
        'nric/fin',
        'nric fin',
        'nric no',
        'fin no',
        'nric number',
        'singapore id',
        'ic number',
        'ic no',
      ],
      ...['national registration identity card', 'foreign identification number', 'identification no', 'identity card'],
      ...['uinfin', '身份证', 'id number', 'id no'],
    ],
    validate: singaporeIdentityNumber,
    sources: ['National Registration Act 1965', 'https://www.ica.gov.sg'],
    numbers: ['S1234567D', 'T0123456G', 'F1234567N'],
    wrong: { S1234567E: 'bad-checksum' },
  }),
  nationalNumber({
    id: 'MALAYSIA_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'MyKad number (Malaysia)',
    format: String.raw`\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[ -]?(?:0[1-9]|1[0-6]|2[1-9]|[345]\d|6[0-8]|7[124-9]|8[2-9]|9[0-389])[ -]?\d{4}`,
    keywords: [
      ...['mykad', 'nric', 'kad pengenalan', 'no kad pengenalan', 'no. kad pengenalan', 'nombor kad pengenalan'],
      ...['no kp', 'no. kp', 'ic no', 'ic number', 'ic no.', 'no. ic', 'malaysian ic', 'identity card', 'mypr'],
    ],
    validate: birthDate({ month: 2, day: 4 }),
    sources: ['National Registration Regulations 1990', 'https://www.jpn.gov.my'],
    numbers: ['770305-02-1234', '890131065224'],
    wrong: { '770230-02-1234': 'bad-format' },
  }),
  nationalNumber({
    id: 'INDONESIA_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'NIK (Indonesia)',
    format: String.raw`(?:1[1-9]|2[1-2]|3[1-6]|5[1-3]|6[1-5]|7[1-6]|8[1-2]|9[1-7])\d{4}(?:0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01])(?:0[1-9]|1[0-2])\d{6}`,
    keywords: [
      ...['nik', 'no. ktp', 'no ktp', 'nomor ktp', 'ktp', 'e-ktp', 'nomor induk kependudukan', 'kartu tanda penduduk'],
      ...['nomor kartu keluarga', 'indonesian id'],
    ],
    validate: allOf(birthDate({ day: 6, month: 8, dayOffsets: [40] }), neverAt(-4, '0000')),
    sources: ['Undang-Undang Nomor 24 Tahun 2013, pasal 13'],
    numbers: ['3171011708450001', '3273016504900003'],
    wrong: { '3171013102450001': 'bad-format', '3171011708450000': 'never-issued' },
  }),
  nationalNumber({
    id: 'PHILIPPINES_SOCIAL_SECURITY_NUMBER',
    name: 'SSS number (Philippines)',
    format: String.raw`(?:\d{2}-\d{7}-\d|(?:0[1-9]|3[3-5])\d{8})`,
    keywords: ['sss', 'sss number', 'sss no', 'sss no.', 'sss id', 'social security system', 'philippine sss'],
    validate: never(/^[0-9]{2}0{7}/),
    sources: ['Republic Act No. 11199 (Social Security Act of 2018)'],
    numbers: ['34-1234567-8', '0312345672'],
    wrong: { '34-0000000-8': 'never-issued' },
  }),
  nationalNumber({
    id: 'VIETNAM_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'Citizen identity number (Vietnam)',
    format: String.raw`0(?:0[1-9]|[1-8]\d|9[0-6])[0-9]\d{8}`,
    keywords: [
      ...['cccd', 'căn cước', 'căn cước công dân', 'số cccd', 'số căn cước', 'số định danh cá nhân', 'cmnd', 'cmtnd'],
      ...['chứng minh nhân dân', 'thẻ căn cước', 'vietnamese id', 'citizen identity'],
    ],
    validate: ENDS_IN_ZEROS,
    sources: ['Nghị định 137/2015/NĐ-CP, Điều 13', 'Luật Căn cước 2023'],
    numbers: ['001203000123', '079185123456'],
    wrong: { '001203000000': 'never-issued' },
  }),
  nationalNumber({
    id: 'PAKISTAN_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'CNIC (Pakistan)',
    format: String.raw`[1-8]\d{4}-?\d{7}-?\d`,
    keywords: [
      ...[
        'cnic',
        'nicop',
        'snic',
        'cnic no',
        'cnic number',
        'national identity card',
        'computerized national identity',
      ],
      ...['computerised national identity card', 'nadra', 'شناختی کارڈ', 'شناختی کارڈ نمبر', 'national id'],
    ],
    validate: never(/^[0-9]{5}0{7}/),
    sources: ['National Database and Registration Authority Ordinance, 2000'],
    numbers: ['42201-1234567-1', '3520212345673'],
    wrong: { '42201-0000000-1': 'never-issued' },
  }),
  nationalNumber({
    id: 'BANGLADESH_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'NID number (Bangladesh)',
    format: String.raw`(?:(?:19|20)\d{2})?[1-9]\d{12}|[1-9]\d{9}`,
    keywords: [
      ...['bangladesh nid', 'nid no', 'nid number', 'nid card', 'smart nid', 'voter id', 'জাতীয় পরিচয়পত্র', 'এনআইডি'],
      ...['জাতীয় পরিচয়পত্র নম্বর', 'national id card', 'voter id no'],
    ],
    validate: ENDS_IN_ZEROS,
    sources: ['জাতীয় পরিচয় নিবন্ধন আইন, ২০১০'],
    numbers: ['19892691234567891', '2691649123456', '6412345678'],
    wrong: { '6412000000': 'never-issued' },
  }),
  nationalNumber({
    id: 'SRI_LANKA_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'NIC number (Sri Lanka)',
    format: String.raw`\d{2}(?:[0-2]\d{2}|3[0-6]\d|[56]\d{2}|7\d{2}|8[0-6]\d)\d{4}[VXvx]|(?:19|20)\d{2}(?:[0-2]\d{2}|3[0-6]\d|[56]\d{2}|7\d{2}|8[0-6]\d)\d{5}`,
    keywords: [
      ...['nic', 'nic no', 'nic number', 'national identity card', 'sri lanka nic', 'sri lankan id', 'identity card'],
      ...['ජාතික හැඳුනුම්පත', 'ජා.හැ.අංකය', 'தேசிய அடையாள அட்டை', 'id number'],
    ],
    validate: ENDS_IN_ZEROS,
    sources: ['Registration of Persons Act, No. 32 of 1968'],
    numbers: ['853400937V', '198534000937'],
    wrong: { '198534000000': 'never-issued' },
  }),
];
