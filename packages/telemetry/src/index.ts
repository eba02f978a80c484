export * from './health.ts';
export * from './metrics.ts';
export * from './serve-operation.ts';
export * from './telemetry.ts';
