export { type AccessIngest, createAccessIngester } from './access/access-ingester.ts';
export { parseAccessLogLine } from './access/parse-access-log-line.ts';
export { parseCloudTrailRecord } from './access/parse-cloudtrail-record.ts';
export { type IngestConfig, loadIngestConfig, policyOf } from './config.ts';
export { createIngester } from './ingester.ts';
export { type IngestParts, runIngest } from './run-ingest.ts';
export type { Queue, QueueMessage } from './sources/queue.ts';
