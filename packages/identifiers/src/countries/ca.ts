import type { DataIdentifier } from '../data-identifier.ts';
import { DRIVERS_LICENSE_KEYWORDS } from '../keywords.ts';
import { ALWAYS_HIGH, LOW_TO_HIGH, MEDIUM_THEN_HIGH } from '../severity.ts';
import { allOf } from '../validators/all-of.ts';
import { luhn } from '../validators/luhn.ts';
import { neverAt, neverZero } from '../validators/never.ts';

const L = '[A-Za-z]';

/** The provinces' and territories' formats; purely numeric ones of 5 digits and more. */
const LICENSE_FORMATS: readonly string[] = [
  String.raw`${L}\d{4}-\d{5}-\d{5}|${L}\d{4} \d{5} \d{5}|${L}\d{14}`, // Ontario
  String.raw`${L}\d{4}-\d{6}-\d{2}|${L}\d{4} \d{6} \d{2}|${L}\d{12}`, // Quebec
  String.raw`${L}{2}-${L}{2}-${L}{2}-${L}\d{3}${L}{2}|${L}{7}\d{3}${L}{2}`, // Manitoba
  String.raw`${L}{5}\d{9}|${L}{5} \d{9}|${L}\d{9}`, // Nova Scotia, Newfoundland and Labrador
  String.raw`\d{6}-\d{3}`, // Alberta
  String.raw`\d{5,9}`, // British Columbia, Saskatchewan, New Brunswick, Prince Edward Island, the territories
];

export const canada: readonly DataIdentifier[] = [
  {
    id: 'CANADA_SOCIAL_INSURANCE_NUMBER',
    name: 'Social insurance number (Canada)',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`\b(?:\d{3}-\d{3}-\d{3}|\d{3} \d{3} \d{3}|\d{9})\b`,
    keywords: [
      'canadian id',
      "numéro d'assurance sociale",
      'sin',
      'social insurance number',
      'nas',
      'n.a.s.',
      's.i.n.',
      'social insurance',
    ],
    keyword: 'required',
    // A leading 0 is a tax number of the Canada Revenue Agency, used in its place; 8 is never a person's.
    validate: allOf(neverZero, neverAt(0, '8'), luhn),
    severity: ALWAYS_HIGH,
    recommended: true,
    sources: ['https://www.canada.ca/en/employment-social-development/services/sin.html', 'ISO/IEC 7812-1'],
    examples: ['SIN: 130 692 544', 'social insurance number 519-372-064', 'sin 130692544'],
    counterExamples: [
      { text: 'SIN: 130 692 545', stoppedBy: 'bad-checksum' },
      { text: 'SIN: 000 000 000', stoppedBy: 'never-issued' },
      { text: 'SIN: 812 345 676', stoppedBy: 'never-issued' },
      { text: 'account 130 692 544', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'CANADA_PASSPORT_NUMBER',
    name: 'Passport number (Canada)',
    category: 'PERSONAL_INFORMATION',
    // Two letters and six digits; from 2023 on a letter, six digits and two letters.
    pattern: String.raw`\b(?:[A-Za-z]{2}\d{6}|[A-Za-z]\d{6}[A-Za-z]{2})\b`,
    keywords: ['passeport', 'passeport#', 'passport', 'passport#', 'passportno', 'passportno#'],
    keyword: 'required',
    validate: neverZero,
    severity: MEDIUM_THEN_HIGH,
    recommended: true,
    sources: ['https://www.canada.ca/en/immigration-refugees-citizenship/services/canadian-passports.html'],
    examples: ['Passport: GA302922', 'passeport# P123456AA'],
    counterExamples: [
      { text: 'Passport: GA30292', stoppedBy: 'pattern' },
      { text: 'Passport: GA000000', stoppedBy: 'never-issued' },
      { text: 'product GA302922', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'CANADA_DRIVERS_LICENSE',
    name: "Driver's licence number (Canada)",
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`\b(?:${LICENSE_FORMATS.join('|')})\b`,
    keywords: [...DRIVERS_LICENSE_KEYWORDS, 'permis de conduire'],
    keyword: 'required',
    validate: neverZero,
    severity: LOW_TO_HIGH,
    recommended: true,
    sources: [
      'https://www.ontario.ca/page/get-g-drivers-licence-new-drivers',
      'https://saaq.gouv.qc.ca/en/drivers-licences',
    ],
    examples: [
      "driver's licence A1234-12345-12345",
      'permis de conduire: A1234-123456-12',
      'driver licence 1234567',
      'driving licence AB-CD-EF-G123HI',
    ],
    counterExamples: [
      { text: 'driver licence 1234', stoppedBy: 'pattern' },
      { text: 'driver licence 0000000', stoppedBy: 'never-issued' },
      { text: 'code A1234-12345-12345', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'CANADA_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'Permanent resident card number (Canada)',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`\b[A-Za-z]{2}(?:\d{7,10}|\d{4}[ -]\d{4}|\d{2}[ -]\d{5,8})\b`,
    keywords: [
      'carte résident permanent',
      'numéro carte résident permanent',
      'numéro résident permanent',
      'permanent resident card',
      'permanent resident card number',
      'permanent resident no',
      'permanent resident no.',
      'permanent resident number',
      'pr no',
      'pr card',
      'pr no.',
      'pr non',
      'pr number',
      'résident permanent no.',
      'résident permanent non',
    ],
    keyword: 'required',
    validate: neverZero,
    severity: ALWAYS_HIGH,
    recommended: false,
    sources: ['https://www.canada.ca/en/immigration-refugees-citizenship/services/permanent-residents/card.html'],
    examples: ['permanent resident card: PA0123456789', 'numéro résident permanent RA1234567'],
    counterExamples: [
      { text: 'permanent resident card: PA0000000', stoppedBy: 'never-issued' },
      { text: 'permanent resident card: PA123456', stoppedBy: 'pattern' },
      { text: 'product PA0123456789', stoppedBy: 'keyword-missing' },
    ],
  },
];
