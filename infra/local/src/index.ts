export { type AwsOptions, type AwsStack, startAws } from './aws/start-aws.ts';
export { type ClickHouseProcess, type StartClickHouseOptions, startClickHouse } from './clickhouse/start-clickhouse.ts';
