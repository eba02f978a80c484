import type { DataIdentifier } from '../data-identifier.ts';
import { PHONE_KEYWORDS } from '../keywords.ts';
import { LOW_TO_HIGH } from '../severity.ts';
import { allOf } from '../validators/all-of.ts';
import { digitCount } from '../validators/digit-count.ts';
import { never, neverUniform } from '../validators/never.ts';
import { publishedExamples } from '../validators/published-examples.ts';

/*
 * With a keyword the country code may be left out; without one it is required. So the code is a keyword, and what is
 * reported is the national number after it, without the trunk prefix 0 of France, Germany and the United Kingdom.
 */

const S = '[ .-]?';
const NATIONAL_PLANS = 'https://www.itu.int/oth/T0202.aspx?parent=T0202 (national numbering plans)';

/** What comes before the national number: the country code, or `alone`. */
function lead(code: string, alone: string): string {
  return String.raw`(?:\B\+${code}${S}(?:\(0\)${S})?\(?|\b00${code}${S}|${alone})`;
}

/** Groups of so many digits, with one separator or none throughout. */
function grouped(first: string, ...sizes: readonly number[]): string {
  return ['', ' ', String.raw`\.`, '-']
    .map((separator) => first + sizes.map((size) => String.raw`${separator}\d{${size}}`).join(''))
    .join('|');
}

function value(...forms: readonly string[]): string {
  return String.raw`(?P<value>${forms.join('|')})\b`;
}

/** The greatest 32-bit integers look like numbers of Dallas and the Gulf coast, and stand near "+1" in programs. */
const INTEGER_LIMITS = ['2147483647', '2147483648', '4294967295', '4294967296'];
/** Area codes and exchanges that end with 11 are services; area codes whose second digit is 9 are kept for longer numbers. */
const NANP_UNASSIGNED = /^(?:.11|.9)|^.{3}.11/;
const BRAZIL_AREAS = '1[1-9]|2[12478]|3[1-578]|4[1-9]|5[1345]|6[1-9]|7[134579]|8[1-9]|9[1-9]';

