import { credential } from '../credential.ts';
import type { DataIdentifier } from '../data-identifier.ts';
import { assignedPassword } from '../validators/assigned-secret.ts';
import { notPlaceholder } from '../validators/placeholder.ts';
import { inStatementOfUser } from '../validators/sql-statement.ts';

const PASSWORD = ['Tr0ub', '4dor&9x'].join('');
const WORD = String.raw`["']?(?P<value>[^\s"',|]{5,100})`;

/** Passwords in commands of shells and databases, in calls, and in the configuration of network devices. */
export const commandCredentials: readonly DataIdentifier[] = [
  credential({
    id: 'CURL_USER_PASSWORD',
    name: 'User and password in a curl command',
    pattern: String.raw`\bcurl\b[\t\n\r -~]{0,200}?[ ](?:-u|--user)[ =]{1,4}["']?[^\s"':,]{0,64}["']?:["']?(?P<value>[^\s"',]{4,100})`,
    validate: notPlaceholder,
    sources: ['https://curl.se/docs/manpage.html#-u'],
    examples: [
      `curl -s -u ci:${PASSWORD} https://api.internal/`,
      `curl -X POST --user 'ci:${PASSWORD}' https://api.internal/`,
      `curl --user ci:'${PASSWORD}' https://api.internal/`,
      `curl -X POST \\\n  -H 'Accept: text/plain' \\\n  -u ":${PASSWORD}" https://api.internal/`,
    ],
    counterExamples: [
      { text: 'curl -s -u user:password https://api.internal/', stoppedBy: 'published-example' },
      { text: 'curl -u <user:password> https://api.internal/', stoppedBy: 'published-example' },
      { text: 'curl -s -u ci https://api.internal/', stoppedBy: 'pattern' },
      { text: "curl -i -u 'test:test'", stoppedBy: 'published-example' },
      { text: 'curl -u "$' + '{user}":"$' + '{password}" https://api.internal/', stoppedBy: 'published-example' },
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
  credential({
    id: 'COMMAND_LINE_PASSWORD',
    name: 'Password in a command line',
    pattern: `[ ]--?(?:[a-z][a-z._-]{0,20}[._-])?(?:password|passwd|passphrase|pwd|pass)[ ]{1,2}${WORD}`,
    validate: assignedPassword,
    also: [
      {
        pattern: String.raw`\bmysql(?:dump|admin|import|show)?\b[ -~]{1,120}?[ ]-p(?P<value>[^\s"'=-][^\s"']{5,64})`,
        validate: assignedPassword,
      },
      {
        pattern: String.raw`\b(?:docker|podman|buildah|skopeo|registry|oc|az)[ ]login\b[ -~]{0,120}?[ ]-p[ ]${WORD}`,
        validate: notPlaceholder,
      },
      {
        pattern: String.raw`\bldap(?:search|add|modify|delete|passwd|whoami|compare)\b[ -~]{1,200}?[ ]-w[ ]{0,2}${WORD}`,
        validate: notPlaceholder,
      },
      {
        pattern: String.raw`\b(?:mongo(?:sh|dump|restore|export|import)?|sqlcmd|bcp|plink|pscp|rdesktop|psexec|clickhouse-client|influx|cqlsh)\b[ -~]{0,120}?[ ]-(?:p|P|pw)[ ]${WORD}`,
        validate: assignedPassword,
      },
      {
        pattern: String.raw`\becho[ ](?:-[en][ ])?["']?[a-z_$][\w.-]{0,31}:(?P<value>[^\s"'|]{6,100})["']?[ ]?\|[ ]?(?:sudo[ ])?chpasswd\b`,
        validate: assignedPassword,
      },
      {
        pattern: String.raw`\b(?:lftp\b[ -~]{0,80}?[ ]-u[ ][^\s,"']{1,64},|smbclient\b[ -~]{0,80}?[ ]-U[ ][^\s%"']{1,64}%)(?P<value>[^\s"',]{5,100})`,
        validate: assignedPassword,
      },
      {
        pattern: String.raw`(?i)\bnet[ ]use[ ](?:[a-z]:[ ])?\\\\[^\s]{1,120}[ ](?P<value>[^\s/*"][^\s"]{4,100})[ ]{1,2}/u`,
        validate: assignedPassword,
      },
      { pattern: String.raw`\bredis-cli\b[ -~]{0,120}?[ ]-a[ ]${WORD}`, validate: notPlaceholder },
      {
        pattern: String.raw`\bhtpasswd[ ]-[a-zA-Z]{0,4}b[a-zA-Z]{0,4}[ ][^\s]{1,100}[ ][^\s]{1,64}[ ]${WORD}`,
        validate: notPlaceholder,
      },
    ],
    sources: [
      'CWE-214: Invocation of Process Using Visible Sensitive Information',
      'https://dev.mysql.com/doc/refman/8.4/en/password-security-user.html',
    ],
    examples: [
      `psql-import --db-password ${PASSWORD} --host db`,
      `mysqldump -h db -u root -p${PASSWORD} shop`,
      `docker login -u svc -p ${PASSWORD} registry.internal`,
      `ldapsearch -x -D "cn=admin,dc=internal" -w ${PASSWORD} -b dc=internal`,
      `redis-cli -h cache -a '${PASSWORD}' ping`,
      `mongosh -u admin -p ${PASSWORD} --host db`,
      `echo "root:${PASSWORD}" | chpasswd`,
      `lftp -u ci,${PASSWORD} files.internal`,
      `net use Z: \\\\files\\in ${PASSWORD} /user:CORP\\ci`,
      `htpasswd -cb .htpasswd admin ${PASSWORD}`,
    ],
    counterExamples: [
      { text: 'tool --password changeme --host db', stoppedBy: 'published-example' },
      { text: 'tool --password PASSWORD --host db', stoppedBy: 'published-example' },
      { text: 'tool --password prompt --host db', stoppedBy: 'low-entropy' },
      { text: 'mysql -u root -p shop', stoppedBy: 'pattern' },
      { text: 'mongosh -u admin -p --host db', stoppedBy: 'low-entropy' },
      { text: 'lftp -u user,password files.internal', stoppedBy: 'published-example' },
      { text: 'docker login -u svc --password-stdin', stoppedBy: 'pattern' },
    ],
  }),
  credential({
    id: 'SQL_PASSWORD',
    name: 'Password in an SQL statement',
    pattern: String.raw`(?i)\bidentified[ ](?:with[ ][\w"'\x60]{1,40}[ ])?by[ ](?:password[ ])?["'](?P<value>[^"'\n]{4,128})["']`,
    validate: notPlaceholder,
    validateInContext: inStatementOfUser,
    also: [
      {
        pattern: String.raw`(?i)\b(?:role|user|login)[ ]["'\[\x60]?[\w.@%-]{1,60}["'\]\x60]?(?:[ ][a-z]{1,16}){0,4}[ ]password[ ]?=?[ ]?N?'(?P<value>[^'\n]{4,128})'`,
        validate: notPlaceholder,
      },
    ],
    sources: [
      'https://dev.mysql.com/doc/refman/8.4/en/create-user.html',
      'https://www.postgresql.org/docs/current/sql-createrole.html',
      'https://learn.microsoft.com/sql/t-sql/statements/create-login-transact-sql',
    ],
    examples: [
      `CREATE USER 'svc'@'%' IDENTIFIED BY '${PASSWORD}';`,
      `alter user svc identified with mysql_native_password by "${PASSWORD}";`,
      `CREATE ROLE svc LOGIN PASSWORD '${PASSWORD}';`,
      `CREATE LOGIN svc WITH PASSWORD = N'${PASSWORD}';`,
    ],
    counterExamples: [
      { text: "CREATE USER svc IDENTIFIED BY '********';", stoppedBy: 'published-example' },
      { text: "ALTER ROLE svc PASSWORD 'changeme';", stoppedBy: 'published-example' },
      { text: 'ALTER ROLE svc PASSWORD NULL;', stoppedBy: 'pattern' },
      { text: 'a fault in the parser, identified by "marlene"', stoppedBy: 'unlikely' },
    ],
  }),
  credential({
    id: 'CODE_CALL_PASSWORD',
    name: 'Password as an argument of a call that signs in',
    pattern: String.raw`(?i)\b(?:http(?:basic|digest)auth|basicauth|basic_auth|setbasicauth|set_basic_auth|passwordauthentication|usernamepasswordcredentials|userpasswordcredentials)\s{0,2}\(\s{0,8}["'][^"'\n]{1,100}["']\s{0,2},\s{0,8}["'](?P<value>[^"'\s]{5,100})["']`,
    validate: assignedPassword,
    also: [
      {
        pattern: String.raw`\bauth\s{0,2}=\s{0,2}\(\s{0,4}["'][^"'\n]{1,100}["']\s{0,2},\s{0,4}["'](?P<value>[^"'\s]{5,100})["']\s{0,2}\)`,
        validate: assignedPassword,
      },
      {
        pattern: String.raw`(?i)\b(?:getconnection|mysqli?_connect|new mysqli|pdo|createconnection|sql\.connect)\s{0,2}\(\s{0,8}["'][^"\n]{1,200}?["'],[ ]{0,4}["'][^"'\n]{1,60}["']\s{0,2},\s{0,8}["'](?P<value>[^"'\s]{5,100})["']`,
        validate: assignedPassword,
      },
    ],
    sources: [
      'https://requests.readthedocs.io/en/latest/user/authentication/',
      'https://docs.oracle.com/javase/8/docs/api/java/sql/DriverManager.html',
      'https://www.php.net/manual/en/mysqli.construct.php',
    ],
    examples: [
      `requests.get(url, auth=HTTPBasicAuth('ci', '${PASSWORD}'))`,
      `requests.get(url, auth=("ci", "${PASSWORD}"))`,
      `DriverManager.getConnection("jdbc:mysql://db/shop", "app", "${PASSWORD}");`,
      `$db = mysqli_connect("localhost", "app", "${PASSWORD}", "shop");`,
      `new PDO('mysql:host=db;dbname=shop', 'app', '${PASSWORD}');`,
      `req.SetBasicAuth("ci", "${PASSWORD}")`,
    ],
    counterExamples: [
      { text: "HTTPBasicAuth('user', 'pass')", stoppedBy: 'pattern' },
      { text: 'auth=("user", "password")', stoppedBy: 'published-example' },
      { text: 'DriverManager.getConnection(url, user, password)', stoppedBy: 'pattern' },
      { text: 'mysqli_connect("localhost", "root", "letters")', stoppedBy: 'low-entropy' },
    ],
  }),
  credential({
    id: 'DOTNET_NETWORK_CREDENTIAL',
    name: 'User and password in a .NET credential object',
    pattern: String.raw`(?i)\bNetworkCredential\s{0,2}\(\s{0,8}@?"[^"\n]{1,100}"\s{0,2},\s{0,40}@?"(?P<value>[^"\n]{4,100})"`,
    validate: notPlaceholder,
    also: [
      {
        pattern: String.raw`(?i)\bDirectoryEntry\s{0,2}\(\s{0,8}"[^"\n]{1,200}"\s{0,2},\s{0,40}"[^"\n]{1,100}"\s{0,2},\s{0,40}"(?P<value>[^"\n]{4,100})"`,
        validate: notPlaceholder,
      },
    ],
    sources: [
      'https://learn.microsoft.com/dotnet/api/system.net.networkcredential',
      'https://learn.microsoft.com/dotnet/api/system.directoryservices.directoryentry',
    ],
    examples: [
      `client.Credentials = new NetworkCredential("svc@internal", "${PASSWORD}");`,
      `new DirectoryEntry("LDAP://internal",\n                "INTERNAL\\svc",\n                "${PASSWORD}");`,
    ],
    counterExamples: [
      { text: 'new NetworkCredential("user", "password")', stoppedBy: 'published-example' },
      { text: 'new NetworkCredential(user, password)', stoppedBy: 'pattern' },
    ],
  }),
  credential({
    id: 'NETWORK_DEVICE_PASSWORD',
    name: 'Password, secret or community in the configuration of a network device',
    pattern: String.raw`\b(?:enable|username[ ][\w.-]{1,40}(?:[ ]privilege[ ]\d{1,2})?)[ ](?:password|secret)[ ](?:(?:7[ ](?P<value>[0-9A-F]{6,80}))|[4589][ ][^\s]{20,120})`,
    validate: notPlaceholder,
    also: [
      {
        pattern: String.raw`\bsnmp-server[ ]community[ ](?P<value>[^\s"]{4,64})[ ](?:RO|RW|ro|rw)\b`,
        validate: assignedPassword,
      },
      {
        pattern: String.raw`\b(?:requirepass|masterauth|bindpw|rootpw)[ \t]{1,8}"?(?P<value>[^\s",]{6,128})`,
        validate: notPlaceholder,
      },
    ],
    sources: [
      'https://www.cisco.com/c/en/us/support/docs/security-vpn/remote-authentication-dial-user-service-radius/107614-64.html',
      'https://redis.io/docs/latest/operate/oss_and_stack/management/security/',
    ],
    examples: [
      'username admin privilege 15 password 7 0822455D0A165445415F',
      `snmp-server community ${PASSWORD} RO`,
      `requirepass ${PASSWORD}`,
      `binddn cn=app,dc=internal\nbindpw ${PASSWORD}`,
    ],
    counterExamples: [
      { text: 'snmp-server community public RO', stoppedBy: 'published-example' },
      { text: 'requirepass foobared', stoppedBy: 'published-example' },
      { text: 'username admin privilege 15', stoppedBy: 'pattern' },
    ],
  }),
];
