import { anomalyKeys, busUrl, clickhouseAccount, clickhouseUrl, key, operationKeys, wholeNumber } from '@dowser/config';

/** Every key that the sink reads. */
export const sinkConfigSpec = {
  busUrl,
  clickhouseUrl,
  ...clickhouseAccount,
  batchMessages: key({
    env: 'DOWSER_SINK_BATCH_MESSAGES',
    file: 'sink.batchMessages',
    doc: 'Most messages of one partition written at once. A message of occurrences takes up to 1 MB of memory. Default 500.',
    schema: wholeNumber(500, 1),
  }),
  partitionsConcurrent: key({
    env: 'DOWSER_SINK_PARTITIONS_CONCURRENT',
    file: 'sink.partitionsConcurrent',
    doc: 'Partitions written at the same time, merged into one insert a table. Default 8.',
    schema: wholeNumber(8, 1),
  }),
  lingerMs: key({
    env: 'DOWSER_SINK_LINGER_MS',
    file: 'sink.lingerMs',
    doc: 'Milliseconds that a batch waits for others before they are inserted together: more spares ClickHouse work, and rows come that much later. Default 250.',
    schema: wholeNumber(250),
  }),
  rollUpSeconds: key({
    env: 'DOWSER_SINK_ROLL_UP_SECONDS',
    file: 'sink.rollUpSeconds',
    doc: 'Seconds between two computations of the hours and days of access that have changed. Default 30.',
    schema: wholeNumber(30, 1),
  }),
  reweighSeconds: key({
    env: 'DOWSER_SINK_REWEIGH_SECONDS',
    file: 'sink.reweighSeconds',
    doc: 'Seconds after which hours of access are weighed anew when findings have come since. Default 3600.',
    schema: wholeNumber(3_600),
  }),
  detectSeconds: key({
    env: 'DOWSER_SINK_DETECT_SECONDS',
    file: 'sink.detectSeconds',
    doc: 'Least seconds between two looks for anomalies of access; each goes through the last 92 days of principals. Default 60.',
    schema: wholeNumber(60, 1),
  }),
  ...anomalyKeys,
  ...operationKeys,
};
