import type { DataIdentifier } from '../data-identifier.ts';
import { nationalNumber } from '../national-number.ts';
import { allOf } from '../validators/all-of.ts';
import { belgianNationalNumber } from '../validators/belgian-national-number.ts';
import { birthDate } from '../validators/birth-date.ts';
import { czechBirthNumber } from '../validators/czech-birth-number.ts';
import { luhn } from '../validators/luhn.ts';
import { onPart } from '../validators/on-part.ts';
import { digitsOf } from '../validators/text.ts';
import { verhoeff } from '../validators/verhoeff.ts';
import { weighted, weightedCheckDigit } from '../validators/weighted.ts';

const BIRTH_NUMBER = String.raw`\d{2}(?:[0257][1-9]|[1368][0-2])(?:0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01])[/ -]?\d{3,4}`;

export const centralEurope: readonly DataIdentifier[] = [
  nationalNumber({
    id: 'AUSTRIA_SOCIAL_SECURITY_NUMBER',
    name: 'Versicherungsnummer (Austria)',
    format: String.raw`[1-9]\d{3}[ -]?(?:0[1-9]|[12]\d|3[01]) ?(?:0[1-9]|1[0-5]) ?\d{2}`,
    keywords: [
      ...['svnr', 'sv-nummer', 'sv-nr', 'sv nr.', 'sozialversicherungsnummer', 'versicherungsnummer', 'vsnr'],
      ...['e-card', 'austrian social security number', 'sozialversicherungsnr', 'versicherungsnr'],
    ],
    validate: weighted([3, 7, 9, -1, 5, 8, 4, 2, 1, 6], 11),
    sources: ['ASVG § 460d', 'https://www.sozialversicherung.at'],
    numbers: ['1237 010180', '2233211190'],
    wrong: { '1238 010180': 'bad-checksum' },
  }),
  nationalNumber({
    id: 'SWITZERLAND_SOCIAL_SECURITY_NUMBER',
    name: 'AHV number (Switzerland and Liechtenstein)',
    format: String.raw`756[. -]?\d{4}[. -]?\d{4}[. -]?\d{2}`,
    keywords: [
      ...['ahv', 'ahv-nr', 'ahv-nr.', 'ahv-nummer', 'ahvn13', 'ahv nummer', 'avs', 'no avs', 'numéro avs', 'navs13'],
      ...['numero avs', 'sozialversicherungsnummer', 'versichertennummer', 'oasi number', 'ahv number'],
      ...["numéro d'assuré", 'swiss social security number', 'sv-nummer', 'n. avs', 'avs-nr'],
    ],
    validate: weighted([1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1], 10),
    sources: ['AHVG Art. 50c', 'https://www.zas.admin.ch (AHV-Nummer)'],
    numbers: ['756.9217.0769.85', '7563047500009'],
    wrong: { '756.9217.0769.84': 'bad-checksum' },
  }),
  nationalNumber({
    id: 'BELGIUM_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'Rijksregisternummer (Belgium)',
    format: String.raw`\d{2}[. -]?(?:[024]\d|[135][0-2])[. -]?[0-3]\d[. -]?\d{3}[. -]?\d{2}`,
    keywords: [
      ...['rijksregisternummer', 'rijksregister', 'rrn', 'insz', 'insz-nummer', 'niss', 'numéro national'],
      ...['numéro de registre national', 'numéro du registre national', 'registre national', 'nationaal nummer'],
      ...['bis-nummer', 'numéro bis', 'belgian national number', 'national register number', 'nationalregisternummer'],
    ],
    validate: belgianNationalNumber,
    sources: ['Wet van 8 augustus 1983 tot regeling van een Rijksregister', 'KB 3 april 1984'],
    numbers: ['85.07.30-033.28', '17073003384'],
    wrong: { '85.07.30-033.29': 'bad-checksum' },
  }),
  nationalNumber({
    id: 'LUXEMBOURG_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'Matricule (Luxembourg)',
    format: String.raw`(?:18|19|20)\d{2} ?(?:0[1-9]|1[0-2]) ?(?:0[1-9]|[12]\d|3[01]) ?\d{3} ?\d{2}`,
    keywords: [
      ...['matricule', 'matricule national', "numéro d'identification national", 'numéro matricule'],
      ...['nationale identifikationsnummer', 'identifikatiounsnummer', 'sozialversicherungsnummer', 'cns'],
    ],
    validate: allOf(
      birthDate({ month: 4, day: 6 }),
      onPart((value) => digitsOf(value).slice(0, 12), luhn),
      onPart((value) => digitsOf(value).slice(0, 11) + digitsOf(value).slice(12), verhoeff),
    ),
    sources: ["Loi du 19 juin 2013 relative à l'identification des personnes physiques"],
    numbers: ['1893120105732', '1983 0812 129 47'],
    wrong: { '1893120105733': 'bad-checksum', '1893023005732': 'bad-format' },
  }),
  nationalNumber({
    id: 'CZECHIA_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'Rodné číslo (Czechia)',
    format: BIRTH_NUMBER,
    keywords: ['rodné číslo', 'rodného čísla', 'rodným číslem', 'rodné č.', 'r. č.', 'rč', 'czech birth number'],
    validate: czechBirthNumber,
    sources: ['Zákon č. 133/2000 Sb., § 13'],
    numbers: ['710319/2745', '9152250008'],
    wrong: { '710319/2746': 'bad-checksum', '710230/2745': 'bad-format' },
  }),
  nationalNumber({
    id: 'SLOVAKIA_NATIONAL_IDENTIFICATION_NUMBER',
    name: 'Rodné číslo (Slovakia)',
    format: BIRTH_NUMBER,
    keywords: ['rodné číslo', 'rodného čísla', 'rodným číslom', 'rodné č.', 'r. č.', 'rč', 'slovak birth number'],
    validate: czechBirthNumber,
    sources: ['Zákon č. 301/1995 Z. z. o rodnom čísle'],
    numbers: ['710319/2745', '9152250008'],
    wrong: { '710319/2746': 'bad-checksum', '710230/2745': 'bad-format' },
  }),
  nationalNumber({
    id: 'HUNGARY_SOCIAL_SECURITY_NUMBER',
    name: 'TAJ number (Hungary)',
    format: String.raw`\d{3}[ -]?\d{3}[ -]?\d{3}`,
    keywords: [
      ...['taj', 'taj szám', 'taj-szám', 'tajszám', 'társadalombiztosítási azonosító jel', 'taj kártya', 'taj number'],
      ...['hungarian social security number'],
    ],
    validate: weightedCheckDigit([3, 7, 3, 7, 3, 7, 3, 7], 10, (rest) => rest),
    sources: ['1996. évi XX. törvény'],
    numbers: ['123 456 788', '037-687-210'],
    wrong: { '123 456 789': 'bad-checksum' },
  }),
  nationalNumber({
    id: 'HUNGARY_TAX_IDENTIFICATION_NUMBER',
    name: 'Adóazonosító jel (Hungary)',
    format: String.raw`8\d{9}`,
    keywords: ['adóazonosító jel', 'adóazonosító', 'adóazonosító szám', 'hungarian tax id', 'adóigazolvány'],
    validate: weightedCheckDigit([1, 2, 3, 4, 5, 6, 7, 8, 9], 11, (rest) => rest),
    sources: ['1996. évi XX. törvény', 'European Commission, TIN algorithms, HU'],
    numbers: ['8071592153', '8328291258'],
    wrong: { '8071592154': 'bad-checksum' },
  }),
];
