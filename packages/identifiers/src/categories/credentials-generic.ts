import { credential } from '../credential.ts';
import type { DataIdentifier } from '../data-identifier.ts';
import { assignedPassword, assignedSecret, barePassword } from '../validators/assigned-secret.ts';
import { notPlaceholder } from '../validators/placeholder.ts';

const ASSIGN = String.raw`\\?["']?\]?\s{0,4}(?::=|=>|=|:)\s{0,4}`;
/** Between a name and its value in calls and lists: `set("name", "value")`. */
const NEXT_TEXT = String.raw`\\?["']\s{0,2},\s{0,2}`;
/** The same in markup and manifests: `<name>value`, `name="…" value="…"`, `name: …` and `value: …` on the next line; in prose, `is`. */
const BESIDE = String.raw`\\?["']\s{1,4}value\s?=\s?`;
const ELSEWHERE = String.raw`(?:>\s{0,4}|${BESIDE}\\?["']|["']?\s?\n\s{0,16}value:\s{1,4}["']?|["'\x60]? is:? ["'\x60]?)`;
const KEYS =
  '(?:api|access|auth|private|signing|encryption|secret|app|account|service|consumer|master|shared|client)[_ -]?key';
const SECRET = ['kJ8vQ2xT7', 'nZ4mR9wL3pY6'].join('');
const PASSWORD = ['Tr0ub', '4dor&9x'].join('');
const SOURCES = ['CWE-798: Use of Hard-coded Credentials', 'CWE-312: Cleartext Storage of Sensitive Information'];

