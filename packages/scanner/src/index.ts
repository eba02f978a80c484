export * from './fingerprint.ts';
export * from './lane-queue.ts';
export * from './limits.ts';
export * from './mask-sample.ts';
export * from './object-source.ts';
export * from './read-text.ts';
export type * from './scan-source.ts';
export { type ScanSummary, verdictOfError } from './scan-summary.ts';
export * from './scanner.ts';
