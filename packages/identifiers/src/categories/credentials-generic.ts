import { credential } from '../credential.ts';
import type { DataIdentifier } from '../data-identifier.ts';
import {
  assignedPassword,
  assignedSecret,
  barePassword,
  barewordPassword,
  toldPassword,
} from '../validators/assigned-secret.ts';
import { PASSWORD_NAME, SECRET_NAME, TOLD_CHARACTER, TOLD_NAME, WHICH } from '../validators/secret-names.ts';

/** `=`, `:`, `=>` and their kin; a type between (`val x: String = `); what a program falls back on (`env.X || `). */
const OPERATOR = String.raw`(?::\s{0,2}(?:&(?:'static )?str|string\??|str)\s?=|:=|=>|<-|\?=|\|\|=?|\?\?=?|=3D|={1,3}|:-?)`;
const ASSIGN = String.raw`\\{0,3}["']?(?:\[?\])?\s{0,16}${OPERATOR}\s{0,4}`;
/** A quote, with what C#, Python, C, SQL and JSX write before one. */
const QUOTE = String.raw`(?:\{|[@bLNru])?\\{0,3}["']`;
/** Between a name and its value in calls and lists: `set("name", "value")`. */
const NEXT_TEXT = String.raw`\\?["']\s{0,2},\s{0,2}`;
/** In records of names and values: `name="…" value="…"`, `"name": "…", "value": "…"`, and so on two lines in YAML. */
const BESIDE = String.raw`\\?["']?,?\s{0,16}\\?["']?value\\?["']?\s{0,2}[:=]\s{0,4}`;
/** `#define NAME "…"`, `:name "…"`: only a space. */
const SPACE = String.raw`[ \t]{1,24}`;
/** Without the letters beyond ASCII that fold to k and s, of whose bytes the closing quotes are made: so the end is told by one byte. */
const SECRET_VALUE = String.raw`(?P<value>(?-i:[+./0-9=A-Z_a-z-]{16,128}))(?:[\\"'\x60\s;,)}\]&<|»”]|$)`;
/** `setName("…")`, and the default of an option of a command. */
const ARGUMENT = String.raw`(?:\(\s{0,2}|\\?["'],\s{0,2}default\s?=\s?)`;
/** `<th>name</th><td>`, `<b>name:</b> `. */
const MARKUP = String.raw`:?(?:</[a-z1-6]{1,8}>\s{0,4}){1,2}(?:<[a-z]{1,6}>\s{0,4}){0,2}`;
/** In markup, tables and prose. */
const ELSEWHERE = String.raw`(?:["']?>\s{0,4}|${MARKUP}| [-–] |</key>\s{0,16}<string>|["'\x60*]{0,2}\s{0,16}\|\s{0,16}["'\x60]?|["'\x60]?(?: for (?:the )?[\w.'-]{1,24}(?: [\w.'-]{1,24})?)? (?:is:?|to) ["'\x60]?)`;
/** What can stand between the name of a secret and the secret. In one pattern, since the names are frequent in code. */
const TO_SECRET = [
  String.raw`${WHICH}${ASSIGN}(?:(?:\{|[@bLNru])?\\{0,3}["'\x60]{1,2})?`,
  String.raw`${BESIDE}\\?["']?`,
  `(?:${SPACE}|${ARGUMENT})${QUOTE}`,
  String.raw`${NEXT_TEXT}["']?\\?["']`,
  ELSEWHERE,
];
const OPEN_QUOTE = String.raw`["'„“”«\x60]?`;
const TOLD_VALUE = `(?P<value>${TOLD_CHARACTER}{8,64})(?:[^!#%&*+./0-9:=?@A-Z^_a-z|~({[-]|$)`;
const SECRET = ['kJ8vQ2xT7', 'nZ4mR9wL3pY6'].join('');
const PASSWORD = ['Tr0ub', '4dor&9x'].join('');
const SOURCES = ['CWE-798: Use of Hard-coded Credentials', 'CWE-312: Cleartext Storage of Sensitive Information'];

