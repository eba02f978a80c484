import { credential } from '../credential.ts';
import type { DataIdentifier } from '../data-identifier.ts';
import { syntheticText } from '../tokens/specimen.ts';
import { allOf } from '../validators/all-of.ts';
import { assignedPassword } from '../validators/assigned-secret.ts';
import { basicCredentials } from '../validators/basic-credentials.ts';
import { encodedPrivateKey } from '../validators/encoded-private-key.ts';
import { entropy } from '../validators/entropy.ts';
import { notPlaceholder } from '../validators/placeholder.ts';

const TOKEN_MIN_BITS = 2.8;
const SECRET = ['kJ8vQ2x', 'T7nZ4m'].join('');
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const HEX = '0123456789abcdef';

function encodedKey(label: string): string {
  return Buffer.from(`-----BEGIN ${label}-----\n${syntheticText(BASE64, 60, label)}\n`)
    .toString('base64')
    .replace(/=+$/, '');
}

/** Files that tools keep their passwords and tokens in. */
export const fileCredentials: readonly DataIdentifier[] = [
  credential({
    id: 'NPMRC_AUTH',
    name: 'Registry credential in an .npmrc',
    pattern: String.raw`(?:^|[\s:"])_(?:authToken|auth|password)[ ]{0,3}=[ ]{0,3}"?(?P<value>[+./0-9=A-Z_a-z-]{16,400})`,
    validate: allOf(notPlaceholder, entropy(TOKEN_MIN_BITS)),
    sources: ['https://docs.npmjs.com/cli/configuring-npm/npmrc'],
    examples: [
      `//registry.internal/:_authToken=${SECRET}${SECRET}`,
      ` _auth = ${Buffer.from(`ci:${SECRET}`).toString('base64')}`,
    ],
    counterExamples: [
      { text: `//registry.internal/:_authToken=${'x'.repeat(36)}`, stoppedBy: 'published-example' },
      { text: '//registry.internal/:_authToken=aaaaaaaaaaaaaaaaaaaaab', stoppedBy: 'low-entropy' },
      { text: '//registry.internal/:_authToken=$'.concat('{NPM_TOKEN}'), stoppedBy: 'pattern' },
    ],
  }),
  credential({
    id: 'PYPIRC_PASSWORD',
    name: 'Password in a .pypirc',
    pattern: String.raw`\bpassword[ ]?[=:][ ]?(?P<value>[^\s"',]{6,250})`,
    keywords: ['__token__', 'pypi', 'twine', 'pypirc'],
    validate: notPlaceholder,
    sources: ['https://packaging.python.org/en/latest/specifications/pypirc/'],
    examples: [`[pypi]\nusername = __token__\npassword = ${SECRET}`, `twine password: ${SECRET}`],
    counterExamples: [
      { text: '[pypi]\nusername = ci\npassword = changeme', stoppedBy: 'published-example' },
      { text: `[mail]\nusername = ci\npassword = ${SECRET}`, stoppedBy: 'keyword-missing' },
    ],
  }),
  credential({
    id: 'NETRC_PASSWORD',
    name: 'Password in a .netrc',
    pattern: String.raw`\b(?:machine\s{1,4}[\w.-]{1,100}|default)\s{1,8}login\s{1,4}[^\s"',]{1,100}\s{1,8}password\s{1,4}(?P<value>[^\s"',]{3,128})`,
    validate: notPlaceholder,
    sources: ['https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html'],
    examples: [
      `machine git.internal login ci password ${SECRET}`,
      `machine api.internal\n  login bot\n  password ${SECRET}`,
    ],
    counterExamples: [
      { text: 'machine git.internal login ci password changeme', stoppedBy: 'published-example' },
      { text: 'machine git.internal login ci', stoppedBy: 'pattern' },
    ],
  }),
  credential({
    id: 'PGPASS_PASSWORD',
    name: 'Password in a .pgpass',
    pattern: String.raw`(?:^|[\s"',])(?:[\w.*-]{1,100}):(?:543\d|6543|\*):[\w.*-]{1,63}:[A-Za-z_*][\w.-]{0,62}:(?P<value>[^\s"',:]{3,100})`,
    validate: notPlaceholder,
    sources: ['https://www.postgresql.org/docs/current/libpq-pgpass.html'],
    examples: [`db.internal:5432:app:svc:${SECRET}`, `localhost:5433:*:postgres:${SECRET}`],
    counterExamples: [
      { text: 'db.internal:5432:app:svc:password', stoppedBy: 'published-example' },
      { text: 'db.internal:5432:app', stoppedBy: 'pattern' },
      { text: 'root:*:20228:0:99999:7:::', stoppedBy: 'pattern' },
    ],
  }),
  credential({
    id: 'DOCKER_CONFIG_AUTH',
    name: 'Registry credential in a Docker config.json',
    pattern: String.raw`\bauth\\?"\s{0,4}:\s{0,4}\\?"(?P<value>[+/0-9A-Za-z]{8,400}={0,2})\\?"`,
    validate: basicCredentials,
    sources: ['https://docs.docker.com/reference/cli/docker/login/'],
    examples: [
      `{"auths":{"r.internal":{"auth":"${Buffer.from(`ci:${SECRET}`).toString('base64')}"}}}`,
      `"auth": "${Buffer.from(`robot$push:${SECRET}`).toString('base64')}"`,
    ],
    counterExamples: [
      { text: '{"auth":"requiredrequired"}', stoppedBy: 'bad-format' },
      { text: '{"auth":""}', stoppedBy: 'pattern' },
    ],
  }),
  credential({
    id: 'BASE64_PRIVATE_KEY',
    name: 'Private key in base 64, as kubeconfig and Kubernetes secrets have it',
    pattern: String.raw`\bLS0tLS1CRUdJTi[+/0-9A-Za-z]{30,200}`,
    validate: encodedPrivateKey,
    sources: ['https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/', 'RFC 7468'],
    examples: [`client-key-data: ${encodedKey('RSA PRIVATE KEY')}`, `tls.key: "${encodedKey('PRIVATE KEY')}"`],
    counterExamples: [
      { text: `certificate-authority-data: ${encodedKey('CERTIFICATE')}`, stoppedBy: 'bad-format' },
      { text: 'LS0tLS1CRUdJTi', stoppedBy: 'pattern' },
    ],
  }),
  credential({
    id: 'KUBERNETES_BOOTSTRAP_TOKEN',
    name: 'Kubernetes bootstrap token',
    pattern: String.raw`\b[0-9a-z]{6}\.[0-9a-z]{16}\b`,
    keywords: ['kubeadm', 'bootstrap token', 'kubeadm join', '--token'],
    validate: entropy(TOKEN_MIN_BITS),
    sources: ['https://kubernetes.io/docs/reference/access-authn-authz/bootstrap-tokens/'],
    examples: ['kubeadm join --token 4k2j9q.x7w3n8v5b1m6z0c4', 'bootstrap token: a8f3k1.q9z2w7x5v4b8n1m6'],
    counterExamples: [
      { text: 'kubeadm join --token aaaaaa.aaaaaaaaaaaaaaaa', stoppedBy: 'low-entropy' },
      { text: 'name: 4k2j9q.x7w3n8v5b1m6z0c4', stoppedBy: 'keyword-missing' },
    ],
  }),
  credential({
    id: 'GCP_SERVICE_ACCOUNT_KEY',
    name: 'Google Cloud service account key file',
    pattern: String.raw`\bprivate_key_id\\?"\s{0,4}:\s{0,4}\\?"(?P<value>[0-9a-f]{40})\b`,
    validate: entropy(TOKEN_MIN_BITS),
    sources: ['https://cloud.google.com/iam/docs/keys-create-delete'],
    examples: [
      `{"private_key_id": "${syntheticText(HEX, 40, 'gcp')}"}`,
      `\\"private_key_id\\":\\"${syntheticText(HEX, 40, 'escaped')}\\"`,
    ],
    counterExamples: [
      { text: `{"private_key_id": "${'0'.repeat(40)}"}`, stoppedBy: 'low-entropy' },
      { text: '{"private_key_id": "abc"}', stoppedBy: 'pattern' },
    ],
  }),
  credential({
    id: 'WORDPRESS_CONFIG_SECRET',
    name: 'Key, salt or password in wp-config.php',
    pattern: String.raw`\bdefine\(\s{0,2}['"](?:DB_PASSWORD|(?:SECURE_AUTH|AUTH|LOGGED_IN|NONCE)_(?:KEY|SALT))['"]\s{0,2},\s{0,16}['"](?P<value>[^'"\n]{6,100})['"]`,
    validate: allOf(notPlaceholder, entropy(1.5)),
    sources: ['https://developer.wordpress.org/advanced-administration/wordpress/wp-config/'],
    examples: [`define( 'DB_PASSWORD', '${SECRET}' );`, `define( 'AUTH_KEY',         '${SECRET}|${SECRET}' );`],
    counterExamples: [
      { text: "define('DB_PASSWORD', 'xxxxxxxx');", stoppedBy: 'published-example' },
      { text: "define( 'AUTH_KEY',         'put your unique phrase here' );", stoppedBy: 'published-example' },
      { text: "define('DB_NAME', 'wordpress');", stoppedBy: 'pattern' },
    ],
  }),
  credential({
    id: 'XML_PASSWORD_ELEMENT',
    name: 'Password in an XML element',
    pattern: String.raw`(?i)<(?:password|passwd|pwd|client-?secret|api-?key|passphrase)>(?P<value>[^<>\s]{4,128})</`,
    validate: notPlaceholder,
    also: [
      {
        // `<property name="connection.password">`, `<dbPassword>`.
        pattern: String.raw`(?i)[._a-z-](?:password|passwd|pwd|passphrase)["']?>(?P<value>[^<>\s]{6,128})</`,
        validate: assignedPassword,
      },
      {
        pattern: String.raw`(?i)(?:password|passwd|pwd|passphrase)(?:>\s{0,16}<value|</key>\s{0,16}<string)>(?P<value>[^<>\s]{6,128})</`,
        validate: assignedPassword,
      },
    ],
    sources: ['https://maven.apache.org/settings.html#Servers'],
    examples: [
      `<server><password>${SECRET}</password></server>`,
      `<clientSecret>${SECRET}</clientSecret>`,
      `<property name="connection.password">${SECRET}</property>`,
      `<AdministratorPassword>\n  <Value>${SECRET}</Value>`,
      `<key>dbPassword</key>\n<string>${SECRET}</string>`,
    ],
    counterExamples: [
      { text: '<password>changeme</password>', stoppedBy: 'published-example' },
      { text: '<password></password>', stoppedBy: 'pattern' },
    ],
  }),
  credential({
    id: 'NUGET_CONFIG_PASSWORD',
    name: 'Clear-text password in a NuGet.config',
    pattern: String.raw`(?i)<add\s{1,4}key="ClearTextPassword"\s{1,4}value="(?P<value>[^"\n]{4,128})"`,
    validate: notPlaceholder,
    sources: ['https://learn.microsoft.com/nuget/reference/nuget-config-file'],
    examples: [
      `<add key="ClearTextPassword" value="${SECRET}" />`,
      `<add key="cleartextpassword"  value="${SECRET}!" />`,
    ],
    counterExamples: [
      { text: '<add key="ClearTextPassword" value="%NUGET_PASSWORD%" />', stoppedBy: 'published-example' },
      { text: '<add key="Username" value="ci" />', stoppedBy: 'pattern' },
    ],
  }),
  credential({
    id: 'LARAVEL_APP_KEY',
    name: 'Laravel application key',
    pattern: String.raw`\bAPP_KEY["']?\s{0,2}(?:=>?|:|,)\s{0,2}["']?base64:(?P<value>[+/0-9A-Za-z]{43}=)`,
    validate: entropy(TOKEN_MIN_BITS),
    sources: ['https://laravel.com/docs/encryption'],
    examples: [
      `APP_KEY=base64:${syntheticText(BASE64, 43, 'laravel')}=`,
      `"APP_KEY=base64:${syntheticText(BASE64, 43, 'second')}="`,
      `APP_KEY: "base64:${syntheticText(BASE64, 43, 'third')}="`,
    ],
    counterExamples: [
      { text: `APP_KEY=base64:${'A'.repeat(43)}=`, stoppedBy: 'low-entropy' },
      { text: 'APP_KEY=', stoppedBy: 'pattern' },
    ],
  }),
  credential({
    id: 'DJANGO_SECRET_KEY',
    name: 'Django secret key',
    pattern: String.raw`\bSECRET_KEY['"]?\s{0,3}[=:]\s{0,3}['"](?P<value>[!#$%&()*+0-9=@^_a-z-]{50})['"]`,
    validate: entropy(3.5),
    also: [
      {
        pattern: String.raw`\bdjango-insecure-[!#$%&()*+0-9=@^_a-z-]{50}`,
        validate: entropy(3.5),
      },
    ],
    sources: ['https://docs.djangoproject.com/en/stable/ref/settings/#secret-key'],
    examples: [
      `SECRET_KEY = '${syntheticText('abcdefghijklmnopqrstuvwxyz0123456789!@#$%^&*(-_=+)', 50, 'django')}'`,
      `DJANGO_SECRET_KEY=django-insecure-${syntheticText('abcdefghijklmnopqrstuvwxyz0123456789!@#$%^&*(-_=+)', 50, 'second')}`,
    ],
    counterExamples: [
      { text: `SECRET_KEY = '${'ab'.repeat(25)}'`, stoppedBy: 'low-entropy' },
      { text: "SECRET_KEY = os.environ['SECRET_KEY']", stoppedBy: 'pattern' },
    ],
  }),
  credential({
    id: 'RAILS_SECRET_KEY_BASE',
    name: 'Rails secret_key_base or master key',
    pattern: String.raw`\b(?:[0-9a-f]{128}|[0-9a-f]{32})\b`,
    keywords: ['secret key base', 'rails master key'],
    validate: entropy(TOKEN_MIN_BITS),
    sources: ['https://guides.rubyonrails.org/security.html#custom-credentials'],
    examples: [
      `secret_key_base: ${syntheticText(HEX, 128, 'rails')}`,
      `RAILS_MASTER_KEY=${syntheticText(HEX, 32, 'rails')}`,
    ],
    counterExamples: [
      { text: `secret_key_base: ${'0'.repeat(128)}`, stoppedBy: 'low-entropy' },
      { text: `sha512: ${syntheticText(HEX, 128, 'rails')}`, stoppedBy: 'keyword-missing' },
    ],
  }),
];
