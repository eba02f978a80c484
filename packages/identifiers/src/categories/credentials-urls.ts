import { credential } from '../credential.ts';
import type { DataIdentifier } from '../data-identifier.ts';
import { entropy } from '../validators/entropy.ts';
import { notPlaceholder, urlPassword } from '../validators/placeholder.ts';

const USER = String.raw`[^\s:/@"'<>,\x60]{0,64}`;
const PASSWORD = String.raw`[^\s/@"'<>,\x60]{1,128}`;
const HOST = String.raw`[0-9A-Za-z\[][0-9A-Za-z._\[\]:-]{0,200}`;
const RFC_3986 = 'RFC 3986, section 3.2.1';
const SYNTHETIC = ['kJ8vQ2x', 'T7nZ4'].join('');

interface UrlScheme {
  readonly id: string;
  readonly name: string;
  /** RE2 of the scheme. */
  readonly scheme: string;
  /** A scheme and a host and path for the examples. */
  readonly prefix: string;
  readonly rest: string;
  readonly source: string;
}

function urlWithPassword({ id, name, scheme, prefix, rest, source }: UrlScheme): DataIdentifier {
  return credential({
    id,
    name,
    pattern: String.raw`\b${scheme}://${USER}:${PASSWORD}@${HOST}`,
    validate: urlPassword,
    sources: [source, RFC_3986],
    examples: [`${prefix}://app:${SYNTHETIC}@${rest}`, `URL="${prefix}://svc-user:p%40${SYNTHETIC}@10.0.0.7"`],
    counterExamples: [
      { text: `${prefix}://app:password@${rest}`, stoppedBy: 'published-example' },
      { text: `${prefix}://app:\${PASSWORD}@${rest}`, stoppedBy: 'published-example' },
      { text: `${prefix}://${rest}`, stoppedBy: 'pattern' },
      { text: `${prefix}://app@${rest}`, stoppedBy: 'pattern' },
    ],
  });
}

const URLS: readonly UrlScheme[] = [
  {
    id: 'POSTGRES_URL',
    name: 'PostgreSQL URL with password',
    scheme: '(?:postgres(?:ql)?|cockroachdb|redshift)(?:\\+[a-z0-9]{1,16})?',
    prefix: 'postgresql',
    rest: 'db.internal:5432/app',
    source: 'https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING',
  },
  {
    id: 'MYSQL_URL',
    name: 'MySQL or MariaDB URL with password',
    scheme: '(?:mysql|mariadb|mysql2)(?:\\+[a-z0-9]{1,16})?',
    prefix: 'mysql',
    rest: 'db.internal:3306/app',
    source: 'https://dev.mysql.com/doc/refman/8.4/en/connecting-using-uri-or-key-value-pairs.html',
  },
  {
    id: 'MONGODB_URL',
    name: 'MongoDB URL with password',
    scheme: 'mongodb(?:\\+srv)?',
    prefix: 'mongodb+srv',
    rest: 'cluster0.internal/app',
    source: 'https://www.mongodb.com/docs/manual/reference/connection-string/',
  },
  {
    id: 'REDIS_URL',
    name: 'Redis or Valkey URL with password',
    scheme: '(?:rediss?|valkeys?)',
    prefix: 'rediss',
    rest: 'cache.internal:6380/0',
    source: 'https://redis.io/docs/latest/develop/tools/cli/',
  },
  {
    id: 'AMQP_URL',
    name: 'AMQP URL with password',
    scheme: 'amqps?',
    prefix: 'amqps',
    rest: 'mq.internal/vhost',
    source: 'https://www.rabbitmq.com/docs/uri-spec',
  },
  {
    id: 'SQL_SERVER_URL',
    name: 'SQL Server, Oracle, ClickHouse or Snowflake URL with password',
    scheme:
      '(?:mssql|sqlserver|oracle|clickhouse|snowflake|cassandra|trino|presto|hive|db2|sqlalchemy)(?:\\+[a-z0-9]{1,16})?',
    prefix: 'mssql',
    rest: 'db.internal:1433/app',
    source: 'https://docs.sqlalchemy.org/en/20/core/engines.html',
  },
  {
    id: 'MAIL_URL',
    name: 'SMTP, IMAP or LDAP URL with password',
    scheme: '(?:smtps?|imaps?|pop3s?|ldaps?)',
    prefix: 'smtps',
    rest: 'mail.internal:465',
    source: RFC_3986,
  },
  {
    id: 'FILE_TRANSFER_URL',
    name: 'FTP, SFTP, SSH or SMB URL with password',
    scheme: '(?:ftps?|sftp|ssh|scp|smb|davs?)',
    prefix: 'sftp',
    rest: 'files.internal/in',
    source: 'RFC 1738, section 3.2',
  },
  {
    id: 'MESSAGING_URL',
    name: 'MQTT, NATS, Kafka or WebSocket URL with password',
    scheme: '(?:mqtts?|nats|tls|kafka|stomp|wss?|kombu)',
    prefix: 'nats',
    rest: 'bus.internal:4222',
    source: 'https://docs.nats.io/using-nats/developer/connecting',
  },
  {
    id: 'SERVICE_URL',
    name: 'URL of another service with password',
    scheme:
      '(?:rtsps?|socks[45]h?|couch(?:base|base2|db)s?|influx(?:db)?|neo4j|bolt|elasticsearch|opensearch|memcached|rabbitmq|cloudinary|vnc|rdp|telnet|svn|rsync|irc|sip|turn)(?:\\+[a-z0-9]{1,16})?',
    prefix: 'neo4j+s',
    rest: 'graph.internal:7687',
    source: RFC_3986,
  },
  {
    id: 'BASIC_AUTH_URL',
    name: 'HTTP URL with password',
    scheme: '(?:git\\+)?https?',
    prefix: 'https',
    rest: 'git.internal/o/r.git',
    source: 'RFC 9110, section 4.2.4',
  },
];

