import { credential } from '../credential.ts';
import type { DataIdentifier } from '../data-identifier.ts';
import { syntheticText } from '../tokens/specimen.ts';
import { entropy } from '../validators/entropy.ts';

const CRYPT = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BASE64 = `${CRYPT.slice(2)}+/`;
const MIN_BITS = 3;
const hash = (length: number, seed: string): string => syntheticText(CRYPT, length, seed);
const afterLast =
  (separator: string) =>
  (value: string): string =>
    value.slice(value.lastIndexOf(separator) + 1);

/** Hashes of passwords: what is stolen from a user table. */
export const passwordHashes: readonly DataIdentifier[] = [
  credential({
    id: 'BCRYPT_HASH',
    name: 'bcrypt password hash',
    pattern: String.raw`\$2[abxy]?\$(?:0[4-9]|[12]\d|3[01])\$[./0-9A-Za-z]{53}`,
    validate: entropy(MIN_BITS, afterLast('$')),
    sources: ['https://www.usenix.org/legacy/events/usenix99/provos/provos.pdf'],
    examples: [`hash: $2b$12$${hash(53, 'first')}`, `"$2y$10$${hash(53, 'second')}"`],
    counterExamples: [
      { text: `$2b$12$${'x'.repeat(53)}`, stoppedBy: 'low-entropy' },
      { text: '$2b$12$short', stoppedBy: 'pattern' },
    ],
  }),
  credential({
    id: 'CRYPT_PASSWORD_HASH',
    name: 'Password hash of /etc/shadow or an .htpasswd',
    pattern: [
      String.raw`\$6\$(?:rounds=\d{1,9}\$)?[./0-9A-Za-z]{1,16}\$[./0-9A-Za-z]{86}`,
      String.raw`\$5\$(?:rounds=\d{1,9}\$)?[./0-9A-Za-z]{1,16}\$[./0-9A-Za-z]{43}`,
      String.raw`\$(?:1|apr1)\$[./0-9A-Za-z]{1,8}\$[./0-9A-Za-z]{22}`,
      String.raw`\$g?y\$[./0-9A-Za-z]{1,10}\$[./0-9A-Za-z]{1,86}\$[./0-9A-Za-z]{43}`,
    ].join('|'),
    validate: entropy(MIN_BITS, afterLast('$')),
    sources: [
      'https://man7.org/linux/man-pages/man5/crypt.5.html',
      'https://httpd.apache.org/docs/2.4/misc/password_encryptions.html',
    ],
    examples: [
      `root:$6$${hash(16, 'salt')}$${hash(86, 'six')}:19000:0:99999:7:::`,
      `alice:$apr1$${hash(8, 'salt')}$${hash(22, 'apr')}`,
      `bob:$y$j9T$${hash(22, 'salt')}$${hash(43, 'yes')}:19000::`,
    ],
    counterExamples: [
      { text: `$6$abc$${'x'.repeat(86)}`, stoppedBy: 'low-entropy' },
      { text: 'price $6$5', stoppedBy: 'pattern' },
    ],
  }),
  credential({
    id: 'ARGON2_HASH',
    name: 'Argon2 password hash',
    pattern: String.raw`\$argon2(?:id|i|d)\$v=\d{1,3}\$m=\d{1,9},t=\d{1,5},p=\d{1,4}\$[+/0-9A-Za-z]{11,64}\$[+/0-9A-Za-z]{22,88}`,
    validate: entropy(MIN_BITS, afterLast('$')),
    sources: ['RFC 9106', 'https://github.com/P-H-C/phc-string-format'],
    examples: [
      `$argon2id$v=19$m=65536,t=3,p=4$${syntheticText(BASE64, 22, 'salt')}$${syntheticText(BASE64, 43, 'hash')}`,
      `hash: $argon2i$v=19$m=4096,t=3,p=1$${syntheticText(BASE64, 22, 'other')}$${syntheticText(BASE64, 43, 'one')}`,
    ],
    counterExamples: [
      { text: `$argon2id$v=19$m=65536,t=3,p=4$${'A'.repeat(22)}$${'A'.repeat(43)}`, stoppedBy: 'low-entropy' },
      { text: '$argon2id$v=19', stoppedBy: 'pattern' },
    ],
  }),
  credential({
    id: 'DJANGO_PASSWORD_HASH',
    name: 'Django PBKDF2 password hash',
    pattern: String.raw`\bpbkdf2_sha(?:256|1)\$\d{3,8}\$[0-9A-Za-z]{6,64}\$[+/0-9A-Za-z]{27,43}=`,
    validate: entropy(MIN_BITS, afterLast('$')),
    sources: ['https://docs.djangoproject.com/en/stable/topics/auth/passwords/'],
    examples: [
      `pbkdf2_sha256$600000$Rt9Zk2Lm8Pv4Yc1N$${syntheticText(BASE64, 43, 'django')}=`,
      `"pbkdf2_sha1$30000$Zk2Lm8Pv4Yc1$${syntheticText(BASE64, 27, 'old')}="`,
    ],
    counterExamples: [
      { text: `pbkdf2_sha256$600000$Rt9Zk2Lm8Pv4Yc1N$${'A'.repeat(43)}=`, stoppedBy: 'low-entropy' },
      { text: 'pbkdf2_sha256$600000', stoppedBy: 'pattern' },
    ],
  }),
  credential({
    id: 'LDAP_PASSWORD_HASH',
    name: 'LDAP password hash',
    pattern: String.raw`\{S?(?:SHA|MD5|SHA256|SHA384|SHA512)\}[+/0-9A-Za-z]{22,120}={0,2}`,
    validate: entropy(MIN_BITS, afterLast('}')),
    sources: ['RFC 2307', 'https://www.openldap.org/doc/admin26/security.html#Password%20Storage'],
    examples: [
      `userPassword: {SSHA}${syntheticText(BASE64, 38, 'ldap')}==`,
      `{SHA}${syntheticText(BASE64, 27, 'sha')}=`,
    ],
    counterExamples: [
      { text: `{SSHA}${'A'.repeat(38)}`, stoppedBy: 'low-entropy' },
      { text: '{SSHA}', stoppedBy: 'pattern' },
    ],
  }),
];
