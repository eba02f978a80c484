import type { DataIdentifier } from '../data-identifier.ts';
import { nationalNumber } from '../national-number.ts';
import { allOf } from '../validators/all-of.ts';
import { birthDate } from '../validators/birth-date.ts';
import { luhn } from '../validators/luhn.ts';
import { never, neverAt } from '../validators/never.ts';
import { onPart } from '../validators/on-part.ts';
import { compact } from '../validators/text.ts';
import { weightedCheckDigit, weightedFromRight } from '../validators/weighted.ts';

/** V, E, J, P and G count as 1 to 5; C (communal councils) as J. */
const RIF_LETTERS: Readonly<Record<string, string>> = { V: '1', E: '2', J: '3', C: '3', P: '4', G: '5' };

export const latinAmerica: readonly DataIdentifier[] = [
  nationalNumber({
    id: 'PERU_TAX_IDENTIFICATION_NUMBER',
    name: 'RUC (Peru)',
    format: String.raw`(?:10|15|16|17|20)\d{9}`,
    keywords: ['ruc', 'r.u.c.', 'registro único de contribuyentes', 'número de ruc', 'ruc peru', 'sunat'],
    validate: weightedCheckDigit([5, 4, 3, 2, 7, 6, 5, 4, 3, 2], 11, (rest) => (11 - rest) % 10),
    sources: ['Decreto Legislativo N° 943, Ley del Registro Único de Contribuyentes'],
    numbers: ['20512333797', '10054321762'],
    wrong: { '20512333798': 'bad-checksum' },
  }),
  nationalNumber({
    id: 'PERU_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'DNI (Peru)',
    format: String.raw`\d{8}(?:-[0-9A-K])?`,
    keywords: [
      ...['dni peru', 'dni peruano', 'reniec', 'cui', 'código único de identificación', 'dni', 'd.n.i.'],
      ...['documento nacional de identidad', 'numero de dni', 'nro dni', 'dni nro'],
    ],
    validate: never(/^0{8}|^([0-9])\1{7}|^12345678/),
    sources: ['Ley N° 26497, Ley Orgánica del RENIEC'],
    numbers: ['10117410-2', '43218765'],
    wrong: { '12345678': 'never-issued' },
  }),
  nationalNumber({
    id: 'ECUADOR_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'Cédula de identidad (Ecuador)',
    format: String.raw`(?:0[1-9]|1\d|2[0-4]|30)[0-6]\d{6}-?\d`,
    keywords: [
      ...['cédula', 'cédula de identidad', 'cédula de ciudadanía', 'número de cédula', 'cédula ecuatoriana', 'c.i.'],
      ...['nui', 'número único de identificación', 'ecuadorian id', 'cedula no', 'nro cedula'],
    ],
    validate: luhn,
    sources: ['Ley Orgánica de Gestión de la Identidad y Datos Civiles, 2016'],
    numbers: ['1714616123', '171430710-3'],
    wrong: { '1714616124': 'bad-checksum' },
  }),
  nationalNumber({
    id: 'URUGUAY_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'Cédula de identidad (Uruguay)',
    format: String.raw`[1-9]\.?\d{3}\.?\d{3}-?\d`,
    keywords: [
      ...[
        'cédula',
        'cédula de identidad',
        'c.i.',
        'ci',
        'ci',
        'nro. cédula',
        'cédula uruguaya',
        'documento de identidad',
      ],
      ...['uruguayan id', 'cedula no', 'ci nro'],
    ],
    validate: weightedCheckDigit([2, 9, 8, 7, 6, 3, 4], 10, (rest) => (10 - rest) % 10),
    sources: ['Decreto-Ley N° 14.762, Dirección Nacional de Identificación Civil'],
    numbers: ['3.426.738-7', '17878866'],
    wrong: { '3.426.738-3': 'bad-checksum' },
  }),
  nationalNumber({
    id: 'PARAGUAY_TAX_IDENTIFICATION_NUMBER',
    name: 'RUC (Paraguay)',
    format: String.raw`\d{5,8}-\d`,
    keywords: ['ruc', 'r.u.c.', 'registro único del contribuyente', 'registro único de contribuyentes', 'ruc paraguay'],
    validate: weightedFromRight([2, 3, 4, 5, 6, 7, 8, 9, 10, 11], 11, (rest) => (rest > 1 ? 11 - rest : 0)),
    sources: ['Ley N° 1352/88, Registro Único de Contribuyentes'],
    numbers: ['80028061-0', '1234567-9'],
    wrong: { '80028061-1': 'bad-checksum' },
  }),
  nationalNumber({
    id: 'VENEZUELA_TAX_IDENTIFICATION_NUMBER',
    name: 'RIF (Venezuela)',
    format: '[VEJPGCvejpgc]-?[0-9]{8}-?[0-9]',
    keywords: [
      'rif',
      'r.i.f.',
      'registro único de información fiscal',
      'registro de información fiscal',
      'número de rif',
      'rif no',
    ],
    validate: onPart(
      (value) => compact(value).replace(/^[A-Z]/, (letter) => RIF_LETTERS[letter] ?? ''),
      weightedCheckDigit([4, 3, 2, 7, 6, 5, 4, 3, 2], 11, (rest) => '00987654321'[rest]!),
    ),
    sources: ['Providencia Administrativa SNAT/2013/0048'],
    numbers: ['V-11470283-4', 'J000123454'],
    wrong: { 'V-11470283-5': 'bad-checksum' },
  }),
  nationalNumber({
    id: 'DOMINICAN_REPUBLIC_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'Cédula de identidad y electoral (Dominican Republic)',
    format: String.raw`\d{3}-?\d{7}-?\d`,
    keywords: [
      ...[
        'cédula',
        'cédula de identidad',
        'cédula de identidad y electoral',
        'número de cédula',
        'cie',
        'cédula dominicana',
      ],
      ...['jce', 'dominican id', 'no. cédula', 'cedula no'],
    ],
    validate: luhn,
    sources: ['Ley No. 659-44 y Ley No. 8-92, Junta Central Electoral'],
    numbers: ['001-1391820-5', '22400022111'],
    wrong: { '001-1391820-6': 'bad-checksum' },
  }),
  nationalNumber({
    id: 'COSTA_RICA_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'Cédula de identidad (Costa Rica)',
    format: String.raw`[1-9]-?0\d{3}-?0\d{3}`,
    keywords: [
      ...['cédula', 'cédula de identidad', 'número de cédula', 'cédula costarricense', 'cédula física', 'tse'],
      ...['costa rican id', 'no. cédula', 'identificación', 'cedula no'],
    ],
    validate: never(/^[1-9]0000000/),
    sources: ['Ley Orgánica del Tribunal Supremo de Elecciones y del Registro Civil, N° 3504'],
    numbers: ['1-0613-0584', '701610395'],
    wrong: { '1-0000-0004': 'never-issued' },
  }),
  nationalNumber({
    id: 'GUATEMALA_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'CUI and DPI number (Guatemala)',
    format: String.raw`\d{4}[ -]?\d{5}[ -]?(?:0[1-9]|1\d|2[0-2])(?:0[1-9]|[1-3]\d)`,
    keywords: [
      'cui',
      'dpi',
      'código único de identificación',
      'documento personal de identificación',
      'no. de dpi',
      'renap',
    ],
    validate: weightedCheckDigit([2, 3, 4, 5, 6, 7, 8, 9], 11, (rest) => rest),
    sources: ['Decreto Número 90-2005, Ley del Registro Nacional de las Personas'],
    numbers: ['2602 06660 0101', '1586372830101'],
    wrong: { '2602 06611 0101': 'bad-checksum' },
  }),
  nationalNumber({
    id: 'EL_SALVADOR_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'DUI number (El Salvador)',
    format: String.raw`\d{8}-?\d`,
    keywords: ['dui', 'documento único de identidad', 'número de dui', 'no. de dui', 'dui no', 'dui numero'],
    validate: weightedCheckDigit([9, 8, 7, 6, 5, 4, 3, 2], 10, (rest) => (10 - rest) % 10),
    sources: ['Ley Especial Reguladora de la Emisión del Documento Único de Identidad'],
    numbers: ['047185435', '00016297-5'],
    wrong: { '00016297-6': 'bad-checksum' },
  }),
  nationalNumber({
    id: 'NICARAGUA_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'Cédula de identidad (Nicaragua)',
    format: String.raw`\d{3}-?(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}-?\d{4}[A-HJ-NP-Ya-hj-np-y]`,
    keywords: [
      'cédula',
      'cédula de identidad',
      'número de cédula',
      'cédula nicaragüense',
      'no. cédula',
      'cedula no',
      'nicaraguan id',
    ],
    validate: birthDate({ day: 3, month: 5 }),
    sources: ['Ley de Identificación Ciudadana, Ley N° 152'],
    numbers: ['001-160478-0001K', '2810105850003T'],
    wrong: { '001-310278-0001K': 'bad-format' },
  }),
  nationalNumber({
    id: 'CUBA_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'Número de identidad (Cuba)',
    format: String.raw`\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{5}`,
    keywords: [
      ...['carné de identidad', 'carnet de identidad', 'número de identidad', 'número de identidad permanente'],
      ...['cuban id', 'no. de identidad', 'carnet identidad'],
    ],
    validate: allOf(birthDate({ month: 2, day: 4 }), neverAt(-5, '00000')),
    sources: ['Ley No. 51 del Registro del Estado Civil, 1985'],
    numbers: ['91021027775', '85020291531'],
    wrong: { '91023027775': 'bad-format' },
  }),
];