export const urlCredentials: readonly DataIdentifier[] = [
  ...URLS.map(urlWithPassword),
  credential({
    id: 'JDBC_URL_PASSWORD',
    name: 'Password in a JDBC URL',
    pattern: String.raw`\bjdbc:[0-9a-z]{2,20}:[^\s"'<>,]{1,250}[?;&:](?:password|pwd|Password)=(?P<value>[^\s"'&;<>,]{1,100})`,
    validate: notPlaceholder,
    also: [
      {
        pattern: String.raw`\bjdbc:oracle:(?:thin|oci8?):[^\s/@:"'<>]{1,64}/(?P<value>[^\s/@"'<>]{1,64})@`,
        validate: notPlaceholder,
      },
    ],
    sources: ['https://docs.oracle.com/javase/tutorial/jdbc/basics/connecting.html'],
    examples: [
      `jdbc:mysql://db.internal:3306/app?user=app&password=${SYNTHETIC}`,
      `url = "jdbc:sqlserver://db.internal;databaseName=app;user=sa;password=${SYNTHETIC};encrypt=true"`,
      `jdbc:oracle:thin:scott/${SYNTHETIC}@db.internal:1521:orcl`,
    ],
    counterExamples: [
      { text: 'jdbc:mysql://db.internal/app?user=app&password=password', stoppedBy: 'published-example' },
      { text: 'jdbc:mysql://db.internal/app?user=app', stoppedBy: 'pattern' },
    ],
  }),
  credential({
    id: 'CONNECTION_STRING_PASSWORD',
    name: 'Password in an ADO.NET or ODBC connection string',
    pattern: String.raw`(?i)\b(?:server|data source|host|user id|uid|driver)[ ]?=[^;\n"'=]{1,120};(?:[^;\n"'=]{1,30}=[^;\n"'=]{0,80};){0,6}[ ]?(?:password|pwd)[ ]?=[ ]?(?P<value>[^;\s"',]{1,128})`,
    validate: notPlaceholder,
    also: [
      {
        // The data source name of Go's driver of MySQL.
        pattern: String.raw`[\s"'=\x60][\w.-]{1,20}:(?P<value>[^\s"'@/:\x60]{4,40})@tcp\([^\s()"']{1,100}\)/`,
        validate: notPlaceholder,
      },
    ],
    sources: [
      'https://learn.microsoft.com/dotnet/api/system.data.sqlclient.sqlconnection.connectionstring',
      'https://github.com/go-sql-driver/mysql#dsn-data-source-name',
    ],
    examples: [
      `Server=tcp:db.internal,1433;Initial Catalog=app;User ID=sa;Password=${SYNTHETIC};Encrypt=True`,
      `"Data Source=db.internal;Uid=app;Pwd=${SYNTHETIC};"`,
      `sql.Open("mysql", "app:${SYNTHETIC}@tcp(db.internal:3306)/shop?parseTime=true")`,
    ],
    counterExamples: [
      { text: 'Server=db.internal;User Id=sa;Password=changeme;', stoppedBy: 'published-example' },
      { text: '"user:password@tcp(localhost:3306)/db"', stoppedBy: 'published-example' },
      { text: 'Server=db.internal;Integrated Security=true;', stoppedBy: 'pattern' },
    ],
  }),
  credential({
    id: 'AZURE_CONNECTION_STRING_KEY',
    name: 'Key in an Azure connection string',
    pattern: String.raw`\b(?:AccountKey|SharedAccessKey|AccessKey|accesskey)=(?P<value>(?:[+/0-9A-Za-z]{43}=|[+/0-9A-Za-z]{86}==))`,
    validate: entropy(3),
    sources: ['https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string'],
    examples: [
      `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${SYNTHETIC.repeat(7)}Ab==;EndpointSuffix=core.windows.net`,
      `Endpoint=sb://n.servicebus.windows.net/;SharedAccessKeyName=root;SharedAccessKey=${SYNTHETIC.repeat(3)}Abcdefg=`,
    ],
    counterExamples: [
      { text: `AccountKey=${'x'.repeat(86)}==`, stoppedBy: 'low-entropy' },
      { text: 'AccountKey=short==', stoppedBy: 'pattern' },
    ],
  }),
  credential({
    id: 'AZURE_SAS_TOKEN',
    name: 'Azure shared access signature',
    pattern: String.raw`[?&;]s[a-z]{1,3}=[^&\s"'<>]{1,80}&(?:amp;)?(?:s[a-z]{1,3}=[^&\s"'<>]{0,80}&(?:amp;)?){0,10}sig=(?P<value>[%+/0-9A-Za-z]{40,90}(?:%3[Dd]|=))`,
    sources: ['https://learn.microsoft.com/rest/api/storageservices/create-service-sas'],
    examples: [
      `https://a.blob.core.windows.net/c?sv=2022-11-02&ss=b&srt=sco&sp=rl&se=2025-01-01T00:00:00Z&sig=${SYNTHETIC.repeat(3)}Abcdefg%3D`,
      `"?sp=r&st=2024-01-01T00:00:00Z&sr=b&sig=${SYNTHETIC.repeat(3)}Xyzxyzx="`,
    ],
    counterExamples: [
      { text: '?sv=2022-11-02&sp=rl&sig=short', stoppedBy: 'pattern' },
      { text: `?page=2&sig=${SYNTHETIC.repeat(3)}Abcdefg%3D`, stoppedBy: 'pattern' },
    ],
  }),
  credential({
    id: 'GOOGLE_CLOUD_SIGNED_URL',
    name: 'Google Cloud Storage signed URL',
    pattern: String.raw`\bX-Goog-Signature=[0-9a-f]{64,512}\b`,
    sources: ['https://cloud.google.com/storage/docs/access-control/signed-urls'],
    examples: [
      `&X-Goog-Signature=${'0f1e2d3c4b5a6978'.repeat(4)}`,
      `"X-Goog-Signature=${'a9b8c7d6e5f40312'.repeat(5)}"`,
    ],
    counterExamples: [
      { text: 'X-Goog-Signature=0f1e2d3c', stoppedBy: 'pattern' },
      { text: 'X-Goog-SignedHeaders=host', stoppedBy: 'pattern' },
    ],
  }),
];
