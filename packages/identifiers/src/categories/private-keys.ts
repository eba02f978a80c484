import type { DataIdentifier } from '../data-identifier.ts';
import { ALWAYS_HIGH } from '../severity.ts';

/** A line break as written in a file or escaped inside a string literal. */
const BREAK = String.raw`(?:\s|\\[nr]){1,4}`;
const ARMOR_HEADERS = String.raw`(?:${BREAK}(?:Version|Comment|Hash|Charset|MessageID): [ -\[\]-~]{0,80}){0,3}`;
/** The first lines of the body when they follow, so that two keys have two fingerprints; the header alone is enough. */
const BODY_START = `(?:${BREAK}[A-Za-z0-9+/=]{16,76}){0,4}`;
const LINE_END = String.raw`(?:\r\n?|\n|\\n)`;

function header(label: string): string {
  return `-----BEGIN ${label}-----`;
}

/** Examples are put together here, so that nothing takes this file for one that holds a key. */
function example(label: string, ...lines: readonly string[]): string {
  return [header(label), ...lines].join('\n');
}

const PUTTY_HEADERS = [
  'PuTTY-User-Key-File-3: ssh-ed25519',
  'Encryption: none',
  'Comment: rsa-key-20240101',
  'Public-Lines: 2',
];
const BODY_LINE = 'c3ludGhldGljIGtleSBtYXRlcmlhbCB0aGF0IG9wZW5zIG5vdGhpbmcgYXQgYWxs';

export const privateKeys: readonly DataIdentifier[] = [
  {
    id: 'OPENSSH_PRIVATE_KEY',
    name: 'OpenSSH private key',
    category: 'CREDENTIALS',
    pattern: header('OPENSSH PRIVATE KEY') + BODY_START,
    keywords: [],
    keyword: 'none',
    severity: ALWAYS_HIGH,
    recommended: true,
    sources: ['OpenSSH PROTOCOL.key', 'RFC 7468'],
    examples: [example('OPENSSH PRIVATE KEY', BODY_LINE), `key: "${example('OPENSSH PRIVATE KEY')}"`],
    counterExamples: [
      { text: '-----BEGIN OPENSSH PUBLIC KEY-----', stoppedBy: 'pattern' },
      { text: 'OPENSSH PRIVATE KEY', stoppedBy: 'pattern' },
    ],
  },
  {
    id: 'PGP_PRIVATE_KEY',
    name: 'PGP private key',
    category: 'CREDENTIALS',
    pattern: header('PGP PRIVATE KEY BLOCK') + ARMOR_HEADERS + BODY_START,
    keywords: [],
    keyword: 'none',
    severity: ALWAYS_HIGH,
    recommended: true,
    sources: ['RFC 9580, section 6.2'],
    examples: [
      example('PGP PRIVATE KEY BLOCK', 'Version: GnuPG v2', '', BODY_LINE),
      example('PGP PRIVATE KEY BLOCK', '', BODY_LINE),
    ],
    counterExamples: [
      { text: '-----BEGIN PGP PUBLIC KEY BLOCK-----', stoppedBy: 'pattern' },
      { text: '-----END PGP PRIVATE KEY BLOCK-----', stoppedBy: 'pattern' },
    ],
  },
  {
    id: 'PKCS',
    name: 'Private key in PKCS form',
    category: 'CREDENTIALS',
    pattern: header('(?:RSA |EC |DSA |ENCRYPTED )?PRIVATE KEY') + BODY_START,
    keywords: [],
    keyword: 'none',
    severity: ALWAYS_HIGH,
    recommended: true,
    sources: ['RFC 8017 (PKCS #1)', 'RFC 5958 (PKCS #8)', 'RFC 5915', 'RFC 7468'],
    examples: [
      example('RSA PRIVATE KEY', BODY_LINE),
      example('PRIVATE KEY', BODY_LINE),
      example('ENCRYPTED PRIVATE KEY'),
      example('EC PRIVATE KEY').concat('\\n', BODY_LINE),
    ],
    counterExamples: [
      { text: '-----BEGIN PUBLIC KEY-----', stoppedBy: 'pattern' },
      { text: '-----BEGIN RSA PUBLIC KEY-----', stoppedBy: 'pattern' },
      { text: '-----BEGIN CERTIFICATE-----', stoppedBy: 'pattern' },
    ],
  },
  {
    id: 'PUTTY_PRIVATE_KEY',
    name: 'PuTTY private key',
    category: 'CREDENTIALS',
    // Macie stops at comments with a space or an at sign; they are common (user@host), so any printable comment passes here.
    pattern: [
      `PuTTY-User-Key-File-[1-3]: [0-9A-Za-z@.-]{1,64}`,
      `Encryption: [0-9A-Za-z-]{1,32}`,
      `Comment: [ -~]{0,256}`,
      String.raw`Public-Lines: \d{1,4}${BODY_START}`,
    ].join(LINE_END),
    keywords: [],
    keyword: 'none',
    severity: ALWAYS_HIGH,
    recommended: true,
    sources: ['PuTTY user manual, appendix C: PPK file format'],
    examples: [
      [...PUTTY_HEADERS, BODY_LINE, BODY_LINE, 'Private-Lines: 1', BODY_LINE, 'Private-MAC: 00'].join('\r\n'),
      PUTTY_HEADERS.join('\n').replace('rsa-key-20240101', 'alice@build host'),
    ],
    counterExamples: [
      { text: [...PUTTY_HEADERS].reverse().join('\n'), stoppedBy: 'pattern' },
      { text: PUTTY_HEADERS.slice(0, 2).join('\n'), stoppedBy: 'pattern' },
    ],
  },
];
