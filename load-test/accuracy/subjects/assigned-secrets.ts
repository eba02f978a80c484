import { type Random, textOf } from '../random.ts';
import { type Subject, subject } from '../subject.ts';

const WORDS = ['river', 'Candle', 'purple', 'Monday', 'tiger', 'Harbour', 'copper', 'Winter'];

/** Passwords as people choose them, and as managers make them up. */
function password(random: Random): string {
  return random.pick([
    () => `${random.pick(WORDS)}${random.pick(['!', '#', '-', '?'])}${random.digits(4)}`,
    () => `${random.pick(WORDS)}.${random.pick(WORDS)}${random.between(10, 99)}X`,
    () => `${textOf(random, '[A-Z][a-z]{3}[0-9]{2}[a-z]{2}[A-Z][0-9]')}`,
    () => `${textOf(random, '[a-zA-Z0-9]{10}[!?+][a-z][A-Z][0-9]')}`,
  ])();
}

/** Letters and digits, at least two of each, as generators of keys give. */
const token = (random: Random): string => textOf(random, '[A-Za-z0-9]{22}[0-9]{2}[a-z][A-Z]');
const hexToken = (random: Random): string => textOf(random, '[0-9a-f]{30}[0-9][a-f]');
const login = (random: Random): string => Buffer.from(`svc:${password(random)}`).toString('base64');
const host = (random: Random): string => textOf(random, '(db|mq|files)-[a-z]{3}.corp.net');

/** What stands where a secret goes and is none: blanks, variables, calls, types. */
const BLANKS = ['changeme', 'password', '********', 'xxxxxxxxxxxxxxxx', 'your-password-here', 'PLACEHOLDER_VALUE'];
const VARIABLES = ['$' + '{DB_PASSWORD}', '{{ db_password }}', '<password>', '%DB_PASSWORD%', '$PASSWORD'];

type Write = (secret: string, random: Random) => string;

/** A subject whose values are whole settings and commands; its misses are the same with a blank or a variable in them. */
function written(id: string, secret: (random: Random) => string, ...ways: readonly Write[]): Subject {
  return subject(id, 'format', '', (random) => random.pick(ways)(secret(random), random), {
    miss: (random) => random.pick(ways)(random.pick([...BLANKS, ...VARIABLES]), random),
  });
}

const sshaHash = (random: Random): string => Buffer.from(random.text('0123456789abcdef', 48), 'hex').toString('base64');
const DJANGO = `${'abcdefghijklmnopqrstuvwxyz'}${'0123456789'}!@#$%^&*(-_=+)`;

