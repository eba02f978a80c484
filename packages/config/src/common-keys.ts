import { z } from 'zod';
import { key } from './load-config.ts';
import { requiredText, text, textList, wholeNumber } from './schemas.ts';

/** Keys that several services read, each defined once. */

export const busUrl = key({
  env: 'DOWSER_BUS_URL',
  file: 'bus.url',
  doc: 'The bus: sqlite:/path/to/bus.db or kafka://host:port,host:port.',
  schema: requiredText,
});

export const objectsUrl = key({
  env: 'DOWSER_OBJECTS_URL',
  file: 'objects.url',
  doc: 'The object store: s3: or file:///directory. Default s3:.',
  schema: text('s3:'),
});

export const logLevel = key({
  env: 'DOWSER_LOG_LEVEL',
  file: 'log.level',
  doc: 'trace, debug, info, warn, error, fatal or silent. Default info.',
  schema: z.preprocess(
    (value) => value ?? 'info',
    z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
  ),
});

/** What is left of a Kubernetes pod's 30 s, and of the 20 s that the embedded stack gives, to close what is open. */
export const DEFAULT_STOP_SECONDS = 15;

/** How the process is watched and stopped: every service has these. */
export const operationKeys = {
  logLevel,
  httpPort: key({
    env: 'DOWSER_HTTP_PORT',
    file: 'http.port',
    doc: 'Port of /healthz, /readyz and /metrics (Prometheus); 0 takes a free one and logs it. Not set: none. The image sets 9464.',
    schema: z.preprocess(
      (value) => (value === undefined || value === '' ? null : value),
      z.coerce.number().int().min(0).max(65_535).nullable(),
    ),
  }),
  httpHost: key({
    env: 'DOWSER_HTTP_HOST',
    file: 'http.host',
    doc: 'Address that the port is on. There is no authentication: keep it inside. Default 127.0.0.1. The image sets 0.0.0.0.',
    schema: text('127.0.0.1').pipe(z.string().min(1, 'is empty')),
  }),
  stopSeconds: key({
    env: 'DOWSER_STOP_SECONDS',
    file: 'stop.seconds',
    doc: `Seconds after SIGTERM in which the work in hand may end; then it is given up, and comes again. Keep it 5 under what the supervisor waits before it kills. Default ${DEFAULT_STOP_SECONDS}.`,
    schema: wholeNumber(DEFAULT_STOP_SECONDS),
  }),
};

const CLICKHOUSE_URL = { env: 'DOWSER_CLICKHOUSE_URL', file: 'clickhouse.url' };
const httpUrl = z.url({ protocol: /^https?$/, error: 'is not an http or https URL' });

export const clickhouseUrl = key({
  ...CLICKHOUSE_URL,
  doc: 'ClickHouse over HTTP: http://host:8123 or https://host:8443.',
  schema: requiredText.pipe(httpUrl),
});

/** '' when not given. */
export const optionalClickhouseUrl = key({
  ...CLICKHOUSE_URL,
  doc: 'ClickHouse over HTTP; needed only for inventories in ORC.',
  schema: text('').pipe(z.union([z.literal(''), httpUrl])),
});

/** Who we are there, and where. */
export const clickhouseAccount = {
  clickhouseDatabase: key({
    env: 'DOWSER_CLICKHOUSE_DATABASE',
    file: 'clickhouse.database',
    doc: 'The database of the tables; created when missing. Default dowser.',
    schema: text('dowser').pipe(z.string().min(1, 'is empty')),
  }),
  clickhouseUser: key({
    env: 'DOWSER_CLICKHOUSE_USER',
    file: 'clickhouse.user',
    doc: 'May create tables in the database, insert and select. Default default.',
    schema: text('default'),
  }),
  clickhousePassword: key({
    env: 'DOWSER_CLICKHOUSE_PASSWORD',
    file: 'clickhouse.password',
    doc: "The user's password. Default none.",
    schema: text(''),
    secret: true,
  }),
};

const ACCOUNT = /^(?:\d{12}|[0-9a-f]{64}|arn:aws[a-z-]*:s3:::.+)$/;

/** Read by whoever looks for anomalies: two that read it differently would undo each other. */
export const anomalyKeys = {
  falseAlarmDays: key({
    env: 'DOWSER_FALSE_ALARM_DAYS',
    file: 'anomalies.falseAlarmDays',
    doc: 'One in so many ordinary days of a principal may be taken for an anomaly; the threshold is set from past days. Default 1250.',
    schema: wholeNumber(1_250, 1),
  }),
  trustedAccounts: key({
    env: 'DOWSER_TRUSTED_ACCOUNTS',
    file: 'anomalies.trustedAccounts',
    doc: "Accounts of your own (12 digits) or canonical ids, with commas between: a policy, access list, replication or key that concerns none but them is no anomaly. Where a replication's account is not named, its bucket's ARN. Default none.",
    schema: textList.pipe(
      z.array(z.string().regex(ACCOUNT, 'is neither 12 digits, a canonical id, nor the ARN of a bucket')),
    ),
  }),
};