/** Secrets of no known form, told by what they are assigned to. */
export const genericCredentials: readonly DataIdentifier[] = [
  credential({
    id: 'GENERIC_PASSWORD',
    name: 'Password assigned in code or configuration',
    pattern: String.raw`(?i)(?:password|passwd|passphrase|\bpwd|[_-]pwd|[_-]pass)(?:${ASSIGN}|${BESIDE})(?:\\?["'](?P<value>[^\s"'\\]{6,128})\\?["'])`,
    validate: assignedPassword,
    also: [
      {
        // Without quotes; names in capitals are those of ENVIRONMENT_PASSWORD.
        pattern: String.raw`(?:[Pp]assword|[Pp]asswd|[Pp]assphrase|\bpwd|[._-]pwd|[._-]pass)(?:\s{0,2}[:=]\s{0,2}| is:? )(?P<value>[^\s"'\\;,$<>(){}\[\]&]{8,64})(?:[\s&,]|$)`,
        validate: barePassword,
      },
    ],
    sources: SOURCES,
    examples: [
      `password = "${PASSWORD}"`,
      `{"db_password":"${PASSWORD}"}`,
      `DB_PASS: '${PASSWORD}'`,
      `os.environ["db_password"] = "${PASSWORD}"`,
      `<add name="password" value="${PASSWORD}"/>`,
      `spring.datasource.password=${PASSWORD} `,
    ],
    counterExamples: [
      { text: 'password = "changeme123"', stoppedBy: 'published-example' },
      { text: 'password: "required-field"', stoppedBy: 'low-entropy' },
      { text: 'password: "secret-2-levels"', stoppedBy: 'low-entropy' },
      { text: 'password = "Please enter a password"', stoppedBy: 'pattern' },
      { text: 'password = getPassword()', stoppedBy: 'pattern' },
      { text: 'password: string', stoppedBy: 'pattern' },
      { text: 'password: passwordField2 ', stoppedBy: 'low-entropy' },
    ],
  }),
  credential({
    id: 'ENVIRONMENT_PASSWORD',
    name: 'Password in an environment file',
    pattern: String.raw`(?:^|[\s;.])[0-9A-Z_]{0,40}(?:PASSWORD|PASSWD|PASSPHRASE|_PASS|_PWD)(?:=|: {1,2})(?P<value>[^\s"'\\;,$<>(){}]{6,128})`,
    validate: assignedPassword,
    sources: SOURCES,
    examples: [`DB_HOST=db\nDB_PASSWORD=${PASSWORD}`, `export PGPASSWORD=${PASSWORD}`],
    counterExamples: [
      { text: 'export PGPASSWORD=changeme', stoppedBy: 'published-example' },
      { text: 'export PGPASSWORD=letters', stoppedBy: 'low-entropy' },
      { text: 'export PGPASSWORD=', stoppedBy: 'pattern' },
    ],
  }),
  credential({
    id: 'GENERIC_SECRET',
    name: 'Token, key or secret assigned in code or configuration',
    pattern: String.raw`(?i)(?:secret|token|${KEYS}|credentials?)(?:${ASSIGN}(?:\\?["'\x60])?|${NEXT_TEXT}\\?["']|${ELSEWHERE})(?P<value>[+./0-9=A-Z_a-z-]{16,128})(?:[\\"'\x60\s;,)}\]&<]|$)`,
    validate: assignedSecret,
    sources: SOURCES,
    examples: [
      `api_key = "${SECRET}"`,
      `client_secret: ${SECRET}`,
      `{"authToken":"${SECRET}"}`,
      `define('APP_SECRET', '${SECRET}')`,
      `<secretKey>${SECRET}</secretKey>`,
      `<add key="client_secret" value="${SECRET}"/>`,
      `- name: API_KEY\n  value: "${SECRET}"`,
      `the access key is ${SECRET}.`,
    ],
    counterExamples: [
      { text: `api_key = "${'x'.repeat(20)}"`, stoppedBy: 'published-example' },
      { text: 'api_key = "my-application-settings"', stoppedBy: 'low-entropy' },
      { text: `api_key = "${SECRET.slice(0, 8)}example${SECRET.slice(8)}"`, stoppedBy: 'published-example' },
      { text: 'api_key = "short"', stoppedBy: 'pattern' },
    ],
  }),
  credential({
    id: 'HTTP_BEARER_TOKEN',
    name: 'HTTP Bearer authorization header',
    pattern: String.raw`(?i)\bauthorization\\?["']?\s{0,4}[:=]\s{0,4}\\?["']?(?:bearer|token)[ ]{1,4}(?P<value>[+./0-9A-Z_a-z~-]{16,900}={0,2})`,
    validate: assignedSecret,
    sources: ['RFC 6750, section 2.1'],
    examples: [`Authorization: Bearer ${SECRET}`, `{"Authorization":"Bearer ${SECRET}=="}`],
    counterExamples: [
      { text: 'Authorization: Bearer your-access-token-goes-here', stoppedBy: 'low-entropy' },
      { text: 'Authorization: Bearer <token>', stoppedBy: 'pattern' },
    ],
  }),
  credential({
    id: 'HTTP_API_KEY_HEADER',
    name: 'API key in an HTTP header',
    pattern: String.raw`(?i)\bx-(?:api-key|auth-token|access-token|api-token)\\?["']?\s{0,4}[:=]\s{0,4}\\?["']?(?P<value>[+./0-9=A-Z_a-z-]{16,300})`,
    validate: assignedSecret,
    sources: ['OpenAPI Specification 3.1, Security Scheme Object (apiKey)'],
    examples: [`x-api-key: ${SECRET}`, `{"X-Auth-Token":"${SECRET}"}`],
    counterExamples: [
      { text: 'x-api-key: your-api-key-goes-in-this-place', stoppedBy: 'low-entropy' },
      { text: 'x-api-key: short', stoppedBy: 'pattern' },
    ],
  }),
  credential({
    id: 'CURL_USER_PASSWORD',
    name: 'User and password in a curl command',
    pattern: String.raw`\bcurl\b[ -~]{1,200}?[ ](?:-u|--user)[ =]["']?[^\s"':,]{1,64}:(?P<value>[^\s"',]{4,100})`,
    validate: notPlaceholder,
    sources: ['https://curl.se/docs/manpage.html#-u'],
    examples: [
      `curl -s -u ci:${PASSWORD} https://api.internal/`,
      `curl -X POST --user 'ci:${PASSWORD}' https://api.internal/`,
    ],
    counterExamples: [
      { text: 'curl -s -u user:password https://api.internal/', stoppedBy: 'published-example' },
      { text: 'curl -s -u ci https://api.internal/', stoppedBy: 'pattern' },
    ],
  }),
  credential({
    id: 'POWERSHELL_PLAIN_TEXT_PASSWORD',
    name: 'Plain-text password in PowerShell',
    pattern: String.raw`(?i)\bConvertTo-SecureString\s{1,4}(?:-String\s{1,4})?["'](?P<value>[^"'\n$]{4,128})["']\s{1,4}(?:-Force\s{1,4})?-AsPlainText`,
    validate: notPlaceholder,
    sources: ['https://learn.microsoft.com/powershell/module/microsoft.powershell.security/convertto-securestring'],
    examples: [
      `ConvertTo-SecureString "${PASSWORD}" -AsPlainText -Force`,
      `ConvertTo-SecureString -String '${PASSWORD}' -Force -AsPlainText`,
    ],
    counterExamples: [
      { text: 'ConvertTo-SecureString "password" -AsPlainText -Force', stoppedBy: 'published-example' },
      { text: 'ConvertTo-SecureString $env:PW -AsPlainText -Force', stoppedBy: 'pattern' },
    ],
  }),
  credential({
    id: 'SSHPASS_PASSWORD',
    name: 'Password in an sshpass command',
    pattern: String.raw`\bsshpass[ ]{1,4}-p[ ]{0,4}["']?(?P<value>[^\s"',]{3,100})`,
    validate: notPlaceholder,
    sources: ['https://linux.die.net/man/1/sshpass'],
    examples: [`sshpass -p ${PASSWORD} ssh host`, `sshpass -p '${PASSWORD}' scp a host:`],
    counterExamples: [
      { text: 'sshpass -p $PASSWORD ssh host', stoppedBy: 'published-example' },
      { text: 'sshpass -e ssh host', stoppedBy: 'pattern' },
    ],
  }),
];
