import type { DataIdentifier } from '../data-identifier.ts';
import { ALWAYS_HIGH, MEDIUM_THEN_HIGH } from '../severity.ts';
import { allOf } from '../validators/all-of.ts';
import { byLength } from '../validators/by-length.ts';
import { iso7064Mod11And10 } from '../validators/iso7064.ts';
import { never } from '../validators/never.ts';
import { steuerIdShape } from '../validators/steuer-id.ts';
import { weighted } from '../validators/weighted.ts';

const LETTERS = 'CFGHJKLMNPRTVWXYZcfghjklmnprtvwxyz';
const ICAO_731 = weighted([7, 3, 1, 7, 3, 1, 7, 3, 1, 9], 10);
/** The card prints nine characters without the check digit, which the machine-readable zone adds. */
const documentNumber = byLength({ 9: never(/^[A-Z]+$/, 'bad-format'), 10: ICAO_731 });

/** A serial number of the Bundesdruckerei: with its check digit any series, without it only those of this document. */
function documentPattern(series: string): string {
  return String.raw`\b(?:[${LETTERS}][0-9${LETTERS}]{8}\d|[${series}${series.toLowerCase()}][0-9${LETTERS}]{8})\b`;
}

export const germany: readonly DataIdentifier[] = [
  {
    id: 'GERMANY_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'Identity card number (Germany)',
    category: 'PERSONAL_INFORMATION',
    pattern: documentPattern('LMNPRTVWXYZ'),
    // Macie's list, and the compound of two of its words.
    keywords: [
      'ausweisnummer',
      'id number',
      'identification number',
      'identity number',
      'insurance number',
      'personal id',
      'personalausweis',
      'personalausweisnummer',
      'ausweis nr',
      'ausweis nr.',
      'ausweisnr',
      'personalausweis nr',
      'perso nr',
      'personalausweisnr',
      'identity card',
    ],
    keyword: 'required',
    validate: documentNumber,
    severity: ALWAYS_HIGH,
    recommended: true,
    sources: ['https://www.bmi.bund.de (Personalausweisverordnung, Seriennummer)', 'ICAO Doc 9303 part 3, section 4.9'],
    examples: ['Personalausweis: T220001293', 'Ausweisnummer L01X00T471', 'Ausweisnummer L01X00T47'],
    counterExamples: [
      { text: 'Personalausweis: T220001294', stoppedBy: 'bad-checksum' },
      { text: 'Personalausweis: TXKCHJKLM', stoppedBy: 'bad-format' },
      { text: 'Personalausweis: A220001293', stoppedBy: 'pattern' },
      { text: 'Artikel T220001293', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'GERMANY_PASSPORT_NUMBER',
    name: 'Passport number (Germany)',
    category: 'PERSONAL_INFORMATION',
    pattern: documentPattern('CFGHJK'),
    keywords: [
      'ausstellungsdatum',
      'ausstellungsort',
      'geburtsdatum',
      'passport',
      'passports',
      'reisepass',
      'reisepass–nr',
      'reisepassnummer',
      'passnummer',
      'pass nr',
    ],
    keyword: 'required',
    validate: documentNumber,
    severity: MEDIUM_THEN_HIGH,
    recommended: true,
    sources: ['https://www.bmi.bund.de (Passverordnung, Seriennummer)', 'ICAO Doc 9303 part 3, section 4.9'],
    examples: ['Reisepass C01X00T478', 'Reisepassnummer: C4JKN7XM20', 'Passport F2G3H4J5K'],
    counterExamples: [
      { text: 'Reisepass C01X00T479', stoppedBy: 'bad-checksum' },
      { text: 'Reisepass CFGHJKLMN', stoppedBy: 'bad-format' },
      { text: 'Reisepass C01X00', stoppedBy: 'pattern' },
      { text: 'Artikel C01X00T478', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'GERMANY_TAX_IDENTIFICATION_NUMBER',
    name: 'Tax identification number (Germany)',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`\b[1-9]\d(?:\d{9}| \d{3} \d{3} \d{3}|/\d{3}/\d{3}/\d{3}|-\d{3}-\d{3}-\d{3})\b`,
    keywords: [
      'identifikationsnummer',
      'steuer id',
      'steueridentifikationsnummer',
      'steuernummer',
      'tax id',
      'tax identification number',
      'tax number',
      'steuer identifikationsnummer',
      'idnr',
      'steuerid',
      'steuer idnr',
      'steuer identnummer',
      'steuerident',
      'steuer id nr',
      'tin',
    ],
    keyword: 'required',
    validate: allOf(steuerIdShape, iso7064Mod11And10),
    severity: ALWAYS_HIGH,
    recommended: true,
    sources: ['https://www.bzst.de (Steueridentifikationsnummer)', '§ 139b Abgabenordnung', 'ISO/IEC 7064'],
    examples: ['Steuer-ID: 86095742719', 'Steueridentifikationsnummer 47 036 892 816', 'Tax ID 65929970489'],
    counterExamples: [
      { text: 'Steuer-ID: 86095742718', stoppedBy: 'bad-checksum' },
      { text: 'Steuer-ID: 12345678122', stoppedBy: 'bad-format' },
      { text: 'Steuer-ID: 06095742719', stoppedBy: 'pattern' },
      { text: 'Artikel 86095742719', stoppedBy: 'keyword-missing' },
    ],
  },
];
