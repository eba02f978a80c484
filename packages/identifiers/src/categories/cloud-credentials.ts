import type { DataIdentifier } from '../data-identifier.ts';
import { ALWAYS_HIGH } from '../severity.ts';
import { allOf } from '../validators/all-of.ts';
import { entropy } from '../validators/entropy.ts';
import { never } from '../validators/never.ts';

/** What 1 in 10 000 random secrets of 40 base64 characters fall below; paths and class names of that length seldom reach it. */
const SECRET_KEY_MIN_BITS = 4.25;
/** Random base 32 of 16 characters has at least this; placeholders (AKIAXXXX…) do not. */
const ACCESS_KEY_ID_MIN_BITS = 2.4;
const API_KEY_MIN_BITS = 3.6;
const CLIENT_SECRET_MIN_BITS = 3.4;
const ACCESS_TOKEN_MIN_BITS = 3.4;

const mixedCase = (value: string): 'low-entropy' | null =>
  /[A-Z]/.test(value) && /[a-z]/.test(value) ? null : 'low-entropy';

const SECRET_KEY = ['kJ8vQ2xT7nZ4', 'mR9wL3pY6bH1', 'cF5gD0sA/uE+', 'iXo2'].join('');
const ACCESS_KEY_ID = ['AK', 'IA', 'Q3EGRT5YUI7OPLKJ'].join('');
const API_KEY = ['AI', 'za', 'Qx7Rt2Lm9Kp4Wv8Zn3Hb6Yc1Jd5Fg0Us-Ae'].join('');
const CLIENT_SECRET = ['GOC', 'SPX-', 'a8Kd03Lw_7fQz-1RtYb52NxVcM9p'].join('');
const ACCESS_TOKEN = ['ya', '29.', 'a0AfH6SMBx7Qw3Rt9Zk2Lm8Pv4Yc1Nd6Gs'].join('');