export const phoneNumbers: readonly DataIdentifier[] = [
  {
    id: 'PHONE_NUMBER',
    name: 'Phone number (Canada, United States)',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`(?:\B\+1${S}\(?|\b1${S}\(?|\(|\b)` + value(String.raw`[2-9]\d{2}\)?${S}[2-9]\d{2}${S}\d{4}`),
    keywords: [
      ...PHONE_KEYWORDS,
      '+1',
      'whatsapp',
      'mob',
      'mob no',
      'msisdn',
      'sms',
      'landline',
      'call me',
      'text me',
      'ph no',
      'cellphone',
    ],
    keyword: 'required',
    validate: allOf(publishedExamples(INTEGER_LIMITS), neverUniform, never(NANP_UNASSIGNED)),
    severity: LOW_TO_HIGH,
    recommended: false,
    sources: ['https://www.nanpa.com (area codes, central office codes)', 'ITU-T E.164'],
    examples: [
      'phone: (212) 555-0123',
      '+1 416-555-0198',
      'tel 800.555.0134',
      'Contact +12025550147',
      'fax: 1-888-555-0110',
    ],
    counterExamples: [
      { text: 'phone: (211) 555-0123', stoppedBy: 'never-issued' },
      { text: 'phone: 212-411-0123', stoppedBy: 'never-issued' },
      { text: 'fax: 2147483647', stoppedBy: 'published-example' },
      { text: 'phone: 112-555-0123', stoppedBy: 'pattern' },
      { text: 'item 212-555-0123', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'BRAZIL_PHONE_NUMBER',
    name: 'Phone number (Brazil)',
    category: 'PERSONAL_INFORMATION',
    pattern:
      lead('55', String.raw`\(0?|\b0?`) +
      value(String.raw`(?:${BRAZIL_AREAS})\)?${S}(?:9[ .]?\d{4}|[2-5]\d{3})${S}\d{4}`),
    keywords: [
      ...PHONE_KEYWORDS,
      'cel',
      'celular',
      'fone',
      'móvel',
      'número residencial',
      'numero residencial',
      'telefone',
      '+55',
    ],
    keyword: 'required',
    validate: never(/^(?:..)9?(.)\1+$/),
    severity: LOW_TO_HIGH,
    recommended: false,
    sources: ['https://www.gov.br/anatel (plano de numeração)', NATIONAL_PLANS],
    examples: ['celular: (11) 98765-4321', '+55 21 2345-6789', 'fone 4133224455', 'Telefone +5531987654321'],
    counterExamples: [
      { text: 'celular: (11) 99999-9999', stoppedBy: 'never-issued' },
      { text: 'celular: (20) 98765-4321', stoppedBy: 'pattern' },
      { text: 'pedido (11) 98765-4321', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'FRANCE_PHONE_NUMBER',
    name: 'Phone number (France)',
    category: 'PERSONAL_INFORMATION',
    pattern: lead('33', String.raw`\b0`) + value(grouped('[1-9]', 2, 2, 2, 2)),
    keywords: [
      ...PHONE_KEYWORDS,
      'téléphone',
      'portable',
      'tél',
      '+33',
      'tel.',
      'numéro de téléphone',
      'whatsapp',
      'mob',
    ],
    keyword: 'required',
    validate: never(/^.(..)\1{3}$/),
    severity: LOW_TO_HIGH,
    recommended: false,
    sources: ['https://www.arcep.fr (plan national de numérotation)', NATIONAL_PLANS],
    examples: ['tel: 01 99 00 12 34', '+33 6 39 98 12 34', 'phone 0639981234', 'mobile +33 (0)6.39.98.12.34'],
    counterExamples: [
      { text: 'tel: 01 00 00 00 00', stoppedBy: 'never-issued' },
      { text: 'tel: 01 99 00 12', stoppedBy: 'pattern' },
      { text: 'colis 01 99 00 12 34', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'GERMANY_PHONE_NUMBER',
    name: 'Phone number (Germany)',
    category: 'PERSONAL_INFORMATION',
    pattern:
      lead('49', String.raw`\(0|\b0`) +
      value(
        String.raw`[1-9]\d{1,4}\)?[ ./-]{1,3}\d{2,5}(?:[ -]\d{2,5}){1,3}`,
        String.raw`[1-9]\d{1,4}\)?[ ./-]{0,3}\d{3,9}(?:-\d{1,4})?`,
      ),
    keywords: [
      ...PHONE_KEYWORDS,
      'telefon',
      'telefonnummer',
      'handy',
      'mobil',
      'rufnummer',
      'telefax',
      '+49',
      'fon',
      'mobilnummer',
      'handynummer',
      'whatsapp',
      'tel.-nr',
      'telefonnr',
    ],
    keyword: 'required',
    validate: allOf(digitCount(7, 11), never(/^..(.)\1+$/)),
    severity: LOW_TO_HIGH,
    recommended: false,
    sources: ['https://www.bundesnetzagentur.de (Rufnummernplan)', NATIONAL_PLANS],
    examples: [
      'Tel: 030 23125 123',
      '+49 171 3920012',
      'phone (069) 90009-123',
      'Mobile +49 (0)152 28895456',
      'Fax 0221/4710 123',
    ],
    counterExamples: [
      { text: 'Tel: 030 1234', stoppedBy: 'bad-format' },
      { text: 'Tel: 030 0000000', stoppedBy: 'never-issued' },
      { text: 'Tel: 00 23125', stoppedBy: 'pattern' },
      { text: 'Artikel 030 23125 123', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'ITALY_PHONE_NUMBER',
    name: 'Phone number (Italy)',
    category: 'PERSONAL_INFORMATION',
    pattern:
      lead('39', String.raw`\b`) +
      value(
        String.raw`3\d{2}[ ./-]?(?:\d{3}[ .]?\d{3,4}|\d{2}[ .]?\d{2}[ .]?\d{2,3})`,
        String.raw`0[1-9]\d{0,2}\)?[ ./-]?(?:\d{2,4}[ .-]\d{2,4}(?:[ .-]\d{2,3})?|\d{4,8})`,
      ),
    keywords: [
      ...PHONE_KEYWORDS,
      'telefono',
      'cellulare',
      '+39',
      'cell.',
      'cellulare',
      'recapito',
      'whatsapp',
      'numero di telefono',
    ],
    keyword: 'required',
    validate: allOf(digitCount(8, 11), never(/^...(.)\1+$/)),
    severity: LOW_TO_HIGH,
    recommended: false,
    sources: ['https://www.agcom.it (piano nazionale di numerazione)', NATIONAL_PLANS],
    examples: ['tel: 06 6982 1234', '+39 347 1234567', 'phone (02) 12345678', 'cell +39 333 12 34 567'],
    counterExamples: [
      { text: 'tel: 06 12 34', stoppedBy: 'bad-format' },
      { text: 'tel: 333 0000000', stoppedBy: 'never-issued' },
      { text: 'tel: 16 6982 1234', stoppedBy: 'pattern' },
      { text: 'articolo 06 6982 1234', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'SPAIN_PHONE_NUMBER',
    name: 'Phone number (Spain)',
    category: 'PERSONAL_INFORMATION',
    pattern:
      lead('34', String.raw`\b`) +
      value(
        grouped(String.raw`[6-9]\d{2}`, 3, 3),
        grouped(String.raw`[6-9]\d{2}`, 2, 2, 2),
        grouped(String.raw`[89]\d`, 3, 2, 2),
      ),
    keywords: [
      ...PHONE_KEYWORDS,
      'teléfono',
      'móvil',
      '+34',
      'tfno',
      'tlf',
      'tlfno',
      'tfn',
      'whatsapp',
      'teléfono móvil',
    ],
    keyword: 'required',
    validate: never(/^.(.)\1+$|^..(.)\2+$/),
    severity: LOW_TO_HIGH,
    recommended: false,
    sources: ['Real Decreto 2296/2004, plan nacional de numeración telefónica', NATIONAL_PLANS],
    examples: ['tel: 912 345 678', '+34 612 34 56 78', 'phone 936123456', 'mobile +34 91 234 56 78'],
    counterExamples: [
      { text: 'tel: 900 000 000', stoppedBy: 'never-issued' },
      { text: 'tel: 512 345 678', stoppedBy: 'pattern' },
      { text: 'pedido 912 345 678', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'UK_PHONE_NUMBER',
    name: 'Phone number (United Kingdom)',
    category: 'PERSONAL_INFORMATION',
    pattern:
      lead('44', String.raw`\(0|\b0`) +
      value(
        String.raw`[1235789](?:\d\)?${S}\d{4}${S}\d{4}|\d{2}\)?${S}\d{3}${S}\d{4}|\d{3}\)?${S}\d{3}${S}\d{3}|\d{4}\)?${S}\d{5}|\d{3}\)?${S}\d{5}|\d{2}\)?${S}\d{6})`,
      ),
    keywords: [...PHONE_KEYWORDS, '+44', 'whatsapp', 'mob', 'mob no', 'landline', 'sms'],
    keyword: 'required',
    validate: never(/^..(.)\1+$/),
    severity: LOW_TO_HIGH,
    recommended: false,
    sources: ['https://www.ofcom.org.uk (National Telephone Numbering Plan)', NATIONAL_PLANS],
    examples: ['phone: 020 7946 0958', '+44 7700 900123', 'tel (01632) 960001', 'mobile +44 (0)113 496 0123'],
    counterExamples: [
      { text: 'phone: 020 0000 0000', stoppedBy: 'never-issued' },
      { text: 'phone: 060 7946 0958', stoppedBy: 'pattern' },
      { text: 'item 020 7946 0958', stoppedBy: 'keyword-missing' },
    ],
  },
];
