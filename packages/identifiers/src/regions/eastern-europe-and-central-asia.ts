import type { DataIdentifier } from '../data-identifier.ts';
import { nationalNumber } from '../national-number.ts';
import { allOf } from '../validators/all-of.ts';
import { birthDate } from '../validators/birth-date.ts';
import { never } from '../validators/never.ts';
import { snils } from '../validators/state-number-checks.ts';
import { twoPassCheckDigit } from '../validators/two-pass.ts';
import { weightedCheckDigit } from '../validators/weighted.ts';

export const easternEuropeAndCentralAsia: readonly DataIdentifier[] = [
  nationalNumber({
    id: 'UKRAINE_TAX_IDENTIFICATION_NUMBER',
    name: 'RNOKPP (Ukraine)',
    format: String.raw`\d{10}`,
    keywords: [
      ...['рнокпп', 'іпн', 'ідентифікаційний номер', 'ідентифікаційний код', 'реєстраційний номер облікової картки'],
      ...['індивідуальний податковий номер', 'податковий номер', 'rnokpp', 'ipn', 'ukrainian tax number'],
      ...['код платника податків', 'ідентифікаційний номер платника податків'],
    ],
    // 10 stands for the weight -1 of the standard.
    validate: weightedCheckDigit([10, 5, 7, 9, 4, 6, 10, 5, 7], 11, (rest) => rest % 10),
    sources: ['Податковий кодекс України, ст. 70'],
    numbers: ['1759013776', '3184710691'],
    wrong: { '1759013777': 'bad-checksum' },
  }),
  nationalNumber({
    id: 'RUSSIA_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER',
    name: 'INN of a person (Russia)',
    format: String.raw`\d{12}`,
    keywords: ['инн', 'inn', 'идентификационный номер налогоплательщика', 'номер налогоплательщика', 'инн физлица'],
    validate: allOf(
      weightedCheckDigit([7, 2, 4, 10, 3, 5, 9, 4, 6, 8], 11, (rest) => rest % 10),
      weightedCheckDigit([3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8], 11, (rest) => rest % 10),
    ),
    sources: ['Налоговый кодекс РФ, ст. 84', 'https://www.nalog.gov.ru'],
    numbers: ['500100732259', '773400211252'],
    wrong: { '500100732258': 'bad-checksum' },
  }),
  nationalNumber({
    id: 'RUSSIA_SOCIAL_SECURITY_NUMBER',
    name: 'SNILS (Russia)',
    format: String.raw`\d{3}[- ]?\d{3}[- ]?\d{3}[- ]?\d{2}`,
    keywords: [
      ...[
        'снилс',
        'snils',
        'страховой номер',
        'страховой номер индивидуального лицевого счета',
        'страховое свидетельство',
      ],
    ],
    validate: snils,
    sources: ['Федеральный закон от 01.04.1996 N 27-ФЗ'],
    numbers: ['112-233-445 95', '08765430300'],
    wrong: { '112-233-445 96': 'bad-checksum', '000-000-001 01': 'bad-format' },
  }),
  nationalNumber({
    id: 'RUSSIA_PASSPORT_NUMBER',
    name: 'Internal passport number (Russia)',
    format: String.raw`\d{2} ?\d{2}(?: | ?[№N] ?)?\d{6}`,
    keywords: [
      'паспорт',
      'паспорта',
      'паспортные данные',
      'серия и номер',
      'паспорт рф',
      'серия номер',
      'russian passport',
    ],
    validate: never(/^[0-9]{4}0{6}$/),
    sources: ['Постановление Правительства РФ от 08.07.1997 N 828'],
    numbers: ['4509 235857', '46 04 123456'],
    wrong: { '4509 000000': 'never-issued' },
  }),
  nationalNumber({
    id: 'BELARUS_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'Identification number (Belarus)',
    format:
      '[1-6](?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])[0-9]{2}[ABCEHKMabcehkm][0-9]{3}(?:PB|BA|BI|pb|ba|bi)[0-9]',
    keywords: [
      ...[
        'идентификационный номер',
        'личный номер',
        'ідэнтыфікацыйны нумар',
        'асабісты нумар',
        'identification number',
      ],
      ...['identification no', 'personal number', 'belarus id'],
    ],
    validate: birthDate({ day: 1, month: 3 }),
    sources: ['Указ Президента Республики Беларусь от 03.06.2008 N 294'],
    numbers: ['3140462K000PB6', '4190193A018PB7'],
    wrong: { '3310262K000PB6': 'bad-format' },
  }),
  nationalNumber({
    id: 'MOLDOVA_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'IDNP (Moldova)',
    format: String.raw`[02]\d{12}`,
    keywords: [
      'idnp',
      'cod personal',
      'numărul de identificare de stat',
      'codul personal',
      'moldovan id',
      'cod de identificare',
    ],
    validate: weightedCheckDigit([7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1], 10, (rest) => rest),
    sources: ['Hotărârea Guvernului nr. 333/2002'],
    numbers: ['2002004010236', '0970512345677'],
    wrong: { '2002004010232': 'bad-checksum' },
  }),
  nationalNumber({
    id: 'GEORGIA_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'Personal number (Georgia)',
    format: String.raw`[0-6]\d{10}`,
    keywords: ['პირადი ნომერი', 'პირადი №', 'piradi nomeri', 'personal number', 'georgian id', 'p/n', 'personal no'],
    validate: never(/^[0-9]{2}0{9}$/),
    sources: ['საქართველოს კანონი მოქალაქეთა რეგისტრაციის შესახებ, 2011'],
    numbers: ['01024085800', '60001123456'],
    wrong: { '01000000000': 'never-issued' },
  }),
  nationalNumber({
    id: 'KAZAKHSTAN_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'IIN (Kazakhstan)',
    format: String.raw`\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[0-6]\d{5}`,
    keywords: [
      ...['иин', 'жсн', 'iin', 'индивидуальный идентификационный номер', 'жеке сәйкестендіру нөмірі'],
      ...['individual identification number'],
    ],
    validate: allOf(
      birthDate({ month: 2, day: 4 }),
      twoPassCheckDigit([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]),
    ),
    sources: ['Закон РК от 12.01.2007 N 223-III о национальных реестрах идентификационных номеров'],
    numbers: ['840805300000', '900115400018'],
    wrong: { '840805300008': 'bad-checksum', '840230300007': 'bad-format' },
  }),
  nationalNumber({
    id: 'UZBEKISTAN_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'PINFL (Uzbekistan)',
    format: String.raw`[1-6](?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{9}`,
    keywords: [
      ...['pinfl', 'jshshir', 'пинфл', 'жшшир', 'jshir', 'персональный идентификационный номер'],
      ...['shaxsiy identifikatsiya raqami', 'personal identification number'],
    ],
    validate: birthDate({ day: 1, month: 3 }),
    sources: ['Ўзбекистон Республикаси Вазирлар Маҳкамасининг 22.02.1999 й. 49-сон қарори'],
    numbers: ['31509903240028', '42307856610015'],
    wrong: { '33102903240028': 'bad-format' },
  }),
];