export const cloudCredentials: readonly DataIdentifier[] = [
  {
    id: 'AWS_CREDENTIALS',
    name: 'AWS secret access key',
    category: 'CREDENTIALS',
    // The character before is part of the match because \b does not know / and +.
    pattern: String.raw`(?:^|[\s"'=:,;<>(){}\[\]|\x60#*&?!@~^«“„‘])(?P<value>[A-Za-z0-9/+]{39}(?:[A-Za-z0-9]\b|[/+]\B))`,
    keywords: [
      'aws_secret_access_key',
      'credentials',
      'secret access key',
      'secret key',
      'set-awscredential',
      'awssecretkey',
      'awssecretaccesskey',
      'aws secret',
    ],
    keyword: 'required',
    validate: allOf(never(/EXAMPLEKEY$/, 'published-example'), mixedCase, entropy(SECRET_KEY_MIN_BITS)),
    // Beside its id no keyword is needed.
    also: [
      {
        pattern: String.raw`\bAKIA[A-Z2-7]{16}["']?\s{0,2}[\s,;:/|]\s{0,2}["']?(?P<value>[A-Za-z0-9/+]{39}(?:[A-Za-z0-9]\b|[/+]\B))`,
        validate: allOf(never(/EXAMPLEKEY$/, 'published-example'), mixedCase, entropy(SECRET_KEY_MIN_BITS)),
      },
    ],
    severity: ALWAYS_HIGH,
    recommended: true,
    sources: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html'],
    examples: [
      `aws_secret_access_key = ${SECRET_KEY}`,
      `{"SecretAccessKey":"${SECRET_KEY}"}`,
      `export AWS_SECRET_ACCESS_KEY=${[...SECRET_KEY].reverse().join('')}`,
    ],
    counterExamples: [
      {
        text: `secret key: ${['wJalrXUtnFEMI/K7MDENG/', 'bPxRfiCYEXAMPLEKEY'].join('')}`,
        stoppedBy: 'published-example',
      },
      { text: `secret key: ${'aB3'.repeat(13)}x`, stoppedBy: 'low-entropy' },
      { text: 'secret key: 3f786850e387550fdab836ed7e6dc881de23001b', stoppedBy: 'low-entropy' },
      { text: `secret key: ${SECRET_KEY}A`, stoppedBy: 'pattern' },
      { text: `value = ${SECRET_KEY}`, stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'AWS_ACCESS_KEY_ID',
    name: 'AWS access key id',
    category: 'CREDENTIALS',
    pattern: String.raw`\b(?:AKIA|ASIA)[A-Z2-7]{16}\b`,
    keywords: [],
    keyword: 'none',
    validate: allOf(
      never(/EXAMPLE$/, 'published-example'),
      entropy(ACCESS_KEY_ID_MIN_BITS, (value) => value.slice(4)),
    ),
    severity: ALWAYS_HIGH,
    recommended: false,
    sources: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html'],
    examples: [`id=${ACCESS_KEY_ID}`, ACCESS_KEY_ID.replace('AKIA', 'ASIA')],
    counterExamples: [
      { text: ['AKIAIOSFODNN7', 'EXAMPLE'].join(''), stoppedBy: 'published-example' },
      { text: `AKIA${'X'.repeat(16)}`, stoppedBy: 'low-entropy' },
      { text: `${ACCESS_KEY_ID}A`, stoppedBy: 'pattern' },
    ],
  },
  {
    id: 'GCP_API_KEY',
    name: 'Google Cloud API key',
    category: 'CREDENTIALS',
    pattern: String.raw`\bAIza[0-9A-Za-z_-]{34}(?:[0-9A-Za-z_]\b|-\B)`,
    keywords: [
      'G_PLACES_KEY',
      'GCP api key',
      'GCP key',
      'google cloud key',
      'google-api-key',
      'google-cloud-apikeys',
      'GOOGLEKEY',
      'X-goog-api-key',
      'google api key',
      'google maps',
      'firebase',
      'api key',
      'googleapis',
      'google',
      'gcp',
      'key',
      'maps',
      'gemini',
      'youtube',
    ],
    keyword: 'required',
    validate: entropy(API_KEY_MIN_BITS, (value) => value.slice(4)),
    severity: ALWAYS_HIGH,
    recommended: true,
    sources: ['https://cloud.google.com/docs/authentication/api-keys'],
    examples: [`X-Goog-Api-Key: ${API_KEY}`, `GCP_API_KEY="${API_KEY}"`],
    counterExamples: [
      { text: `GCP api key: AIza${'x'.repeat(35)}`, stoppedBy: 'low-entropy' },
      { text: `GCP api key: ${API_KEY}x`, stoppedBy: 'pattern' },
      { text: `value: ${API_KEY}`, stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'GOOGLE_OAUTH_CLIENT_SECRET',
    name: 'Google OAuth client secret',
    category: 'CREDENTIALS',
    pattern: String.raw`GOCSPX-[0-9A-Za-z_-]{27}(?:[0-9A-Za-z_]\b|-\B)`,
    keywords: [],
    keyword: 'none',
    validate: entropy(CLIENT_SECRET_MIN_BITS, (value) => value.slice(7)),
    severity: ALWAYS_HIGH,
    recommended: true,
    sources: ['https://developers.google.com/identity/protocols/oauth2'],
    examples: [`client_secret=${CLIENT_SECRET}`, `{"client_secret":"${CLIENT_SECRET}"}`],
    counterExamples: [
      { text: `GOCSPX-${'x'.repeat(28)}`, stoppedBy: 'low-entropy' },
      { text: CLIENT_SECRET.slice(0, -1), stoppedBy: 'pattern' },
    ],
  },
  {
    id: 'GOOGLE_OAUTH_ACCESS_TOKEN',
    name: 'Google OAuth access token',
    category: 'CREDENTIALS',
    // Tokens of service accounts run to about 1 000 characters; a longer one is reported by its first part.
    pattern: String.raw`\bya29\.(?:[a-z]\.)?[0-9A-Za-z_-]{30,1000}`,
    keywords: [],
    keyword: 'none',
    validate: entropy(ACCESS_TOKEN_MIN_BITS, (value) => value.slice(5)),
    severity: ALWAYS_HIGH,
    recommended: true,
    sources: ['https://developers.google.com/identity/protocols/oauth2'],
    examples: [`Authorization: Bearer ${ACCESS_TOKEN}`, ['ya29', '.c.', ACCESS_TOKEN.slice(5)].join('')],
    counterExamples: [
      { text: `ya29.${'x'.repeat(40)}`, stoppedBy: 'low-entropy' },
      { text: ACCESS_TOKEN.slice(0, 20), stoppedBy: 'pattern' },
    ],
  },
];
