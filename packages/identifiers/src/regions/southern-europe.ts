import type { DataIdentifier } from '../data-identifier.ts';
import { nationalNumber } from '../national-number.ts';
import { allOf } from '../validators/all-of.ts';
import { birthDate } from '../validators/birth-date.ts';
import { cypriotTaxCode } from '../validators/letter-checks.ts';
import { luhn } from '../validators/luhn.ts';
import { neverZero } from '../validators/never.ts';
import { turkishIdentityNumber } from '../validators/state-number-checks.ts';
import { weightedCheckDigit } from '../validators/weighted.ts';

/** The number that Yugoslavia gave, whose eighth and ninth digit say where: the successors go on with it. Source: Zakon o jedinstvenom matičnom broju građana, 1977. */
function masterCitizenNumber(
  country: string,
  name: string,
  region: string,
  numbers: readonly string[],
  keywords: readonly string[],
  source: string,
): DataIdentifier {
  const [first = ''] = numbers;
  return nationalNumber({
    id: `${country}_NATIONAL_IDENTIFICATION_NUMBER`,
    name: `Unique master citizen number (${name})`,
    format: String.raw`(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])[09]\d{2} ?${region} ?\d{3} ?\d`,
    keywords: [...keywords, 'unique master citizen number'],
    validate: allOf(
      birthDate({ day: 0, month: 2 }),
      weightedCheckDigit([7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2], 11, (rest) => ((11 - rest) % 11) % 10),
    ),
    sources: [source],
    numbers,
    wrong: {
      [first.slice(0, 12) + ((Number(first[12]) + 1) % 10)]: 'bad-checksum',
      [`3102${first.slice(4)}`]: 'bad-format',
    },
  });
}

const JMBG = ['jmbg', 'jedinstveni matični broj', 'jedinstveni matični broj građana', 'matični broj', 'maticni broj'];
const JMBG_CYRILLIC = ['јмбг', 'јединствени матични број', 'матични број'];