/** Secrets of no known form, told by what they are assigned to. Those of commands are in credentials-commands.ts. */
export const genericCredentials: readonly DataIdentifier[] = [
  credential({
    id: 'GENERIC_PASSWORD',
    name: 'Password assigned in code or configuration',
    pattern: String.raw`(?i)${PASSWORD_NAME}(?:${WHICH}${ASSIGN}|${BESIDE}|${SPACE}|${ARGUMENT})${QUOTE}(?P<value>[^\s"'\\]{6,128})\\?["']`,
    validate: assignedPassword,
    also: [
      {
        // `variable "name" { default = "…" }` of Terraform.
        pattern: String.raw`\bvariable[ ]"[a-z_-]{0,40}(?:password|passwd|passphrase)[a-z_-]{0,20}"[ ]?\{[^{}]{0,300}?\bdefault[ ]{1,20}=[ ]"(?P<value>[^\s"'\\]{6,128})"`,
        validate: assignedPassword,
      },
      {
        pattern: String.raw`(?i)(?:put|set|append|property|define|env|get|values ?)\(\s{0,2}["'][\w.-]{0,40}(?:password|passwd|passphrase)["']\s{0,2},\s{0,2}["'](?P<value>[^\s"'\\]{6,128})["']`,
        validate: assignedPassword,
      },
      {
        // Without quotes; names in capitals are those of ENVIRONMENT_PASSWORD.
        pattern: String.raw`(?:[Pp]assword|[Pp]asswd|[Pp]assphrase|[Pp]asscode|\bpwd|[._-]pwd|[._-]pass|\bpsk)(?:\s{0,2}[:=]\s{0,2}\x60{0,2}|["'\x60*]{0,2}\s{0,16}\|\s{0,16}\x60?|${MARKUP}| [-–] )(?P<value>[^\s"'\\;,<>(){}\[\]&\x60]{8,64})(?:[\s&,;|)}\]"'<\x60]|$)`,
        validate: barePassword,
      },
      {
        // As people tell each other, in prose and in forms.
        pattern: String.raw`(?i)(?:${TOLD_NAME})["']?(?: (?:is|lautet|ist|est|es|é|è|jest|är|er|to):? {1,2}| ?(?:は|是|为|為|는|은|:|：|=)\s{0,2})${OPEN_QUOTE}${TOLD_VALUE}`,
        validate: barePassword,
      },
      {
        pattern: String.raw`(?i)password(?: for (?:the )?(?:user )?["']?[\w.@-]{1,40}["']?)? is:? ["']?${TOLD_VALUE}`,
        validate: toldPassword,
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
      `:password       => '${PASSWORD}',`,
      `props.put("password", "${PASSWORD}");`,
      `The password for user 'postgres' is '${PASSWORD}'.`,
      `Das Passwort lautet: ${PASSWORD}`,
      `mot de passe : ${PASSWORD}`,
      `A senha é: ${PASSWORD}`,
      `the password is tiger.${PASSWORD} `,
      `<entry key="config">app.password=${PASSWORD}</entry>`,
      `パスワード：${PASSWORD}`,
      `val dbPassword: String = "${PASSWORD}"`,
      `const PASSWORD: &'static str = "${PASSWORD}";`,
      `public const string Password = @"${PASSWORD}";`,
      `#define WIFI_PASSWORD "${PASSWORD}"`,
      `const p = env.DB_PASSWORD || '${PASSWORD}';`,
      `os.getenv("DB_PASSWORD", "${PASSWORD}")`,
      `{"name":"DB_PASSWORD","value":"${PASSWORD}"}`,
      `- name: DB_PASSWORD\n  value: "${PASSWORD}"`,
      `variable "db_password" {\n  type    = string\n  default = "${PASSWORD}"\n}`,
      `DB_PASSWORD_PROD="${PASSWORD}"`,
      `"contraseña": "${PASSWORD}"`,
      `| db password | \`${PASSWORD}\` |`,
      `psk=${PASSWORD} `,
      `ds.setPassword("${PASSWORD}");`,
      `<th>DB password</th><td><code>${PASSWORD}</code></td>`,
      `<b>Password:</b> ${PASSWORD}`,
      `password=d91ac52197a160f5d5ed115aeaf216b0 `,
      `password: Pa$$${PASSWORD} `,
    ],
    counterExamples: [
      { text: 'password = "changeme123"', stoppedBy: 'published-example' },
      { text: 'password: "required-field"', stoppedBy: 'low-entropy' },
      { text: 'password: "secret-2-levels"', stoppedBy: 'low-entropy' },
      { text: 'password = "Please enter a password"', stoppedBy: 'pattern' },
      { text: 'password = getPassword()', stoppedBy: 'pattern' },
      { text: "argon2id('password', 'salt1234', { t: 1 })", stoppedBy: 'pattern' },
      { text: 'password: string', stoppedBy: 'pattern' },
      { text: 'password: string = "sample"', stoppedBy: 'low-entropy' },
      { text: 'password=$USER_PASSWORD2', stoppedBy: 'published-example' },
      { text: ['password=abc$', '{DB_PASSWORD_2}x'].join(''), stoppedBy: 'pattern' },
      { text: 'password: Abc9$SUFFIX_OF_IT ', stoppedBy: 'low-entropy' },
      { text: 'password: passwordField2 ', stoppedBy: 'low-entropy' },
      { text: 'this.addPassword = "#add-password"', stoppedBy: 'low-entropy' },
      { text: '"a-strong-password":"/en/enterprise-server@3.0/auth"', stoppedBy: 'low-entropy' },
      { text: 'get "/passwords/edit" => "cms/sites/passwords#edit"', stoppedBy: 'pattern' },
      {
        text: 'as: "edit_password", put: "/forgot-password" => "cms/sites/passwords#update"',
        stoppedBy: 'low-entropy',
      },
      { text: '"password": "&lt;YOUR_PASSWORD_1&gt;"', stoppedBy: 'published-example' },
      { text: 'the password is required-for-2-users ', stoppedBy: 'low-entropy' },
      { text: "Pass '*buffer' instead of", stoppedBy: 'low-entropy' },
      { text: 'Pass "AUTO_COMPILE=0" to make', stoppedBy: 'low-entropy' },
      { text: 'password: "lib/parser5"', stoppedBy: 'low-entropy' },
      { text: 'password: "Passwort-vergessen?"', stoppedBy: 'low-entropy' },
    ],
  }),
  credential({
    id: 'ENVIRONMENT_PASSWORD',
    name: 'Password in an environment file',
    pattern: String.raw`(?:^|[\s;."'({,])[0-9A-Z_]{0,40}(?:PASSWORD|PASSWD|PASSPHRASE|_PASS|_PWD)(?:=|\s?[:?]=\s?|: {1,2}|:-)(?P<value>[^\s"'\\;,<>(){}]{6,128})`,
    validate: barewordPassword,
    also: [
      {
        pattern: String.raw`\b(?:ENV|ARG|setx?)[ ]{1,4}[0-9A-Z_]{0,40}(?:PASSWORD|PASSWD|PASSPHRASE|_PASS|_PWD)[ ]{1,4}(?P<value>[^\s"'\\;,<>(){}]{6,128})`,
        validate: barewordPassword,
      },
    ],
    sources: SOURCES,
    examples: [
      `DB_HOST=db\nDB_PASSWORD=${PASSWORD}`,
      `export PGPASSWORD=${PASSWORD}`,
      `ENV DB_PASSWORD ${PASSWORD}`,
      `{"env":["DB_PASSWORD=${PASSWORD}"]}`,
      `DB_PASSWORD=\${DB_PASSWORD:-${PASSWORD}}`,
      `SMTP_PASSWORD := ${PASSWORD}`,
      `env PGPASSWORD=${PASSWORD}$$99 psql`,
    ],
    counterExamples: [
      { text: 'export PGPASSWORD=changeme', stoppedBy: 'published-example' },
      { text: 'export PGPASSWORD=letters', stoppedBy: 'low-entropy' },
      { text: 'export PGPASSWORD=a1$OTHER_PASSWORD', stoppedBy: 'low-entropy' },
      { text: 'export PGPASSWORD=', stoppedBy: 'pattern' },
    ],
  }),
  credential({
    id: 'GENERIC_SECRET',
    name: 'Token, key or secret assigned in code or configuration',
    pattern: `(?i)${SECRET_NAME}(?:${TO_SECRET.join('|')})${SECRET_VALUE}`,
    validate: assignedSecret,
    also: [
      {
        pattern: String.raw`\bvariable[ ]"[a-z_-]{0,40}(?:secret|token|key)[a-z_-]{0,20}"[ ]?\{[^{}]{0,300}?\bdefault[ ]{1,20}=[ ]"${SECRET_VALUE}`,
        validate: assignedSecret,
      },
      {
        // Without a sign between: options of commands, and Dockerfiles.
        pattern: String.raw`(?i)${SECRET_NAME}[ ]{1,2}(?P<value>[+./0-9=A-Z_a-z-]{16,128})(?:[\s;&|,'")]|$)`,
        validate: assignedSecret,
      },
    ],
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
      `Set API_TOKEN to \`${SECRET}\`.`,
      `APP_TOKEN ?= ${SECRET}`,
      `buildConfigField "String", "API_KEY", "\\"${SECRET}\\""`,
      `buildConfigField 'String', 'API_KEY', '"${SECRET}"'`,
      `<key>apiSecret</key>\n<string>${SECRET}</string>`,
      `let apiKey: String = "${SECRET}"`,
      `#define API_KEY "${SECRET}"`,
      `env.API_KEY ?? '${SECRET}'`,
      `{"name":"X-Api-Key","value":"${SECRET}"}`,
      `variable "api_key" {\n  default = "${SECRET}"\n}`,
      `<string name="api_key">${SECRET}</string>`,
      `| API key | \`${SECRET}\` |`,
      `ENV API_KEY ${SECRET}`,
      `tool login --access-token ${SECRET} --verbose`,
      `API_KEY_PROD=${SECRET}`,
      `the api key for staging is ${SECRET}`,
      `HMAC_KEY=${SECRET}`,
      `client.setAccessKey("${SECRET}");`,
      `p.add_argument("--api-key", default="${SECRET}")`,
      `api_key <- "${SECRET}"`,
      `char api_key[] = "${SECRET}";`,
      `<Client apiKey={'${SECRET}'} />`,
      `<th>API key</th><td><code>${SECRET}</code></td>`,
      `<b>Access key:</b> ${SECRET}`,
      `Access key - ${SECRET}`,
      `:api key: \`\`${SECRET}\`\``,
    ],
    counterExamples: [
      { text: `api_key = "${'x'.repeat(20)}"`, stoppedBy: 'published-example' },
      { text: 'api_key = "my-application-settings"', stoppedBy: 'low-entropy' },
      { text: `api_key = "${SECRET.slice(0, 8)}example${SECRET.slice(8)}"`, stoppedBy: 'published-example' },
      { text: 'api_key = "short"', stoppedBy: 'pattern' },
      { text: `cookie ${SECRET}`, stoppedBy: 'pattern' },
      { text: 'tool --token path/to/the-token-of-2-users ', stoppedBy: 'low-entropy' },
    ],
  }),
  credential({
    id: 'HTTP_BEARER_TOKEN',
    name: 'HTTP authorization header with a token',
    pattern: String.raw`(?i)\bauthorization\\?["']?\s{0,4}[:=]\s{0,4}\\?["']?(?:bearer|token|api-?(?:key|token)|ssws|genie-?key|splunk)[ ]{1,4}(?P<value>[+./0-9A-Z_a-z~-]{16,900}={0,2})`,
    validate: assignedSecret,
    sources: ['RFC 6750, section 2.1'],
    examples: [
      `Authorization: Bearer ${SECRET}`,
      `{"Authorization":"Bearer ${SECRET}=="}`,
      `Authorization: SSWS ${SECRET}`,
    ],
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
];
