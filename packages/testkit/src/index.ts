export * from './bus-conformance.ts';
export * from './clickhouse-conformance.ts';
export * from './generated-object-store.ts';
export { type ObjectStoreHarness, objectStoreConformance } from './object-store-conformance.ts';
export * from './simulation/index.ts';
export * from './store-conformance.ts';
export { type CollectedSpan, startTraceCollector, type TraceCollector } from './trace-collector.ts';
export * from './until.ts';
