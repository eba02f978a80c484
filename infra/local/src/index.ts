export { eventMessage, type S3Event } from './aws/event-message.ts';
export { type AwsOptions, type AwsStack, startAws } from './aws/start-aws.ts';
export { type AwsProcess, type RequestCounts, startAwsProcess } from './aws/start-aws-process.ts';
export { startClickHouse } from './clickhouse/start-clickhouse.ts';
export type { FrontOptions, FrontProcess } from './front-process.ts';
export * from './managed-process.ts';
export * from './sample/index.ts';
