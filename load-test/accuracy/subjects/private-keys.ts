import { type Random, textOf } from '../random.ts';
import { type Subject, subject } from '../subject.ts';

const BASE64_LINE = 64;
/** A byte of 0 begins no number of a key. */
const NOT_ZERO = 1;

const bytes = (random: Random, count: number): number[] => [
  random.between(NOT_ZERO, 255),
  ...Array.from({ length: count - 1 }, () => random.between(0, 255)),
];
const base64 = (of: readonly number[]): string => Buffer.from(of).toString('base64');
const base64url = (of: readonly number[]): string => Buffer.from(of).toString('base64url');
const lines = (text: string, length = BASE64_LINE): string =>
  Array.from({ length: Math.ceil(text.length / length) }, (_, i) => text.slice(i * length, (i + 1) * length)).join(
    '\n',
  );
const twoBytes = (value: number): number[] => [value >>> 8, value & 0xff];

/** RFC 7468. */
function pem(label: string, body: string): string {
  return `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----`;
}

const LABELS = ['ENCRYPTED SIGSTORE', 'ENCRYPTED COSIGN', 'ED25519', 'ANY', 'NEBULA X25519'];

/** RFC 7292: a SEQUENCE of version 3 and a ContentInfo of the type pkcs7-data, lengths in two bytes each. */
function pkcs12(random: Random): string {
  const content = bytes(random, random.between(1_200, 2_600));
  const inner = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01];
  const tagged = [0xa0, 0x82, ...twoBytes(content.length + 4), 0x04, 0x82, ...twoBytes(content.length), ...content];
  const info = [0x30, 0x82, ...twoBytes(inner.length + tagged.length), ...inner, ...tagged];
  return base64([0x30, 0x82, ...twoBytes(info.length + 3), 0x02, 0x01, 0x03, ...info]);
}

/** Magic number, version 2, number of entries, the first of which is a key (1) with the length of its alias. */
function javaKeystore(random: Random): string {
  const head = [0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2, 0, 0, 0, random.between(1, 4), 0, 0, 0, 1, 0, 6];
  return base64([...head, ...Buffer.from('server'), ...bytes(random, random.between(300, 900))]);
}

/** RFC 7518 section 6, RFC 8037. */
function jsonWebKey(random: Random): string {
  const part = (count: number): string => base64url(bytes(random, count));
  const key = random.pick([
    { kty: 'EC', crv: 'P-256', x: part(32), y: part(32), d: part(32), kid: textOf(random, '[a-z0-9]{8}') },
    { kty: 'OKP', crv: 'Ed25519', x: part(32), d: part(32), use: 'sig' },
    { kty: 'RSA', n: part(256), e: 'AQAB', d: part(256), p: part(128), q: part(128) },
  ]);
  return JSON.stringify(key, null, random.pick([undefined, 1]));
}

/** As RSA.ToXmlString(true) writes it. */
function xmlKey(random: Random): string {
  const names = ['Modulus', 'Exponent', 'P', 'Q', 'DP', 'DQ', 'InverseQ', 'D'];
  const sizes = [256, 3, 128, 128, 128, 128, 128, 256];
  return `<RSAKeyValue>${names.map((name, i) => `<${name}>${base64(bytes(random, sizes[i]!))}</${name}>`).join('')}</RSAKeyValue>`;
}

/** agent/keyformat.txt of GnuPG: an S-expression, as the extended format writes it. */
function gnupg(random: Random): string {
  const number = (count: number): string => Buffer.from(bytes(random, count)).toString('hex').toUpperCase();
  return random.pick([
    `Key: (protected-private-key (rsa (n #00${number(64)}#)(e #010001#)(protected openpgp-s2k3-ocb-aes`,
    `Key: (private-key (ecc (curve Ed25519)(flags eddsa)(q #40${number(32)}#)(d #${number(32)}#)))`,
    `Key: (shadowed-private-key (rsa (n #00${number(64)}#)(e #010001#)(shadowed t1-v1`,
  ]);
}

/** minisign: `Ed`, the functions of key derivation and checksum, then 154 bytes; signify: `Ed`, `BK`, then 100. */
function minisign(random: Random): string {
  const isSignify = random.chance(0.5);
  const head = isSignify ? [...Buffer.from('EdBK'), 0, 0, 0, 42] : [...Buffer.from('EdScB2')];
  const comment = isSignify ? 'signify secret key' : 'minisign encrypted secret key';
  return `untrusted comment: ${comment}\n${base64([...head, ...bytes(random, isSignify ? 96 : 152)])}`;
}

const withoutKey =
  (label: string) =>
  (random: Random): string =>
    `-----BEGIN ${label}----- ${base64(bytes(random, 48))}`;

/** Containers of private keys beside the usual PEM, built byte by byte; each with the public part of the same. */
export const privateKeys: readonly Subject[] = [
  subject(
    'PEM_PRIVATE_KEY',
    'prefix',
    '',
    (random) => pem(`${random.pick(LABELS)} ${'PRIVATE'} KEY`, lines(base64(bytes(random, 120)))),
    { miss: withoutKey('ED25519 PUBLIC KEY') },
  ),
  subject(
    'SSH2_PRIVATE_KEY',
    'prefix',
    '',
    (random) => {
      const label = `SSH2 ENCRYPTED ${'PRIVATE'} KEY`;
      return `---- BEGIN ${label} ----\nComment: "key-${random.digits(3)}"\n${lines(base64(bytes(random, 120)), 70)}\n---- END ${label} ----`;
    },
    { miss: (random) => `---- BEGIN SSH2 PUBLIC KEY ---- ${base64(bytes(random, 48))}` },
  ),
  subject(
    'OPENVPN_STATIC_KEY',
    'prefix',
    '',
    (random) => pem('OpenVPN Static key V1', lines(Buffer.from(bytes(random, 256)).toString('hex'), 32)),
    { miss: withoutKey('OpenVPN tls-crypt-v2 server certificate') },
  ),
  subject('PKCS12_BASE64', 'prefix', '', pkcs12, {
    miss: (random) =>
      `cert: ${base64([0x30, 0x82, 3, 77, 0x30, 0x82, 2, 53, 0xa0, 3, 2, 1, 2, ...bytes(random, 300)])}`,
  }),
  subject('JAVA_KEYSTORE_BASE64', 'prefix', '', javaKeystore, {
    miss: (random) => `class: ${base64([0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 65, ...bytes(random, 300)])}`,
  }),
  subject('JSON_WEB_KEY_PRIVATE', 'prefix', '', jsonWebKey, {
    miss: (random) =>
      JSON.stringify({ kty: 'EC', crv: 'P-256', x: base64url(bytes(random, 32)), y: base64url(bytes(random, 32)) }),
  }),
  subject('XML_PRIVATE_KEY', 'prefix', '', xmlKey, {
    miss: (random) =>
      `<RSAKeyValue><Modulus>${base64(bytes(random, 256))}</Modulus><Exponent>AQAB</Exponent></RSAKeyValue>`,
  }),
  subject('GNUPG_PRIVATE_KEY_FILE', 'prefix', '', gnupg, {
    miss: (random) => `(public-key (rsa (n #00${Buffer.from(bytes(random, 32)).toString('hex')}#)(e #010001#)))`,
  }),
  subject('MINISIGN_SECRET_KEY', 'prefix', '', minisign, {
    miss: (random) => `untrusted comment: minisign public key\n${base64([...Buffer.from('Ed'), ...bytes(random, 40)])}`,
  }),
];
