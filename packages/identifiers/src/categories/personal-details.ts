import type { DataIdentifier } from '../data-identifier.ts';
import { LOW_THEN_MEDIUM, LOW_TO_HIGH, LOW_UNTIL_HUNDRED } from '../severity.ts';
import { allOf } from '../validators/all-of.ts';
import { calendarDate } from '../validators/calendar-date.ts';
import { coordinates } from '../validators/coordinates.ts';
import { neverUniform } from '../validators/never.ts';
import { vin } from '../validators/vin.ts';

const MONTH_NAME =
  '(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const YEAR = String.raw`(?:18|19|20)\d{2}`;
const DAY = String.raw`\d{1,2}(?:st|nd|rd|th)?`;
const DATES: readonly string[] = [
  String.raw`${YEAR}(?:-\d{1,2}-\d{1,2}|/\d{1,2}/\d{1,2}|\.\d{1,2}\.\d{1,2}| \d{1,2} \d{1,2}|\d{4})`,
  String.raw`\d{1,2}(?:-\d{1,2}-|/\d{1,2}/|\.\d{1,2}\.| \d{1,2} )(?:${YEAR}|\d{2})`,
  String.raw`${DAY}(?: of)?[ /.-]{0,2}${MONTH_NAME}\.?,?[ /-]{0,2}(?:${YEAR}|\d{2})`,
  String.raw`${MONTH_NAME}\.?[ /-]{0,2}${DAY}(?:, ?|[ /-])(?:${YEAR}|\d{2})`,
  String.raw`${YEAR}[ /-]{1,2}${MONTH_NAME}\.?[ /-]{1,2}${DAY}`,
];
const DEGREES = '°? ?';

export const personalDetails: readonly DataIdentifier[] = [
  {
    id: 'DATE_OF_BIRTH',
    name: 'Date of birth',
    category: 'PERSONAL_INFORMATION',
    // The time of day may follow.
    pattern: String.raw`\b(?P<value>${DATES.join('|')})(?:T\d|\b)`,
    // Macie's list, and the abbreviation with dots.
    keywords: ['bday', 'b-day', 'birth date', 'birthday', 'date of birth', 'dob', 'd.o.b'],
    keyword: 'required',
    validate: calendarDate,
    severity: LOW_TO_HIGH,
    recommended: false,
    sources: ['ISO 8601', 'https://docs.aws.amazon.com/macie/latest/user/mdis-reference-pii.html'],
    examples: [
      'DOB: 1985-04-12',
      'date of birth 04/12/1985',
      'Date of birth: 12.04.85',
      'birthday April 12, 1985',
      'birth date 12 Apr 1985',
      'dob 19850412',
      'D.O.B. 04/12/1985',
      'b-day 12-APR-85',
      'birth_date: 1985-04-12T00:00:00Z',
    ],
    counterExamples: [
      { text: 'DOB: 1985-13-12', stoppedBy: 'bad-format' },
      { text: 'DOB: 29.02.1985', stoppedBy: 'bad-format' },
      { text: 'DOB: 1785-04-12', stoppedBy: 'pattern' },
      { text: 'invoice 1985-04-12', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'LATITUDE_LONGITUDE',
    name: 'Coordinates in decimal degrees',
    category: 'PERSONAL_INFORMATION',
    // Three decimals, about a hundred metres, at least.
    pattern: String.raw`(?:\B[-+]|\b)\d{1,2}\.\d{3,15}${DEGREES}[NSns]?[,;]? {0,2}[-+]?\d{1,3}\.\d{3,15}\b`,
    // Macie's list, and the names with a stroke.
    keywords: [
      'coordinate',
      'coordinates',
      'lat long',
      'latitude longitude',
      'position',
      'lat/long',
      'lat lng',
      'latitude/longitude',
    ],
    keyword: 'required',
    validate: coordinates,
    severity: LOW_THEN_MEDIUM,
    recommended: false,
    sources: ['ISO 6709', 'https://docs.aws.amazon.com/macie/latest/user/mdis-reference-pii.html'],
    examples: [
      'coordinates: 41.948614,-87.655311',
      'lat long -33.8568, 151.2153',
      'position (48.85837, 2.294481)',
      'lat/long: 40.7128, -74.0060',
      'Latitude/Longitude coordinate 51.5007° N, -0.1246',
    ],
    counterExamples: [
      { text: 'coordinates: 91.948614,-87.655311', stoppedBy: 'bad-format' },
      { text: 'coordinates: 41.948614,-187.655311', stoppedBy: 'bad-format' },
      { text: 'coordinates: 0.000000,0.000000', stoppedBy: 'never-issued' },
      { text: 'coordinates: 41.9,-87.6', stoppedBy: 'pattern' },
      { text: 'ratio 41.948614,-87.655311', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'VEHICLE_IDENTIFICATION_NUMBER',
    name: 'Vehicle identification number',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`\b[0-9A-HJ-NPR-Za-hj-npr-z]{13}\d{4}\b`,
    keywords: [
      'Fahrgestellnummer',
      'niv',
      'numarul de identificare',
      'numarul seriei de sasiu',
      'numer VIN',
      'Número de Identificação do Veículo',
      'Número de Identificación de Automóviles',
      "numéro d'identification du véhicule",
      'vehicle identification number',
      'vin',
      'VIN numeris',
      'chassis number',
      'numéro de châssis',
      'bastidor',
      'telaio',
      'chassi',
      'fahrzeug identifizierungsnummer',
    ],
    keyword: 'required',
    validate: allOf(neverUniform, vin),
    severity: LOW_UNTIL_HUNDRED,
    recommended: false,
    sources: ['ISO 3779', 'ISO 3780', '49 CFR 565.15'],
    examples: ['VIN: 1HGCM82633A004352', 'Fahrgestellnummer WVWZZZ1JZ3W386752', 'vin=1m8gdm9axkp042788'],
    counterExamples: [
      { text: 'VIN: 1HGCM82634A004352', stoppedBy: 'bad-checksum' },
      { text: 'VIN: 11111111111111111', stoppedBy: 'never-issued' },
      { text: 'VIN: 12345678901234567', stoppedBy: 'bad-format' },
      { text: 'VIN: WVWZZZ1JZ3W38675A', stoppedBy: 'pattern' },
      { text: 'VIN: 1HGCM82633A00435Q', stoppedBy: 'pattern' },
      { text: 'part 1HGCM82633A004352', stoppedBy: 'keyword-missing' },
    ],
  },
];
