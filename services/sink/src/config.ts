import { type Config, key, requiredText, text, wholeNumber } from '@dowser/config';
import { z } from 'zod';

/** Every key that the sink reads. */
export const sinkConfigSpec = {
  busUrl: key({
    env: 'DOWSER_BUS_URL',
    file: 'bus.url',
    doc: 'The bus: sqlite:/path/to/bus.db or kafka://host:port,host:port.',
    schema: requiredText,
  }),
  clickhouseUrl: key({
    env: 'DOWSER_CLICKHOUSE_URL',
    file: 'clickhouse.url',
    doc: 'ClickHouse over HTTP: http://host:8123 or https://host:8443.',
    schema: requiredText.pipe(z.url({ protocol: /^https?$/, error: 'is not an http or https URL' })),
  }),
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
  batchMessages: key({
    env: 'DOWSER_SINK_BATCH_MESSAGES',
    file: 'sink.batchMessages',
    doc: 'Most messages of one partition written at once. A message of occurrences takes up to 1 MB of memory. Default 500.',
    schema: wholeNumber(500, 1),
  }),
  partitionsConcurrent: key({
    env: 'DOWSER_SINK_PARTITIONS_CONCURRENT',
    file: 'sink.partitionsConcurrent',
    doc: 'Partitions written at the same time, merged into one insert a table. Default 4; more when the sink lags.',
    schema: wholeNumber(4, 1),
  }),
  logLevel: key({
    env: 'DOWSER_LOG_LEVEL',
    file: 'log.level',
    doc: 'trace, debug, info, warn, error or fatal. Default info.',
    schema: z.preprocess(
      (value) => value ?? 'info',
      z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
    ),
  }),
};

export type SinkConfig = Config<typeof sinkConfigSpec>;
