import type { DataIdentifier } from '../data-identifier.ts';
import { ADDRESSES } from '../learned/address-patterns.ts';
import { birthDateInContext, birthDateRevision } from '../learned/birth-date.ts';
import { BIRTH_DATE, BIRTH_DATE_IN_WORDS, TIMESTAMPS } from '../learned/birth-date-features.ts';
import { NAME_KEYWORDS } from '../learned/name-keywords.ts';
import { ANY_NAME, GIVEN_NAME_FIRST } from '../learned/name-patterns.ts';
import { freeName, freeNameWords, namedName, namedNameWords, nameRevision } from '../learned/person-name.ts';
import { addressRevision, postalAddress } from '../learned/postal-address.ts';
import { LOW_TO_HIGH } from '../severity.ts';

const { US, ...OTHER_ADDRESSES } = ADDRESSES;
const COUNTRIES = Object.keys(OTHER_ADDRESSES) as (keyof typeof OTHER_ADDRESSES)[];

/** Found by a learned scorer: README.md tells how, and how well. */
export const namesAndAddresses: readonly DataIdentifier[] = [
  {
    id: 'NAME',
    name: 'Full name of a person',
    category: 'PERSONAL_INFORMATION',
    pattern: GIVEN_NAME_FIRST,
    keywords: [],
    keyword: 'none',
    validate: freeNameWords,
    validateInContext: freeName,
    also: [{ pattern: ANY_NAME, keywords: NAME_KEYWORDS, validate: namedNameWords, validateInContext: namedName }],
    revision: nameRevision,
    severity: LOW_TO_HIGH,
    recommended: false,
    sources: [
      'US Census Bureau, frequently occurring names of the 1990 census',
      'https://docs.aws.amazon.com/macie/latest/user/mdis-reference-pii.html',
    ],
    examples: [
      'Patient: Maria Garcia',
      'Kind regards, John F. Smith',
      'Full name: Jean-Pierre de la Cruz',
      'Herr Thomas Müller',
      'Chancellor Angela Becker',
      'Nombre: José Fernández',
      'Patient: Xiomara Quispe',
      'Name: WILLIAM JOHNSON',
    ],
    counterExamples: [
      { text: 'The Grace Period ends', stoppedBy: 'unlikely' },
      { text: 'Martin Luther University', stoppedBy: 'unlikely' },
      { text: 'product name: Rustic Steel Chair', stoppedBy: 'unlikely' },
      { text: 'name: Setup Node', stoppedBy: 'unlikely' },
      { text: 'name: JSON API', stoppedBy: 'unlikely' },
      { text: 'const JohnSmith = 1', stoppedBy: 'pattern' },
    ],
  },
  {
    // Macie's DATE_OF_BIRTH asks for a keyword; this one for surroundings that speak of people.
    id: 'DATE_OF_BIRTH_(NO_KEYWORD)',
    name: 'Date of birth that no keyword names',
    category: 'PERSONAL_INFORMATION',
    pattern: BIRTH_DATE,
    keywords: [],
    keyword: 'none',
    passOver: TIMESTAMPS,
    validateInContext: birthDateInContext,
    also: [{ pattern: BIRTH_DATE_IN_WORDS, validateInContext: birthDateInContext }],
    revision: birthDateRevision,
    severity: LOW_TO_HIGH,
    recommended: false,
    sources: ['ISO 8601', 'https://docs.aws.amazon.com/macie/latest/user/mdis-reference-pii.html'],
    examples: [
      '4711,Maria,Garcia,F,1985-04-12,Boston',
      'Patient John Miller, male, 04/12/1985, MRN 5512345',
      'Passenger: MILLER/SUSAN F 12.04.1985 passport 5512345',
      '{"firstName":"Maria","lastName":"Garcia","gender":"F","dn":"1985-04-12"}',
    ],
    counterExamples: [
      { text: 'Invoice 4711 dated 1985-04-12, due 1985-05-12', stoppedBy: 'unlikely' },
      { text: 'Author: Maria Garcia, 2011-04-12', stoppedBy: 'unlikely' },
      { text: '4711,Maria Garcia,2011-04-12,33.00,paid', stoppedBy: 'unlikely' },
      { text: 'Maria Garcia, F, 1985-02-30', stoppedBy: 'bad-format' },
      { text: '1985-04-12 10:15 Maria Garcia', stoppedBy: 'bad-format' },
      { text: 'Maria Garcia, F, 2026-04-12', stoppedBy: 'pattern' },
    ],
  },
  {
    id: 'ADDRESS',
    name: 'Postal address',
    category: 'PERSONAL_INFORMATION',
    pattern: US,
    keywords: [],
    keyword: 'none',
    validateInContext: postalAddress('US'),
    also: COUNTRIES.map((country) => ({
      pattern: OTHER_ADDRESSES[country],
      validateInContext: postalAddress(country),
    })),
    revision: addressRevision,
    severity: LOW_TO_HIGH,
    recommended: false,
    sources: [
      'USPS Publication 28, Postal Addressing Standards',
      'Universal Postal Union, addressing systems of member countries',
      'https://docs.aws.amazon.com/macie/latest/user/mdis-reference-pii.html',
    ],
    examples: [
      '350 Fifth Avenue, New York, NY 10118',
      '742 Maple Dr Apt 4B, Portland, OR 97205',
      '1 Apple Park Way, Cupertino, California 95014',
      '111 Wellington Street, Ottawa, ON K1A 0A9',
      '483 George Street, Sydney NSW 2000',
      '10 Downing Street, London SW1A 2AA',
      'Friedrichstraße 43, 10117 Berlin',
      'Friedrich-Ebert-Ring 12, 56068 Koblenz',
      'SCHÖNHAUSER STRASSE 12, 10115 BERLIN',
      'Kurfürstenufer 8, 20095 Hamburg',
      'Birkenpfad 7, 50667 Köln',
      'Schloßgraben 14, 64283 Darmstadt',
      '55 rue du Faubourg Saint-Honoré, 75008 Paris',
      'Calle de Alcalá 48, 28014 Madrid',
      'Via Nazionale 91, 00184 Roma',
      'VIA NAZIONALE 91, 00184 ROMA',
    ],
    counterExamples: [
      { text: '350 Fifth Avenue, New York, NY 90118', stoppedBy: 'bad-format' },
      { text: '111 Wellington Street, Ottawa, ON V1A 0A9', stoppedBy: 'bad-format' },
      { text: 'Calle de Alcalá 48, 58014 Madrid', stoppedBy: 'bad-format' },
      { text: '350 Fifth Avenue, New York', stoppedBy: 'pattern' },
      { text: '10 Downing Street, London', stoppedBy: 'pattern' },
    ],
  },
];
