import type { DataIdentifier } from '../data-identifier.ts';
import { ALWAYS_HIGH, LOW_TO_HIGH } from '../severity.ts';
import { allOf } from '../validators/all-of.ts';
import { never, neverAt } from '../validators/never.ts';
import { verhoeff } from '../validators/verhoeff.ts';

/** Codes of states and union territories on licences, old ones included. */
const STATES =
  'AN|AP|AR|AS|BR|CG|CH|DD|DL|DN|GA|GJ|HP|HR|JH|JK|KA|KL|LA|LD|MH|ML|MN|MP|MZ|NL|OD|OR|PB|PY|RJ|SK|TN|TR|TS|TG|UA|UK|UP|WB';

export const india: readonly DataIdentifier[] = [
  {
    id: 'INDIA_AADHAAR_NUMBER',
    name: 'Aadhaar number (India)',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`\b[2-9]\d{3}(?:\d{8}| \d{4} \d{4}|-\d{4}-\d{4})\b`,
    keywords: [
      'aadhaar',
      'aadhar',
      'adhaar',
      'uidai',
      'आधार',
      'adhar',
      'uid no',
      'uid number',
      'ஆதார்',
      'ఆధార్',
      'আধার',
      'આધાર',
      'ಆಧಾರ್',
      'unique identification number',
    ],
    keyword: 'required',
    // Numbers that read the same backwards are not issued.
    validate: allOf(never(/^(.)(.)(.)(.)(.)(.)\6\5\4\3\2\1$/), verhoeff),
    severity: ALWAYS_HIGH,
    recommended: false,
    sources: ['https://uidai.gov.in (Aadhaar number, Verhoeff check digit)', 'Aadhaar Act 2016'],
    examples: ['Aadhaar: 2341 2341 2346', 'UIDAI 234123412346', 'aadhar 3675-9834-6016'],
    counterExamples: [
      { text: 'Aadhaar: 2341 2341 2347', stoppedBy: 'bad-checksum' },
      { text: 'Aadhaar: 2222 2222 2222', stoppedBy: 'never-issued' },
      { text: 'Aadhaar: 1341 2341 2346', stoppedBy: 'pattern' },
      { text: 'item 2341 2341 2346', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'INDIA_PERMANENT_ACCOUNT_NUMBER',
    name: 'Permanent account number, PAN (India)',
    category: 'PERSONAL_INFORMATION',
    // The fourth letter is the kind of holder.
    pattern: String.raw`(?i:\b[A-Z]{3}[ABCEFGHJKLPT][A-Z]\d{4}[A-Z]\b)`,
    keywords: [
      'e-pan',
      'pan card',
      'pan number',
      'permanent account number',
      'pan no',
      'pan#',
      'pan',
      'स्थायी खाता संख्या',
      'पैन',
    ],
    keyword: 'required',
    validate: neverAt(-5, '0000'),
    severity: ALWAYS_HIGH,
    recommended: false,
    sources: ['Income-tax Act 1961, section 139A', 'https://incometaxindia.gov.in (structure of PAN)'],
    examples: ['PAN number: ACUPA7085R', 'permanent account number AAAPL1234C', 'pan card afzpk7190k'],
    counterExamples: [
      { text: 'PAN number: ACUPA0000R', stoppedBy: 'never-issued' },
      { text: 'PAN number: ACUXA7085R', stoppedBy: 'pattern' },
      { text: 'item ACUPA7085R', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'INDIA_DRIVERS_LICENSE',
    name: 'Driving licence number (India)',
    category: 'PERSONAL_INFORMATION',
    // State, regional office, year of issue, serial number.
    pattern: String.raw`(?i:\b(?:${STATES})[ -]?\d{2}[ -]?(?:19|20)\d{2}[ -]?\d{7}\b)`,
    keywords: [
      'driver licence',
      'driver licences',
      'driver license',
      'driver licenses',
      'drivers lic.',
      'drivers licence',
      "driver's licence",
      'drivers licences',
      "driver's licences",
      'drivers license',
      "driver's license",
      'drivers licenses',
      "driver's licenses",
      'driving licence',
      'driving license',
      'dl no',
      'dl number',
    ],
    keyword: 'required',
    validate: neverAt(-7, '0000000'),
    severity: LOW_TO_HIGH,
    recommended: false,
    sources: ['Central Motor Vehicles Rules 1989, form 7', 'https://parivahan.gov.in'],
    examples: [
      'driving licence MH-14 20110062821',
      'Driver License: HR0619850034761',
      "driver's licence DL-04 2011 0149646",
    ],
    counterExamples: [
      { text: 'driving licence MH14 20110000000', stoppedBy: 'never-issued' },
      { text: 'driving licence XX14 20110062821', stoppedBy: 'pattern' },
      { text: 'item MH14 20110062821', stoppedBy: 'keyword-missing' },
    ],
  },
];
