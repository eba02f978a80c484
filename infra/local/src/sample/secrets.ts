import { crc32 } from 'node:zlib';
import type { Plantable } from './plantable.ts';
import { BASE62, BASE64, HEX, type Random } from './random.ts';

/** Secrets are made of pieces at run time, so that a scanner of this repository has nothing to find. */

function base62(value: number, width: number): string {
  let text = '';
  for (let rest = value; rest > 0; rest = Math.floor(rest / 62)) text = BASE62[rest % 62] + text;
  return text.padStart(width, '0');
}

/** Thirty random characters and their CRC-32 in base 62. Source: GitHub, "Behind GitHub's new authentication token formats". */
export function githubToken(random: Random): string {
  const body = random.chars(BASE62, 30);
  return [random.pick(['ghp', 'gho', 'ghs']), body + base62(crc32(body), 6)].join('_');
}

const slackToken = (random: Random): string =>
  [['xo', random.pick(['xb', 'xp'])].join(''), random.digits(12), random.digits(12), random.chars(BASE62, 24)].join(
    '-',
  );

const googleApiKey = (random: Random): string =>
  ['AI', 'za', random.chars(`${BASE62}_-`, 34), random.chars(BASE62, 1)].join('');

const googleClientSecret = (random: Random): string => ['GOC', 'SPX-', random.chars(BASE62, 28)].join('');

const googleAccessToken = (random: Random): string => ['ya', '29.a0', random.chars(BASE62, 120)].join('');

/** Forty characters that begin and end with a letter or digit. */
const awsSecretKey = (random: Random): string =>
  random.chars(BASE62, 1) + random.chars(BASE64, 38) + random.chars(BASE62, 1);

const basicHeader = (random: Random): string =>
  `Authorization: Basic ${Buffer.from(`svc-${random.chars(HEX, 6)}:${random.chars(BASE62, 14)}`).toString('base64')}`;

const armour = (kind: string, lines: readonly string[]): string => {
  const rule = '-----';
  return [`${rule}BEGIN ${kind}${rule}`, ...lines, `${rule}END ${kind}${rule}`].join('\n');
};

const base64Lines = (random: Random, count: number, width: number): string[] =>
  Array.from({ length: count }, () => random.chars(BASE64, width));

const pkcsKey = (random: Random): string =>
  armour(random.pick(['RSA PRIVATE KEY', 'EC PRIVATE KEY', 'PRIVATE KEY']), base64Lines(random, 12, 64));

const opensshKey = (random: Random): string => armour('OPENSSH PRIVATE KEY', base64Lines(random, 6, 70));

const pgpKey = (random: Random): string => armour('PGP PRIVATE KEY BLOCK', ['', ...base64Lines(random, 10, 64)]);

/** Source: PuTTY user manual, appendix C; with the header values that Macie's row takes. */
const puttyKey = (random: Random): string =>
  [
    ['PuTTY-User-Key', 'File-2: ssh-rsa'].join('-'),
    'Encryption: none',
    'Comment: rsa-key-20260101',
    'Public-Lines: 2',
    ...base64Lines(random, 2, 64),
    ['Private', 'Lines: 3'].join('-'),
    ...base64Lines(random, 3, 64),
    `Private-MAC: ${random.chars(HEX, 40)}`,
  ].join('\n');

export const githubPlantable: Plantable = {
  identifier: 'GITHUB_TOKEN',
  field: 'token',
  label: 'token',
  make: githubToken,
};

export const basicAuthPlantable: Plantable = {
  identifier: 'HTTP_BASIC_AUTH_HEADER',
  field: 'header',
  label: 'header',
  make: basicHeader,
};

/** One-line secrets, as configuration and source code leak them. */
export const inlineSecrets: readonly Plantable[] = [
  githubPlantable,
  { identifier: 'SLACK_TOKEN', field: 'slack', label: 'slack', make: slackToken },
  { identifier: 'GCP_API_KEY', field: 'gcp_api_key', label: 'google cloud key', make: googleApiKey },
  { identifier: 'GOOGLE_OAUTH_CLIENT_SECRET', field: 'client_secret', label: 'client', make: googleClientSecret },
  { identifier: 'GOOGLE_OAUTH_ACCESS_TOKEN', field: 'access_token', label: 'bearer', make: googleAccessToken },
  { identifier: 'AWS_CREDENTIALS', field: 'aws_secret_access_key', label: 'secret access key', make: awsSecretKey },
];

/** Key files, whole. */
export const keyFiles: readonly Plantable[] = [
  { identifier: 'PKCS', field: 'pem', label: 'pem', make: pkcsKey },
  { identifier: 'OPENSSH_PRIVATE_KEY', field: 'ssh', label: 'ssh', make: opensshKey },
  { identifier: 'PGP_PRIVATE_KEY', field: 'pgp', label: 'pgp', make: pgpKey },
  { identifier: 'PUTTY_PRIVATE_KEY', field: 'ppk', label: 'ppk', make: puttyKey },
];
