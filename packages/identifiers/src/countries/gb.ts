import type { DataIdentifier } from '../data-identifier.ts';
import { DRIVERS_LICENSE_KEYWORDS } from '../keywords.ts';
import { ALWAYS_HIGH, LOW_TO_HIGH, MEDIUM_THEN_HIGH } from '../severity.ts';
import { allOf } from '../validators/all-of.ts';
import { byLength } from '../validators/by-length.ts';
import { never, neverZero } from '../validators/never.ts';
import { onPart } from '../validators/on-part.ts';
import { digitsOf } from '../validators/text.ts';
import { ukDriverNumber } from '../validators/uk-driver-number.ts';
import { weightedCheckDigit } from '../validators/weighted.ts';

/** The first digit of a tax reference follows from the other nine. */
const utr = onPart(
  (value) => digitsOf(value).slice(1) + digitsOf(value).slice(0, 1),
  weightedCheckDigit([6, 7, 8, 9, 10, 5, 4, 3, 2], 11, (remainder) => '21987654321'.charAt(remainder)),
);

export const unitedKingdom: readonly DataIdentifier[] = [
  {
    id: 'UK_NATIONAL_INSURANCE_NUMBER',
    name: 'National Insurance number (United Kingdom)',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`\b[A-Za-z]{2}(?: ?\d{6} ?| ?\d{2} \d{2} \d{2} ?|-?\d{2}-\d{2}-\d{2}-?)[A-Da-d]\b`,
    keywords: [
      'insurance no.',
      'insurance number',
      'insurance#',
      'national insurance number',
      'nationalinsurance#',
      'nationalinsurancenumber',
      'nin',
      'nino',
      'national insurance',
      'ni number',
      'ni no',
    ],
    keyword: 'required',
    validate: never(/^(?:[DFIQUV]|.[DFIOQUV]|BG|GB|KN|NK|NT|TN|ZZ)/),
    severity: ALWAYS_HIGH,
    recommended: true,
    sources: ['https://www.gov.uk/hmrc-internal-manuals/national-insurance-manual/nim39110'],
    examples: ['NINO: AB 12 34 56 C', 'National Insurance Number JG103759A', 'nino=ab123456d'],
    counterExamples: [
      { text: 'NINO: QQ 12 34 56 C', stoppedBy: 'never-issued' },
      { text: 'NINO: BG 12 34 56 C', stoppedBy: 'never-issued' },
      { text: 'NINO: AO 12 34 56 C', stoppedBy: 'never-issued' },
      { text: 'NINO: AB 12 34 56 E', stoppedBy: 'pattern' },
      { text: 'part AB 12 34 56 C', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'UK_PASSPORT_NUMBER',
    name: 'Passport number (United Kingdom)',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`\b\d{9}\b`,
    keywords: [
      'passeport #',
      'passeport n °',
      'passeport non',
      'passeportn °',
      'passport #',
      'passport no',
      'passport number',
      'passport#',
      'passportid',
      'uk passport',
      'british passport',
    ],
    keyword: 'required',
    validate: neverZero,
    severity: MEDIUM_THEN_HIGH,
    recommended: true,
    sources: ['https://www.gov.uk/government/publications/passports-authorisation', 'ICAO Doc 9303'],
    examples: ['passport number: 925665416', 'passportid=107185703'],
    counterExamples: [
      { text: 'passport number: 92566541', stoppedBy: 'pattern' },
      { text: 'passport number: 000000000', stoppedBy: 'never-issued' },
      { text: 'reference 925665416', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'UK_DRIVERS_LICENSE',
    name: 'Driving licence number (United Kingdom)',
    category: 'PERSONAL_INFORMATION',
    // Surname, date of birth and initials make 16 characters; the issue number, 18.
    pattern: String.raw`\b[A-Za-z][A-Za-z9]{4} ?\d[0156]\d[0-3]\d\d ?[A-Za-z9]{2}[0-9A-Za-z][A-Za-z]{2}(?: ?\d{2})?\b`,
    keywords: DRIVERS_LICENSE_KEYWORDS,
    keyword: 'required',
    validate: ukDriverNumber,
    severity: LOW_TO_HIGH,
    recommended: true,
    sources: ['https://www.gov.uk/government/publications/driving-licence-guide-inf2'],
    examples: ['driving licence MORGA657054SM9IJ', "driver's licence: MORGA 657054 SM9IJ 35", 'DL# FO999012155A99BC'],
    counterExamples: [
      { text: 'driving licence MORGA613054SM9IJ', stoppedBy: 'bad-format' },
      { text: 'driving licence MORGA602314SM9IJ', stoppedBy: 'bad-format' },
      { text: 'driving licence M9RGA657054SM9IJ', stoppedBy: 'bad-format' },
      { text: 'driving licence MORGA677054SM9IJ', stoppedBy: 'pattern' },
      { text: 'serial MORGA657054SM9IJ', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'UK_ELECTORAL_ROLL_NUMBER',
    name: 'Electoral roll number (United Kingdom)',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`\b[A-Z]{2}-?\d{1,4}\b`,
    keywords: [
      'electoral #',
      'electoral number',
      'electoral roll #',
      'electoral roll no.',
      'electoral roll number',
      'electoralrollno',
    ],
    keyword: 'required',
    validate: neverZero,
    severity: ALWAYS_HIGH,
    recommended: true,
    sources: ['Representation of the People (England and Wales) Regulations 2001, regulation 41'],
    examples: ['Electoral roll number: AB1234', 'electoral # KL42'],
    counterExamples: [
      { text: 'Electoral roll number: AB12345', stoppedBy: 'pattern' },
      { text: 'Electoral roll number: AB0000', stoppedBy: 'never-issued' },
      { text: 'seat AB1234', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'UK_TAX_IDENTIFICATION_NUMBER',
    name: 'Taxpayer reference, UTR and TRN (United Kingdom)',
    category: 'PERSONAL_INFORMATION',
    // Unique taxpayer references; temporary reference numbers in place of a National Insurance number.
    pattern: String.raw`\b(?:\d{5} ?\d{5}[Kk]?|\d{2}[ -]?[A-Za-z][ -]?\d{5})\b`,
    keywords: [
      'paye',
      'tax id',
      'tax id no.',
      'tax id number',
      'tax identification',
      'tax identification#',
      'tax no.',
      'tax number',
      'tax reference',
      'tax#',
      'taxid#',
      'temporary reference number',
      'tin',
      'trn',
      'unique tax reference',
      'unique taxpayer reference',
      'utr',
    ],
    keyword: 'required',
    validate: allOf(neverZero, byLength({ 8: never(/[A-Z]0{5}$/), 10: utr, 11: utr })),
    severity: ALWAYS_HIGH,
    recommended: false,
    sources: [
      'https://www.gov.uk/find-utr-number',
      'https://www.gov.uk/hmrc-internal-manuals/national-insurance-manual (temporary reference numbers)',
    ],
    examples: ['UTR: 1955839661', 'unique taxpayer reference 11234 56789', 'temporary reference number 63T12345'],
    counterExamples: [
      { text: 'UTR: 2955839662', stoppedBy: 'bad-checksum' },
      { text: 'UTR: 0000000000', stoppedBy: 'never-issued' },
      { text: 'UTR: 195583966', stoppedBy: 'pattern' },
      { text: 'item 1955839661', stoppedBy: 'keyword-missing' },
    ],
  },
];
