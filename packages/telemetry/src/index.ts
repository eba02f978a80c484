export * from './metrics.ts';
export * from './telemetry.ts';
