import type { DataIdentifier } from '../data-identifier.ts';
import { ALWAYS_HIGH, MEDIUM_UNTIL_HUNDRED } from '../severity.ts';
import { curp } from '../validators/curp.ts';
import { rfc } from '../validators/rfc.ts';

const STATES = 'AS|BC|BS|CC|CH|CL|CM|CS|DF|DG|GR|GT|HG|JC|MC|MN|MS|NE|NL|NT|OC|PL|QR|QT|SL|SP|SR|TC|TL|TS|VZ|YN|ZS';
const CONSONANT = '[B-DF-HJ-NP-TV-Z]';
const DAY = String.raw`\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])`;
const RFC_SOURCES = ['Código Fiscal de la Federación, artículo 27', 'https://www.sat.gob.mx (RFC)'];

/** The name's letters, a date and the homoclave; Ñ and & are letters of names too, but not of \b. */
function rfcPattern(letters: number): string {
  return String.raw`(?i:(?:\b[A-Z]|\B[Ñ&])[A-ZÑ&]{${letters - 1}}[ -]?${DAY}[ -]?[0-9A-Z]{2}[0-9A]\b)`;
}

export const mexico: readonly DataIdentifier[] = [
  {
    id: 'MEXICO_CURP_NUMBER',
    name: 'Population register code, CURP (Mexico)',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`(?i:\b[A-Z][AEIOUX][A-Z]{2}${DAY}[HMX](?:${STATES})${CONSONANT}{3}[0-9A-Z]\d\b)`,
    keywords: [
      'clave personal identidad',
      'clave única',
      'clave única de registro de población',
      'clavepersonalIdentidad',
      'curp',
      'registration code',
      'registry code',
      'personal identidad clave',
      'population code',
    ],
    keyword: 'required',
    validate: curp,
    severity: ALWAYS_HIGH,
    recommended: false,
    sources: ['Instructivo normativo para la asignación de la CURP, DOF 18/10/2021', 'https://www.gob.mx/curp'],
    examples: [
      'CURP: BOXW310820HNERXN09',
      'clave única de registro de población HEGG560427MVZRRL04',
      'curp boxw310820hnerxn09',
    ],
    counterExamples: [
      { text: 'CURP: BOXW310820HNERXN08', stoppedBy: 'bad-checksum' },
      { text: 'CURP: BOXW310230HNERXN09', stoppedBy: 'bad-format' },
      { text: 'CURP: BOXW310820HXXRXN09', stoppedBy: 'pattern' },
      { text: 'pedido BOXW310820HNERXN09', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'MEXICO_INDIVIDUAL_RFC_NUMBER',
    name: 'Tax number of persons, RFC (Mexico)',
    category: 'PERSONAL_INFORMATION',
    pattern: rfcPattern(4),
    keywords: [
      'código del registro federal de contribuyentes',
      'identificación de impuestos',
      'identificacion de impuestos',
      'impuesto al valor agregado',
      'iva',
      'iva#',
      'i.v.a.',
      'registro federal de contribuyentes',
      'rfc',
      'rfc#',
      'r.f.c.',
    ],
    keyword: 'required',
    validate: rfc,
    severity: ALWAYS_HIGH,
    recommended: false,
    sources: RFC_SOURCES,
    examples: ['RFC: GODE561231GR8', 'registro federal de contribuyentes CUPU-800825-569', 'rfc Ñuño740616fh1'],
    counterExamples: [
      { text: 'RFC: XAXX010101000', stoppedBy: 'published-example' },
      { text: 'RFC: XEXX010101000', stoppedBy: 'published-example' },
      { text: 'RFC: GODE560231GR8', stoppedBy: 'bad-format' },
      { text: 'RFC: GODE561331GR8', stoppedBy: 'pattern' },
      { text: 'pedido GODE561231GR8', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'MEXICO_ORGANIZATION_RFC_NUMBER',
    name: 'Tax number of organizations, RFC (Mexico)',
    category: 'PERSONAL_INFORMATION',
    pattern: rfcPattern(3),
    keywords: [
      'código del registro federal de contribuyentes',
      'identificación de impuestos',
      'identificacion de impuestos',
      'impuesto al valor agregado',
      'iva',
      'iva#',
      'i.v.a.',
      'registro federal de contribuyentes',
      'rfc',
      'rfc#',
      'r.f.c.',
    ],
    keyword: 'required',
    validate: rfc,
    severity: MEDIUM_UNTIL_HUNDRED,
    recommended: false,
    sources: RFC_SOURCES,
    examples: ['RFC: MAB930714180', 'R.F.C. SAT970701NN3', 'rfc: B&C-990101-AB1'],
    counterExamples: [
      { text: 'RFC: MAB930230180', stoppedBy: 'bad-format' },
      { text: 'RFC: MA9307148T0', stoppedBy: 'pattern' },
      { text: 'pedido MAB930714180', stoppedBy: 'keyword-missing' },
    ],
  },
];
