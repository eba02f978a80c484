import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joinRows } from '../src/catalogue.ts';
import { identifiers } from '../src/index.ts';
import { severityOf } from '../src/severity.ts';

/** Source: Amazon Macie user guide, "Managed data identifiers recommended for jobs". */
const MACIE_RECOMMENDED = [
  'AWS_CREDENTIALS',
  'HTTP_BASIC_AUTH_HEADER',
  'OPENSSH_PRIVATE_KEY',
  'PGP_PRIVATE_KEY',
  'PKCS',
  'PUTTY_PRIVATE_KEY',
  'CREDIT_CARD_MAGNETIC_STRIPE',
  'CREDIT_CARD_NUMBER',
  'CANADA_DRIVERS_LICENSE',
  'UK_DRIVERS_LICENSE',
  'DRIVERS_LICENSE',
  'UK_ELECTORAL_ROLL_NUMBER',
  'FRANCE_NATIONAL_IDENTIFICATION_NUMBER',
  'GERMANY_NATIONAL_IDENTIFICATION_NUMBER',
  'ITALY_NATIONAL_IDENTIFICATION_NUMBER',
  'SPAIN_DNI_NUMBER',
  'UK_NATIONAL_INSURANCE_NUMBER',
  'CANADA_PASSPORT_NUMBER',
  'FRANCE_PASSPORT_NUMBER',
  'GERMANY_PASSPORT_NUMBER',
  'ITALY_PASSPORT_NUMBER',
  'SPAIN_PASSPORT_NUMBER',
  'UK_PASSPORT_NUMBER',
  'USA_PASSPORT_NUMBER',
  'CANADA_SOCIAL_INSURANCE_NUMBER',
  'SPAIN_SOCIAL_SECURITY_NUMBER',
  'USA_SOCIAL_SECURITY_NUMBER',
  'AUSTRALIA_TAX_FILE_NUMBER',
  'BRAZIL_CPF_NUMBER',
  'FRANCE_TAX_IDENTIFICATION_NUMBER',
  'GERMANY_TAX_IDENTIFICATION_NUMBER',
  'SPAIN_NIE_NUMBER',
  'SPAIN_NIF_NUMBER',
  'SPAIN_TAX_IDENTIFICATION_NUMBER',
  'USA_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER',
];
const OURS_RECOMMENDED = [
  'GCP_API_KEY',
  'GITHUB_TOKEN',
  'GOOGLE_OAUTH_ACCESS_TOKEN',
  'GOOGLE_OAUTH_CLIENT_SECRET',
  'SLACK_TOKEN',
];
const byId = new Map(identifiers.map((row) => [row.id, row]));

test("the recommended set is Macie's 35 for jobs and five of ours", () => {
  assert.equal(MACIE_RECOMMENDED.length, 35);
  const recommended = identifiers.filter((row) => row.recommended).map(({ id }) => id);
  assert.deepEqual(recommended.sort(), [...MACIE_RECOMMENDED, ...OURS_RECOMMENDED].sort());
});

function assertKeywords(id: string, keywords: readonly string[]): void {
  assert.deepEqual(byId.get(id)?.keywords.slice(0, keywords.length), keywords);
}

test("rows begin with Macie's keywords, word for word", () => {
  assertKeywords('USA_SOCIAL_SECURITY_NUMBER', ['social security', 'ss#', 'ssn']);
  assertKeywords('FRANCE_PASSPORT_NUMBER', [
    'numéro de passeport',
    'passeport',
    'passeport #',
    'passeport n °',
    'passeport non',
  ]);
  assertKeywords('GERMANY_PASSPORT_NUMBER', [
    'ausstellungsdatum',
    'ausstellungsort',
    'geburtsdatum',
    'passport',
    'passports',
    'reisepass',
    'reisepass–nr',
    'reisepassnummer',
  ]);
  assertKeywords('CANADA_DRIVERS_LICENSE', [
    'dl#',
    'dl:',
    'dlno#',
    'driver licence',
    'driver licences',
    'driver license',
    'driver licenses',
    'driver permit',
    'drivers lic.',
    'drivers licence',
    "driver's licence",
    'drivers licences',
    "driver's licences",
    'drivers license',
    "driver's license",
    'drivers licenses',
    "driver's licenses",
    'drivers permit',
    "driver's permit",
    'drivers permit number',
    'driving licence',
    'driving license',
    'driving permit',
    'permis de conduire',
  ]);
  assertKeywords('AWS_CREDENTIALS', [
    'aws_secret_access_key',
    'credentials',
    'secret access key',
    'secret key',
    'set-awscredential',
  ]);
  assert.equal(byId.get('CREDIT_CARD_NUMBER')?.keywords[36], 'visa');
});

test('ids are unique and in the style of the catalogue', () => {
  assert.equal(byId.size, identifiers.length);
  for (const { id } of identifiers) assert.match(id, /^[A-Z][A-Z0-9_]*(?:_\(NO_KEYWORD\))?$/);
});

test('a second row with the same id is refused by name', () => {
  const row = identifiers[0]!;
  assert.throws(() => joinRows([row], [row]), new RegExp(row.id));
});

test('severity follows the count: at each threshold and one before it', () => {
  const scaleOf = (id: string) => byId.get(id)!.severity;
  assert.equal(severityOf(scaleOf('USA_SOCIAL_SECURITY_NUMBER'), 0), null);
  assert.equal(severityOf(scaleOf('USA_SOCIAL_SECURITY_NUMBER'), 1), 'High');
  assert.equal(severityOf(scaleOf('USA_PASSPORT_NUMBER'), 1), 'Medium');
  assert.equal(severityOf(scaleOf('USA_PASSPORT_NUMBER'), 2), 'High');
  for (const [count, severity] of [
    [1, 'Low'],
    [2, 'Medium'],
    [99, 'Medium'],
    [100, 'High'],
  ] as const) {
    assert.equal(severityOf(scaleOf('DRIVERS_LICENSE'), count), severity);
  }
  assert.equal(severityOf({ Medium: 5 }, 4), null);
});

test("names that Macie's list cuts short are there in whole, after it", () => {
  assert.ok(byId.get('ITALY_NATIONAL_IDENTIFICATION_NUMBER')?.keywords.includes('codice fiscale'));
  assert.ok(byId.get('ITALY_NATIONAL_IDENTIFICATION_NUMBER')?.keywords.includes('codice fiscal'));
  assert.ok(byId.get('GERMANY_NATIONAL_IDENTIFICATION_NUMBER')?.keywords.includes('personalausweisnummer'));
  assert.ok(byId.get('FRANCE_TAX_IDENTIFICATION_NUMBER')?.keywords.includes("numéro d'identification fiscale"));
});
