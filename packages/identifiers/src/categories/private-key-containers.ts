import { credential } from '../credential.ts';
import type { DataIdentifier } from '../data-identifier.ts';
import { syntheticText } from '../tokens/specimen.ts';
import { entropy } from '../validators/entropy.ts';

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const BASE64_URL = `${BASE64.slice(0, -2)}-_`;
const MIN_BITS = 3;
const begin = (label: string): string => `-----BEGIN ${label}-----`;
const body = (length: number, seed: string): string => syntheticText(BASE64, length, seed);

/** Private keys in the containers that private-keys.ts has not. */
export const privateKeyContainers: readonly DataIdentifier[] = [
  credential({
    id: 'PEM_PRIVATE_KEY',
    name: 'Private key in PEM with another label',
    pattern: begin(
      '(?:ANY|ED25519|ED448|X25519|SM2|GOST|RSASSA-PSS|HSM|TSS2|ENCRYPTED COSIGN|ENCRYPTED SIGSTORE|COSIGN|SIGSTORE|NEBULA (?:ED25519|X25519|P256|ECDSA P256|CA)|OPENVPN) PRIVATE KEY',
    ),
    sources: ['RFC 7468', 'https://docs.sigstore.dev/cosign/key_management/overview/'],
    examples: [`${begin('ENCRYPTED SIGSTORE PRIVATE KEY')}\n${body(64, 'sigstore')}`, begin('ED25519 PRIVATE KEY')],
    counterExamples: [
      { text: begin('ED25519 PUBLIC KEY'), stoppedBy: 'pattern' },
      { text: begin('CERTIFICATE REQUEST'), stoppedBy: 'pattern' },
    ],
  }),
  credential({
    id: 'SSH2_PRIVATE_KEY',
    name: 'SSH.com (SSH2) private key',
    pattern: '---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----',
    sources: ['https://www.chiark.greenend.org.uk/~sgtatham/putty/wishlist/key-formats-natively.html', 'RFC 4716'],
    examples: [
      `${['---- BEGIN SSH2 ENCRYPTED', 'PRIVATE KEY ----'].join(' ')}\n${body(64, 'ssh2')}`,
      ['---- BEGIN SSH2 ENCRYPTED', 'PRIVATE KEY ----'].join(' '),
    ],
    counterExamples: [
      { text: '---- BEGIN SSH2 PUBLIC KEY ----', stoppedBy: 'pattern' },
      { text: 'SSH2 ENCRYPTED', stoppedBy: 'pattern' },
    ],
  }),
  credential({
    id: 'OPENVPN_STATIC_KEY',
    name: 'OpenVPN static key',
    pattern: begin('OpenVPN Static key V1'),
    sources: ['https://openvpn.net/community-resources/static-key-mini-howto/'],
    examples: [begin('OpenVPN Static key V1'), `<tls-auth>\n${begin('OpenVPN Static key V1')}\n`],
    counterExamples: [
      { text: '-----END OpenVPN Static key V1-----', stoppedBy: 'pattern' },
      { text: begin('OpenVPN tls-crypt-v2 client key'), stoppedBy: 'pattern' },
    ],
  }),
  credential({
    id: 'PKCS12_BASE64',
    name: 'PKCS #12 container in base 64',
    // DER: a sequence, version 3, a sequence, the object identifier pkcs7-data, its content.
    pattern: String.raw`\bMI[I-L][+/0-9A-Za-z]{3}IBAzCC[+/0-9A-Za-z]{3}GCSqGSIb3DQEHAaCC[+/0-9A-Za-z]{20,400}`,
    sources: ['RFC 7292, section 4'],
    examples: [
      `pfx: MIIKcQIBAzCCCjcGCSqGSIb3DQEHAaCC${body(60, 'pfx')}`,
      `"MIIJqQIBAzCCCW8GCSqGSIb3DQEHAaCC${body(60, 'p12')}"`,
    ],
    counterExamples: [
      { text: `MIIDdzCCAl${body(60, 'certificate')}`, stoppedBy: 'pattern' },
      { text: 'MIIKcQIBAzCCCjcGCSqGSIb3DQEHAaCC', stoppedBy: 'pattern' },
    ],
  }),
  credential({
    id: 'JAVA_KEYSTORE_BASE64',
    name: 'Java keystore in base 64',
    // The magic number FEEDFEED and version 2.
    pattern: '/u3[+]7QAAAAI[+/0-9A-Za-z]{20,400}',
    sources: [
      'https://docs.oracle.com/en/java/javase/21/security/java-cryptography-architecture-jca-reference-guide.html',
    ],
    examples: [`keystore: /u3+7QAAAAIAAAAB${body(40, 'jks')}`, `"/u3+7QAAAAIAAAAC${body(40, 'second')}"`],
    counterExamples: [
      { text: '/u3+7QAAAAI', stoppedBy: 'pattern' },
      { text: `yv66vgAAADQ${body(40, 'class')}`, stoppedBy: 'pattern' },
    ],
  }),
  credential({
    id: 'JSON_WEB_KEY_PRIVATE',
    name: 'Private JSON web key',
    pattern: String.raw`"kty"[\t-z|~]{1,900}"d"\s{0,4}:\s{0,4}"(?P<value>[0-9A-Z_a-z-]{32,700})"`,
    validate: entropy(MIN_BITS),
    sources: ['RFC 7517', 'RFC 7518, section 6'],
    examples: [
      `{"kty":"EC","crv":"P-256","x":"${syntheticText(BASE64_URL, 43, 'x')}","d":"${syntheticText(BASE64_URL, 43, 'd')}"}`,
      `{"kty": "OKP", "crv": "Ed25519", "d": "${syntheticText(BASE64_URL, 43, 'ed')}"}`,
    ],
    counterExamples: [
      { text: `{"kty":"EC","d":"${'A'.repeat(43)}"}`, stoppedBy: 'low-entropy' },
      { text: `{"kty":"EC","x":"${syntheticText(BASE64_URL, 43, 'x')}"}`, stoppedBy: 'pattern' },
    ],
  }),
  credential({
    id: 'XML_PRIVATE_KEY',
    name: 'RSA private key in XML',
    pattern: '<InverseQ>[+/0-9=A-Za-z]{40,700}</InverseQ>',
    sources: ['https://learn.microsoft.com/dotnet/api/system.security.cryptography.rsa.toxmlstring'],
    examples: [
      `<RSAKeyValue><InverseQ>${body(86, 'q')}==</InverseQ></RSAKeyValue>`,
      `<InverseQ>${body(172, 'q')}</InverseQ>`,
    ],
    counterExamples: [
      { text: '<RSAKeyValue><Modulus>AQAB</Modulus></RSAKeyValue>', stoppedBy: 'pattern' },
      { text: '<InverseQ></InverseQ>', stoppedBy: 'pattern' },
    ],
  }),
  credential({
    id: 'WIREGUARD_PRIVATE_KEY',
    name: 'WireGuard private or preshared key',
    // 32 bytes: the last character before = holds four bits, so its two low ones are zero.
    pattern: String.raw`\b(?:PrivateKey|PresharedKey)[ ]{0,3}=[ ]{0,3}(?P<value>[+/0-9A-Za-z]{42}[048AEIMQUYcgkosw]=)`,
    validate: entropy(MIN_BITS),
    sources: ['https://www.wireguard.com/quickstart/'],
    examples: [`PrivateKey = ${body(42, 'wg')}A=`, `PresharedKey=${body(42, 'psk')}8=`],
    counterExamples: [
      { text: `PrivateKey = ${'A'.repeat(43)}=`, stoppedBy: 'low-entropy' },
      { text: `PublicKey = ${body(42, 'wg')}A=`, stoppedBy: 'pattern' },
    ],
  }),
  credential({
    id: 'GNUPG_PRIVATE_KEY_FILE',
    name: 'GnuPG private key file',
    pattern: String.raw`\((?:protected-|shadowed-)?private-key[\s(:0-9]{1,8}(?:rsa|dsa|elg|ecc|ecdsa|eddsa)\b`,
    sources: ['https://github.com/gpg/gnupg/blob/master/agent/keyformat.txt'],
    examples: ['(protected-private-key (rsa (n #00#)', 'Key: (private-key (ecc (curve Ed25519)'],
    counterExamples: [
      { text: '(public-key (rsa (n #00#)', stoppedBy: 'pattern' },
      { text: '(private-key', stoppedBy: 'pattern' },
    ],
  }),
  credential({
    id: 'MINISIGN_SECRET_KEY',
    name: 'minisign or signify secret key',
    pattern: String.raw`untrusted comment: [ -~]{0,60}secret key[ -~]{0,40}(?:\r?\n|\\n)(?P<value>R[+/0-9A-Za-z]{80,220}={0,2})`,
    validate: entropy(MIN_BITS),
    sources: ['https://jedisct1.github.io/minisign/', 'https://man.openbsd.org/signify'],
    examples: [
      `untrusted comment: minisign encrypted secret key\nRWRTY0Iy${body(200, 'minisign')}`,
      `untrusted comment: signify secret key\nRWRCSwAA${body(130, 'signify')}`,
    ],
    counterExamples: [
      { text: `untrusted comment: minisign secret key\nR${'A'.repeat(90)}`, stoppedBy: 'low-entropy' },
      { text: `untrusted comment: minisign public key\nRWQ${body(53, 'public')}`, stoppedBy: 'pattern' },
    ],
  }),
];