/** Secrets of no known form, in the files, commands and headers that hold them. */
export const assignedSecrets: readonly Subject[] = [
  written(
    'GENERIC_PASSWORD',
    password,
    (secret) => `password = "${secret}"`,
    (secret) => `"db_password": "${secret}"`,
    (secret) => `my_password := "${secret}"`,
    (secret) => `:password => '${secret}'`,
    (secret) => `<add name="password" value="${secret}"/>`,
    (secret) => `the password is ${secret}`,
    (secret) => `spring.datasource.password=${secret}`,
    (secret) => `Das Passwort lautet: ${secret}`,
    (secret) => `mot de passe : ${secret}`,
    (secret) => `la contraseña es: ${secret}`,
  ),
  written(
    'ENVIRONMENT_PASSWORD',
    password,
    (secret) => ` DB_PASSWORD=${secret}`,
    (secret) => ` export PGPASSWORD=${secret}`,
    (secret) => ` POSTGRES_PASSWORD: ${secret}`,
    (secret) => ` APP_DB_PASS=${secret}`,
  ),
  written(
    'GENERIC_SECRET',
    (random) => random.pick([token, hexToken])(random),
    (secret) => `api_key = "${secret}"`,
    (secret) => `client_secret: ${secret}`,
    (secret) => `"authToken":"${secret}"`,
    (secret) => `<secretKey>${secret}</secretKey>`,
    (secret) => `APP_SECRET=${secret}`,
    (secret) => `config.set('api_token', '${secret}')`,
    (secret) => `the access key is ${secret}.`,
  ),
  written(
    'HTTP_BEARER_TOKEN',
    token,
    (secret) => `Authorization: Bearer ${secret}`,
    (secret) => `curl -H "Authorization: Bearer ${secret}" https://api.corp.net/v1`,
    (secret) => `"authorization": "Bearer ${secret}"`,
  ),
  written(
    'HTTP_API_KEY_HEADER',
    token,
    (secret) => `X-Api-Key: ${secret}`,
    (secret) => `curl -H 'x-api-key: ${secret}' https://api.corp.net`,
    (secret) => `"X-Auth-Token": "${secret}"`,
  ),
  written(
    'CURL_USER_PASSWORD',
    password,
    (secret, random) => `curl -s -u ci:${secret} https://${host(random)}/`,
    (secret, random) => `curl --user 'deploy:${secret}' -X POST https://${host(random)}/hook`,
    (secret, random) => `curl -k -u "admin:${secret}" https://${host(random)}:9200/_cat`,
  ),
  written(
    'POWERSHELL_PLAIN_TEXT_PASSWORD',
    password,
    (secret) => `$pw = ConvertTo-SecureString "${secret}" -AsPlainText -Force`,
    (secret) => `ConvertTo-SecureString -String '${secret}' -Force -AsPlainText`,
  ),
  written(
    'SSHPASS_PASSWORD',
    password,
    (secret) => `sshpass -p '${secret}' ssh root@10.0.0.7`,
    (secret) => `sshpass -p ${secret} rsync -a . backup:`,
  ),
  written(
    'COMMAND_LINE_PASSWORD',
    password,
    (secret) => `mysqldump -h db -u root -p${secret} shop`,
    (secret) => `docker login -u svc -p ${secret} registry.corp.net`,
    (secret) => `ldapsearch -x -D cn=admin,dc=corp -w ${secret} -b dc=corp`,
    (secret) => `importer --db-password ${secret} --verbose`,
  ),
  written(
    'SQL_PASSWORD',
    password,
    (secret) => `CREATE USER 'svc'@'%' IDENTIFIED BY '${secret}';`,
    (secret) => `ALTER ROLE svc WITH LOGIN PASSWORD '${secret}';`,
    (secret) => `CREATE LOGIN svc WITH PASSWORD = '${secret}';`,
  ),
  written(
    'DOTNET_NETWORK_CREDENTIAL',
    password,
    (secret) => `mail.Credentials = new NetworkCredential("svc@corp.net", "${secret}");`,
    (secret) => `new DirectoryEntry("LDAP://corp.net", "CORP\\\\svc", "${secret}")`,
  ),
  written(
    'CODE_CALL_PASSWORD',
    password,
    (secret) => `requests.get(url, auth=HTTPBasicAuth('svc', '${secret}'))`,
    (secret) => `session.auth = ("svc", "${secret}")`,
    (secret, random) => `DriverManager.getConnection("jdbc:mysql://${host(random)}/shop", "svc", "${secret}")`,
    (secret, random) => `mysqli_connect('${host(random)}', 'svc', '${secret}', 'shop')`,
  ),
  subject(
    'NETWORK_DEVICE_PASSWORD',
    'format',
    '',
    (random) =>
      random.pick([
        () => `username admin privilege 15 password 7 ${textOf(random, '0[0-9A-F]{15}')}`,
        () => `enable secret 9 $9$${textOf(random, '[A-Za-z0-9]{14}')}$${textOf(random, '[A-Za-z0-9./]{43}')}`,
        () => `snmp-server community ${password(random)} RO`,
        () => ` requirepass ${password(random)}`,
      ])(),
    { miss: (random) => random.pick(['snmp-server community public RO', 'no snmp-server', 'enable secret level']) },
  ),
  written(
    'CREDENTIAL_FIELD',
    (random) => textOf(random, '[A-Z][a-z]{4}[0-9]{2}[a-z]{3}[!?+][A-Z][0-9]'),
    (secret) => `{"password":{"is":"${secret}"}}`,
    (secret) => `[{"kennwort":["${secret}"]}]`,
    (secret) => `mot de passe\t${secret}\t`,
  ),
  written(
    'CONNECTION_STRING_PASSWORD',
    password,
    (secret, random) => `Server=${host(random)},1433;Initial Catalog=shop;User ID=svc;Password=${secret};Encrypt=True`,
    (secret, random) => `Data Source=${host(random)};Uid=svc;Pwd=${secret};`,
    (secret, random) => `Host=${host(random)};Port=5432;Database=shop;Username=svc;Password=${secret}`,
  ),
  written(
    'AZURE_CONNECTION_STRING_KEY',
    (random) => textOf(random, random.pick(['[A-Za-z0-9+/]{85}A==', '[A-Za-z0-9+/]{42}A='])),
    (secret) => `DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=${secret};EndpointSuffix=core.windows.net`,
    (secret) => `Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=root;SharedAccessKey=${secret}`,
  ),
  written(
    'NPMRC_AUTH',
    token,
    (secret) => `//registry.corp.net/:_authToken=${secret}`,
    (secret) => `//registry.corp.net/:_password="${secret}"`,
  ),
  written('PYPIRC_PASSWORD', password, (secret) => `[pypi]\nusername = svc\npassword = ${secret}`),
  written(
    'NETRC_PASSWORD',
    password,
    (secret, random) => `machine ${host(random)} login svc password ${secret}`,
    (secret, random) => `machine ${host(random)}\n  login svc\n  password ${secret}`,
  ),
  written('PGPASS_PASSWORD', password, (secret, random) => ` ${host(random)}:5432:shop:svc:${secret}`),
  subject('DOCKER_CONFIG_AUTH', 'format', '', (random) => `"${host(random)}": { "auth": "${login(random)}" }`, {
    miss: () => '"auth": "required"',
  }),
  written(
    'WORDPRESS_CONFIG_SECRET',
    password,
    (secret) => `define( 'DB_PASSWORD', '${secret}' );`,
    (secret) => `define('AUTH_KEY', '${secret}');`,
  ),
  written(
    'XML_PASSWORD_ELEMENT',
    password,
    (secret) => `<server><id>corp</id><password>${secret}</password></server>`,
    (secret) => `<clientSecret>${secret}</clientSecret>`,
  ),
  written('NUGET_CONFIG_PASSWORD', password, (secret) => `<add key="ClearTextPassword" value="${secret}" />`),
  subject(
    'DJANGO_SECRET_KEY',
    'format',
    '',
    (random) => `SECRET_KEY = '${random.pick(['', 'django-insecure-'])}${random.text(DJANGO, 50)}'`,
    { miss: () => "SECRET_KEY = os.environ['SECRET_KEY']" },
  ),
  subject(
    'LDAP_PASSWORD_HASH',
    'format',
    '',
    (random) => `userPassword: {${random.pick(['SSHA', 'SHA', 'SMD5'])}}${sshaHash(random)}`,
    { miss: () => 'userPassword: {CRYPT}x' },
  ),
];
