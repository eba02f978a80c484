import type { DataIdentifier } from '../data-identifier.ts';
import { nationalNumber } from '../national-number.ts';
import { allOf } from '../validators/all-of.ts';
import { birthDate } from '../validators/birth-date.ts';
import { finnishPersonalCode } from '../validators/finnish-personal-code.ts';
import { ppsNumber } from '../validators/letter-checks.ts';
import { latvianPersonalCode } from '../validators/state-number-checks.ts';
import { twoPassCheckDigit } from '../validators/two-pass.ts';
import { weighted, weightedCheckDigit } from '../validators/weighted.ts';

const DAY_MONTH = '(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])';
const baltic = allOf(
  birthDate({ month: 3, day: 5 }),
  twoPassCheckDigit([1, 2, 3, 4, 5, 6, 7, 8, 9, 1], [3, 4, 5, 6, 7, 8, 9, 1, 2, 3], { otherwise: 0 }),
);

export const northernEurope: readonly DataIdentifier[] = [
  nationalNumber({
    id: 'DENMARK_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'CPR number (Denmark)',
    format: String.raw`${DAY_MONTH}\d{2}[ -]?\d{4}`,
    keywords: [
      ...['cpr', 'cpr nummer', 'cpr nr', 'cpr nr.', 'cpr no', 'cpr number', 'cprnummer', 'personnummer'],
      ...['civil registration number', 'danish id number', 'det centrale personregister'],
    ],
    // No check digit since 2007.
    validate: birthDate({ day: 0, month: 2 }),
    sources: ['Lov om Det Centrale Personregister', 'https://cpr.dk'],
    numbers: ['211062-5629', '0707614285'],
    wrong: { '3102625629': 'bad-format' },
  }),
  nationalNumber({
    id: 'NORWAY_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'Fødselsnummer and D-number (Norway)',
    format: String.raw`[0-7]\d[0-9]\d\d{2}[ -]?\d{3}[ ]?\d{2}`,
    keywords: [
      ...['fødselsnummer', 'fødselsnr', 'fødselsnr.', 'fnr', 'personnummer', 'd-nummer', 'dnr', 'fodselsnr'],
      ...['norwegian national identity number', 'norwegian id', 'national identity number', 'birth number'],
    ],
    validate: allOf(
      birthDate({ day: 0, month: 2, dayOffsets: [40], monthOffsets: [40, 65, 80] }),
      weightedCheckDigit([3, 7, 6, 1, 8, 9, 4, 5, 2], 11, (rest) => (11 - rest) % 11),
      weighted([5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1], 11),
    ),
    sources: ['Folkeregisterforskriften § 2-2-1', 'https://www.skatteetaten.no'],
    numbers: ['151086 95088', '21033601864'],
    wrong: { '15108695089': 'bad-checksum', '15138695088': 'bad-format' },
  }),
  nationalNumber({
    id: 'FINLAND_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'Henkilötunnus (Finland)',
    format: String.raw`${DAY_MONTH}\d{2}[-+A-FU-Ya-fu-y]\d{3}[0-9A-FHJ-NPR-Ya-fhj-npr-y]`,
    keywords: [
      ...['henkilötunnus', 'henkilötunnuksen', 'henkilötunnukseni', 'henkilötunnuksesi', 'hetu', 'sotu'],
      ...['sosiaaliturvatunnus', 'personbeteckning', 'personal identity code', 'finnish id', 'personal id code'],
    ],
    validate: finnishPersonalCode,
    sources: ['Laki väestötietojärjestelmästä 661/2009, 11 §', 'https://dvv.fi/en/personal-identity-code'],
    numbers: ['131052-308T', '010190A002R'],
    wrong: { '131052-308U': 'bad-checksum', '310252-308T': 'bad-format' },
  }),
  nationalNumber({
    id: 'ICELAND_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'Kennitala (Iceland)',
    format: String.raw`[0-7]\d(?:0[1-9]|1[0-2])\d{2}[ -]?\d{3}[089]`,
    keywords: ['kennitala', 'kennitölu', 'kt', 'kt.', 'icelandic id', 'icelandic identification number'],
    validate: allOf(
      birthDate({ day: 0, month: 2, dayOffsets: [40] }),
      weightedCheckDigit([3, 2, 7, 6, 5, 4, 3, 2], 11, (rest) => (11 - rest) % 11),
    ),
    sources: ['Lög nr. 140/2019 um skráningu einstaklinga'],
    numbers: ['120174-3399', '4504013150'],
    wrong: { '1201743389': 'bad-checksum', '3102743399': 'bad-format' },
  }),
  nationalNumber({
    id: 'ESTONIA_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'Isikukood (Estonia)',
    format: String.raw`[1-8]\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{4}`,
    keywords: ['isikukood', 'isikukoodi', 'isikukoodiga', 'estonian id', 'estonian personal code', 'personal id code'],
    validate: baltic,
    sources: ['EVS 585:2007', 'Rahvastikuregistri seadus, § 39'],
    numbers: ['36805280109', '49403136526'],
    wrong: { '36805280108': 'bad-checksum', '36802300109': 'bad-format' },
  }),
  nationalNumber({
    id: 'LITHUANIA_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'Asmens kodas (Lithuania)',
    format: String.raw`[1-6]\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{4}`,
    keywords: ['asmens kodas', 'asmens kodo', 'asmens kodą', 'a.k.', 'lithuanian personal code', 'lithuanian id'],
    validate: baltic,
    sources: ['Lietuvos Respublikos gyventojų registro įstatymas, 8 straipsnis'],
    numbers: ['38703181745', '33309240064'],
    wrong: { '38703181746': 'bad-checksum', '38702301745': 'bad-format' },
  }),
  nationalNumber({
    id: 'LATVIA_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'Personas kods (Latvia)',
    format: String.raw`(?:${DAY_MONTH}\d{2}[ -]?[0-2]\d{4}|32\d{4}[ -]?\d{5})`,
    keywords: ['personas kods', 'personas kodu', 'personas koda', 'p.k.', 'latvian personal code', 'latvian id'],
    validate: latvianPersonalCode,
    sources: ['Fizisko personu reģistra likums, 8. pants'],
    numbers: ['161175-19997', '32167310529'],
    wrong: { '161175-19996': 'bad-checksum' },
  }),
  nationalNumber({
    id: 'IRELAND_PERSONAL_PUBLIC_SERVICE_NUMBER',
    name: 'Personal Public Service number (Ireland)',
    format: '[0-9]{7} ?[A-Wa-w][A-IWTXa-iwtx]?',
    keywords: [
      ...['pps', 'ppsn', 'pps number', 'pps no', 'pps no.', 'personal public service number'],
      ...['uimhir psp', 'uimhir phearsanta seirbhíse poiblí', 'irish tax number'],
    ],
    validate: ppsNumber,
    sources: ['Social Welfare Consolidation Act 2005, s. 262', 'https://www.gov.ie (PPS number)'],
    numbers: ['6433435F', '6433435OA'],
    wrong: { '6433435G': 'bad-checksum' },
  }),
];
