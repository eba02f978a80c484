export { type AwsOptions, type AwsStack, startAws } from './aws/start-aws.ts';
export { startAwsProcess } from './aws/start-aws-process.ts';
export { startClickHouse } from './clickhouse/start-clickhouse.ts';
export type { FrontOptions, FrontProcess } from './front-process.ts';
export * from './managed-process.ts';
export * from './sample/index.ts';
