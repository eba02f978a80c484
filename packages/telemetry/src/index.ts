export { SpanKind } from '@opentelemetry/api';
export * from './health.ts';
export * from './metrics.ts';
export * from './object-span.ts';
export * from './serve-operation.ts';
export * from './telemetry.ts';