export const southernEurope: readonly DataIdentifier[] = [
  masterCitizenNumber(
    'SLOVENIA',
    'Slovenia',
    String.raw`5\d`,
    ['0101006500006', '2905983505015'],
    ['emšo', 'emso', 'enotna matična številka občana', 'enotna matična številka', 'matična številka'],
    'Zakon o centralnem registru prebivalstva, 2. člen',
  ),
  masterCitizenNumber(
    'SERBIA',
    'Serbia',
    String.raw`[78]\d`,
    ['0101990710008', '1505985805014'],
    [...JMBG, ...JMBG_CYRILLIC],
    'Закон о јединственом матичном броју грађана, 2018',
  ),
  masterCitizenNumber(
    'BOSNIA_AND_HERZEGOVINA',
    'Bosnia and Herzegovina',
    String.raw`1\d`,
    ['0101990170003', '1505985185016'],
    [...JMBG, ...JMBG_CYRILLIC, 'jmb', 'јмб'],
    'Zakon o jedinstvenom matičnom broju, Bosna i Hercegovina, 2001',
  ),
  masterCitizenNumber(
    'MONTENEGRO',
    'Montenegro',
    String.raw`2\d`,
    ['0101990210005', '1505985265010'],
    [...JMBG, ...JMBG_CYRILLIC],
    'Zakon o registrima prebivališta i boravišta, Crna Gora',
  ),
  masterCitizenNumber(
    'NORTH_MACEDONIA',
    'North Macedonia',
    String.raw`4\d`,
    ['0101990410004', '1505985455013'],
    ['ембг', 'embg', 'единствен матичен број', 'матичен број', 'edinstven maticen broj', 'maticen broj'],
    'Закон за матичен број на граѓанинот',
  ),
  nationalNumber({
    id: 'GREECE_SOCIAL_SECURITY_NUMBER',
    name: 'AMKA (Greece)',
    format: String.raw`(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2} ?\d{5}`,
    keywords: [
      ...['αμκα', 'α.μ.κ.α.', 'amka', 'a.m.k.a.', 'αριθμός μητρώου κοινωνικής ασφάλισης', 'αρ. αμκα'],
      ...['greek social security number'],
    ],
    validate: allOf(birthDate({ day: 0, month: 2 }), luhn),
    sources: ['Ν. 3655/2008, άρθρο 153', 'https://www.amka.gr'],
    numbers: ['01013099997', '17067012348'],
    wrong: { '01013099998': 'bad-checksum', '31023099997': 'bad-format' },
  }),
  nationalNumber({
    id: 'GREECE_TAX_IDENTIFICATION_NUMBER',
    name: 'AFM (Greece)',
    format: String.raw`[0-4789]\d{8}`,
    keywords: [
      ...['αφμ', 'α.φ.μ.', 'afm', 'a.f.m.', 'αριθμός φορολογικού μητρώου', 'αρ. φορολογικού μητρώου'],
      ...['greek tax number', 'φορολογικού μητρώου'],
    ],
    validate: weightedCheckDigit([256, 128, 64, 32, 16, 8, 4, 2], 11, (rest) => rest % 10),
    sources: ['Ν. 4987/2022, άρθρο 10', 'European Commission, TIN algorithms, EL'],
    numbers: ['094259216', '123456783'],
    wrong: { '094259217': 'bad-checksum' },
  }),
  nationalNumber({
    id: 'CYPRUS_TAX_IDENTIFICATION_NUMBER',
    name: 'Tax identification code (Cyprus)',
    format: '[0-9]{8}[A-Za-z]',
    keywords: [
      ...['tic', 'tax identification code', 'tax identification number', 'tic number', 'αφτ', 'α.φ.τ.'],
      ...['αριθμός φορολογικής ταυτότητας', 'φορολογικής ταυτότητας', 'cyprus tin', 'tic no'],
    ],
    validate: cypriotTaxCode,
    sources: ['European Commission, TIN algorithms, CY'],
    numbers: ['00123123T', '10259033P'],
    wrong: { '00123123U': 'bad-checksum' },
  }),
  nationalNumber({
    id: 'MALTA_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'Identity card number (Malta)',
    format: '[0-9]{5,7} ?[ABGHLMPZ]',
    keywords: [
      ...[
        'identity card',
        'id card',
        'id card number',
        'karta tal-identità',
        'karta tal-identita',
        'numru tal-identità',
      ],
      ...['maltese id', 'identity card no', 'malta id', 'id card no'],
    ],
    sources: ['Identity Card Act, Cap. 258', 'European Commission, TIN structure, MT'],
    numbers: ['0123456M', '0034581G'],
    wrong: { '0000000M': 'never-issued' },
    validate: neverZero,
  }),
  nationalNumber({
    id: 'TURKIYE_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'T.C. kimlik numarası (Türkiye)',
    format: String.raw`[1-9]\d{10}`,
    keywords: [
      ...['tc kimlik', 't.c. kimlik', 'tc kimlik no', 't.c. kimlik no', 'tc kimlik numarası', 'tckn', 'tckno'],
      ...['kimlik no', 'kimlik numarası', 'kimlik numarasi', 'tc no', 't.c. no', 'turkish id', 'tc kimlik numaram'],
      ...['türkiye cumhuriyeti kimlik numarası', 'kimlik numaranız'],
    ],
    validate: turkishIdentityNumber,
    sources: ['5490 sayılı Nüfus Hizmetleri Kanunu', 'https://www.nvi.gov.tr'],
    numbers: ['10000000146', '17291716060'],
    wrong: { '10000000147': 'bad-checksum' },
  }),
  nationalNumber({
    id: 'ALBANIA_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'Identity number (Albania)',
    format: '[A-Ta-t][0-9](?:[05][1-9]|[16][0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[A-Wa-w]',
    keywords: [
      ...['nid', 'numri personal', 'nr personal', 'nr. personal', 'numri i identitetit', 'numri i identifikimit'],
      ...['numër personal', 'letërnjoftim', 'albanian id'],
    ],
    validate: birthDate({ month: 1, day: 3, monthOffsets: [50] }),
    sources: ['Ligji Nr. 8952/2002 për numrin e identitetit të shtetasve'],
    numbers: ['I05101999I', 'J65220021L'],
    wrong: { I01331999I: 'pattern', I00230199I: 'bad-format' },
  }),
];
