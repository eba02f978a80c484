export { type FilledBucket, fillBucket } from './bucket.ts';
export { type Latency, watchLedger } from './ledger-watch.ts';
export * from './load-progress.ts';
export * from './load-result.ts';
export { type LoadStack, type LoadStackOptions, startLoadStack } from './load-stack.ts';
export { type RunProgress, runLoad } from './run-load.ts';
export { readScenario, type Scenario, SMOKE_SCENARIO, scenarioSchema } from './scenario.ts';
