import type { DataIdentifier } from '../data-identifier.ts';
import { nationalNumber } from '../national-number.ts';
import { allOf } from '../validators/all-of.ts';
import { birthDate } from '../validators/birth-date.ts';
import { nationalHealthIndex } from '../validators/letter-checks.ts';
import { never, neverAt } from '../validators/never.ts';
import { onPart } from '../validators/on-part.ts';
import { digitsOf } from '../validators/text.ts';
import { twoPassCheckDigit } from '../validators/two-pass.ts';
import { weightedCheckDigit } from '../validators/weighted.ts';

export const africaAndOceania: readonly DataIdentifier[] = [
  nationalNumber({
    id: 'NIGERIA_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'NIN (Nigeria)',
    format: String.raw`[1-9]\d{10}`,
    keywords: [
      ...[
        'nin',
        'national identification number',
        'nin number',
        'nimc',
        'nin no',
        'nigerian national identification number',
      ],
    ],
    validate: neverAt(-6, '000000'),
    sources: ['National Identity Management Commission Act No. 23 of 2007'],
    numbers: ['12345678901', '70123456789'],
    wrong: { '12345000000': 'never-issued' },
  }),
  nationalNumber({
    id: 'NIGERIA_BANK_VERIFICATION_NUMBER',
    name: 'Bank verification number (Nigeria)',
    format: String.raw`22\d{9}`,
    keywords: ['bvn', 'bank verification number', 'bvn number', 'bvn no'],
    validate: neverAt(-6, '000000'),
    sources: ['Central Bank of Nigeria, Regulatory Framework for BVN Operations'],
    numbers: ['22123456789', '22987612345'],
    wrong: { '22123000000': 'never-issued' },
  }),
  nationalNumber({
    id: 'KENYA_TAX_IDENTIFICATION_NUMBER',
    name: 'KRA PIN (Kenya)',
    format: '[APap][0-9]{9}[A-Za-z]',
    keywords: [
      'kra pin',
      'kra',
      'pin number',
      'pin no',
      'pin certificate',
      'itax pin',
      'tax pin',
      'personal identification number',
    ],
    validate: neverAt(1, '000000000'),
    sources: ['Tax Procedures Act, 2015, Kenya'],
    numbers: ['A004567890B', 'P051365947M'],
    wrong: { A000000000B: 'never-issued' },
  }),
  nationalNumber({
    id: 'GHANA_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'Ghana Card number',
    format: '(?:GHA|gha)-[0-9]{9}-[0-9]',
    keywords: [
      ...[
        'ghana card',
        'ghanacard',
        'ghana',
        'national id',
        'nia',
        'personal id number',
        'id number',
        'gh card',
        'id no',
      ],
      ...['national identification', 'card number', 'gha card', 'personal identification number', 'identity card'],
    ],
    validate: never(/^GHA0{9}/),
    sources: ['National Identity Register Act, 2008 (Act 750), Ghana'],
    numbers: ['GHA-123456789-1', 'GHA-700123456-8'],
    wrong: { 'GHA-000000000-1': 'never-issued' },
  }),
  nationalNumber({
    id: 'MAURITIUS_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'National identity number (Mauritius)',
    format: '[A-Za-z](?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])[0-9]{2}[0-9A-Za-z]{6}[0-9A-Ga-g]',
    keywords: [
      'nid',
      'national identity card',
      'national identity number',
      'nic',
      'mauritius id',
      'national id',
      'mauritian id',
    ],
    validate: allOf(
      birthDate({ day: 0, month: 2 }),
      weightedCheckDigit(
        [14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2],
        17,
        (rest) => '0123456789ABCDEFG'[(17 - rest) % 17]!,
      ),
    ),
    sources: ['National Identity Card Act 1985, Mauritius'],
    numbers: ['D2305851800144', 'O010190123456B'],
    wrong: { D2305851800149: 'bad-checksum' },
  }),
  nationalNumber({
    id: 'NEW_ZEALAND_TAX_IDENTIFICATION_NUMBER',
    name: 'IRD number (New Zealand)',
    format: String.raw`\d{2,3}[- ]?\d{3}[- ]?\d{3}`,
    keywords: [
      'ird',
      'ird number',
      'ird no',
      'ird no.',
      'ird #',
      'inland revenue',
      'nz tax number',
      'inland revenue number',
    ],
    validate: allOf(
      never(/^0{2,3}|^[2-9][0-9]{8}/),
      onPart(
        (value) => digitsOf(value).padStart(9, '0'),
        twoPassCheckDigit([3, 2, 7, 6, 5, 4, 3, 2], [7, 4, 3, 2, 5, 2, 7, 6], { digitFor: (rest) => (11 - rest) % 11 }),
      ),
    ),
    sources: ['Inland Revenue, Resident withholding tax and non-resident withholding tax specification, New Zealand'],
    numbers: ['49-091-850', '136-410-132'],
    wrong: { '49-091-851': 'bad-checksum', '999-410-132': 'never-issued' },
  }),
  nationalNumber({
    id: 'NEW_ZEALAND_NATIONAL_HEALTH_INDEX_NUMBER',
    name: 'NHI number (New Zealand)',
    format: '[A-HJ-NP-Za-hj-np-z]{3}[0-9]{2}(?:[0-9]{2}|[A-HJ-NP-Za-hj-np-z]{2})',
    keywords: ['nhi', 'nhi number', 'nhi no', 'national health index', 'national health index number', 'nhi:'],
    validate: nationalHealthIndex,
    sources: ['HISO 10046 Consumer Health Identity Standard', 'https://www.tewhatuora.govt.nz (NHI)'],
    numbers: ['ZAA0067', 'ALU18KZ'],
    wrong: { ZAA0068: 'bad-checksum' },
  }),
];
