import type { DataIdentifier } from '../data-identifier.ts';
import { DRIVERS_LICENSE_KEYWORDS } from '../keywords.ts';
import { ALWAYS_HIGH, LOW_TO_HIGH, MEDIUM_THEN_HIGH } from '../severity.ts';
import { allOf } from '../validators/all-of.ts';
import { neverAt, neverUniform, neverZero } from '../validators/never.ts';
import { publishedExamples } from '../validators/published-examples.ts';

const L = '[A-Za-z]';

/** The states' formats, as printed on the card and as stored; purely numeric ones of 7 digits and more. */
const LICENSE_FORMATS: readonly string[] = [
  String.raw`${L}\d{3}-\d{3}-\d{2}-\d{3}-\d`, // Florida
  String.raw`${L}(?:-\d{3}){4}|${L}(?: \d{3}){4}`, // Maryland, Michigan
  String.raw`${L}\d{3}-\d{4}-\d{4}(?:-\d{2})?`, // Illinois, Wisconsin
  String.raw`${L}\d{4} \d{5} \d{5}|${L}\d{4}-\d{5}-\d{5}`, // New Jersey
  String.raw`${L}\d{2}-\d{2}-\d{4}|${L}\d{2}-\d{3}-\d{3}`, // Kansas, Kentucky
  String.raw`\d{3} \d{3} \d{3}|\d{2} \d{3} \d{3}|\d{2}-\d{3}-\d{4}`, // New York, Pennsylvania, Colorado
  String.raw`${L}{3}-\d{2}-\d{4}|\d{4}-\d{2}-\d{4}`, // North Dakota, Indiana
  String.raw`WDL[0-9A-Za-z]{9}|NHL\d{8}`, // Washington, New Hampshire
  String.raw`${L}\d{5,14}|${L}\d{18}|${L}\d{6}[Rr]`, // one letter first: California, New York, Missouri …
  String.raw`${L}{2}\d{5,7}|${L}{2}\d{6}${L}|${L}{3}\d{6}`, // Ohio, Idaho, North Dakota
  String.raw`\d{3}${L}{2}\d{4}|\d{2}${L}{3}\d{5}|\d{3}${L}\d{6}|${L}\d${L}\d${L}`, // Iowa, New Hampshire, Missouri, Kansas
  String.raw`\d{7}${L}|\d{8}${L}{2}|\d{9}${L}`, // Maine, Vermont, Missouri
  String.raw`\d{7,10}|\d{12,14}`,
];

/** Printed by the Social Security Administration, on a wallet's sample card or in an advertisement, and void since. */
const VOID_SSNS = ['078051120', '219099999', '457555462'];

export const unitedStates: readonly DataIdentifier[] = [
  {
    id: 'USA_SOCIAL_SECURITY_NUMBER',
    name: 'Social Security number (United States)',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`\b(?:\d{3}-\d{2}-\d{4}|\d{3} \d{2} \d{4}|\d{3}\.\d{2}\.\d{4}|\d{3}(?:\x{A0}\d{2}\x{A0}|\x{2013}\d{2}\x{2013}|\x{2011}\d{2}\x{2011})\d{4}|\d{9})\b`,
    keywords: [
      'social security',
      'ss#',
      'ssn',
      's.s.n',
      'soc sec',
      'social sec',
      'ss no',
      'ss number',
      'ssns',
      'soc. sec.',
      'social sec.',
      'ss num',
      'ss#:',
    ],
    keyword: 'required',
    validate: allOf(
      publishedExamples(VOID_SSNS),
      neverUniform,
      neverAt(0, '000', '666', '9'),
      neverAt(3, '00'),
      neverAt(5, '0000'),
    ),
    severity: ALWAYS_HIGH,
    recommended: true,
    sources: ['https://www.ssa.gov/employer/randomizationfaqs.html', 'https://www.ssa.gov/history/ssn/misused.html'],
    examples: [
      'SSN: 123-45-6789',
      'social security 536 22 8726',
      'ssn=536228726',
      'Soc. Sec. 536.22.8726 (SSN)',
      'SSN: 536\u201322\u20138726',
    ],
    counterExamples: [
      { text: 'SSN: 000-12-3456', stoppedBy: 'never-issued' },
      { text: 'SSN: 666-12-3456', stoppedBy: 'never-issued' },
      { text: 'SSN: 912-12-3456', stoppedBy: 'never-issued' },
      { text: 'SSN: 123-00-4567', stoppedBy: 'never-issued' },
      { text: 'SSN: 123-45-0000', stoppedBy: 'never-issued' },
      { text: 'SSN: 111-11-1111', stoppedBy: 'never-issued' },
      { text: 'SSN: 078-05-1120', stoppedBy: 'published-example' },
      { text: 'SSN: 457-55-5462', stoppedBy: 'published-example' },
      { text: 'SSN: 123-45-67890', stoppedBy: 'pattern' },
      { text: 'order 536-22-8726', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'USA_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER',
    name: 'Individual taxpayer identification number (United States)',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`\b9(?:\d{2}-[5-9]\d-\d{4}|\d{2} [5-9]\d \d{4}|\d{2}[5-9]\d{5})\b`,
    keywords: [
      'i.t.i.n.',
      'individual taxpayer identification number',
      'itin',
      'individual taxpayer id',
      'taxpayer identification number',
      'taxpayer id',
    ],
    keyword: 'required',
    validate: neverAt(3, '66', '67', '68', '69', '89', '93'),
    severity: ALWAYS_HIGH,
    recommended: true,
    sources: ['https://www.irs.gov/irm/part3/irm_03-021-263r'],
    examples: ['ITIN 912-90-3456', 'itin: 945581234', 'I.T.I.N. 900 70 1234'],
    counterExamples: [
      { text: 'ITIN 912-89-3456', stoppedBy: 'never-issued' },
      { text: 'ITIN 912-93-3456', stoppedBy: 'never-issued' },
      { text: 'ITIN 912-45-3456', stoppedBy: 'pattern' },
      { text: 'number 912-90-3456', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'USA_PASSPORT_NUMBER',
    name: 'Passport number (United States)',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`\b[0-9A-Za-z]\d{8}\b`,
    keywords: ['passport', 'travel document', 'us passport'],
    keyword: 'required',
    validate: neverZero,
    severity: MEDIUM_THEN_HIGH,
    recommended: true,
    sources: ['https://travel.state.gov/content/travel/en/passports/passport-help/next-generation-passport.html'],
    examples: ['Passport: 340020013', 'travel document A12345678'],
    counterExamples: [
      { text: 'Passport: 000000000', stoppedBy: 'never-issued' },
      { text: 'Passport: AB1234567', stoppedBy: 'pattern' },
      { text: 'invoice 340020013', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'DRIVERS_LICENSE',
    name: "Driver's license number (United States)",
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`\b(?:${LICENSE_FORMATS.join('|')})\b`,
    keywords: DRIVERS_LICENSE_KEYWORDS,
    keyword: 'required',
    validate: neverZero,
    severity: LOW_TO_HIGH,
    recommended: true,
    sources: ['https://ntsi.com/drivers-license-format/', 'https://www.aamva.org/'],
    examples: [
      'Driver License: D1234567',
      "driver's license S514-778-61-113-0",
      'driving license A1234 12345 12345',
      'DL# 99999912',
      'drivers license no WDLABCD456DG',
    ],
    counterExamples: [
      { text: 'Driver License: 123', stoppedBy: 'pattern' },
      { text: 'Driver License: 00000000', stoppedBy: 'never-issued' },
      { text: 'part D1234567', stoppedBy: 'keyword-missing' },
    ],
  },
];
