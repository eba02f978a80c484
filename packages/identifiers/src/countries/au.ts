import type { DataIdentifier } from '../data-identifier.ts';
import { ALWAYS_HIGH, LOW_TO_HIGH } from '../severity.ts';
import { allOf } from '../validators/all-of.ts';
import { byLength } from '../validators/by-length.ts';
import { neverZero } from '../validators/never.ts';
import { weighted } from '../validators/weighted.ts';

export const australia: readonly DataIdentifier[] = [
  {
    id: 'AUSTRALIA_TAX_FILE_NUMBER',
    name: 'Tax file number (Australia)',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`\b(?:\d{3} \d{3} \d{3}|\d{3}-\d{3}-\d{3}|\d{2} \d{3} \d{3}|\d{2}-\d{3}-\d{3}|\d{8,9})\b`,
    keywords: ['tax file number', 'tax file no', 'tfn'],
    keyword: 'required',
    validate: allOf(
      neverZero,
      byLength({ 8: weighted([10, 7, 8, 4, 6, 3, 5, 1], 11), 9: weighted([1, 4, 3, 7, 5, 8, 6, 9, 10], 11) }),
    ),
    severity: ALWAYS_HIGH,
    recommended: true,
    sources: ['https://softwaredevelopers.ato.gov.au (TFN algorithm)', 'Taxation Administration Act 1953, part VA'],
    examples: ['TFN: 123 456 782', 'tax file number 876543210', 'tfn 37118629'],
    counterExamples: [
      { text: 'TFN: 123 456 783', stoppedBy: 'bad-checksum' },
      { text: 'TFN: 000 000 000', stoppedBy: 'never-issued' },
      { text: 'TFN: 1234567', stoppedBy: 'pattern' },
      { text: 'order 123 456 782', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'AUSTRALIA_DRIVERS_LICENSE',
    name: "Driver's licence number (Australia)",
    category: 'PERSONAL_INFORMATION',
    // The states and territories: 6 to 10 digits, or letters before or after fewer digits.
    pattern: String.raw`\b(?:\d{6,10}|\d{3} \d{3} \d{3}|[A-Za-z]\d{5,7}|[A-Za-z]{2}\d{4,6}|\d{4}[A-Za-z]{2})\b`,
    keywords: [
      'dl#',
      'dl:',
      'dlno#',
      'driver licence',
      'driver license',
      'driver permit',
      'drivers lic.',
      'drivers licence',
      "driver's licence",
      'drivers license',
      "driver's license",
      'drivers permit',
      "driver's permit",
      'drivers permit number',
      'driving licence',
      'driving license',
      'driving permit',
    ],
    keyword: 'required',
    validate: neverZero,
    severity: LOW_TO_HIGH,
    recommended: false,
    sources: ['https://austroads.com.au/drivers-and-vehicles/registration-and-licensing'],
    examples: ["driver's licence: 12345678", 'driving licence S12345', 'drivers licence 012 345 678', 'DL# 1234AB'],
    counterExamples: [
      { text: "driver's licence: 00000000", stoppedBy: 'never-issued' },
      { text: "driver's licence: 12345", stoppedBy: 'pattern' },
      { text: 'order 12345678', stoppedBy: 'keyword-missing' },
    ],
  },
];
