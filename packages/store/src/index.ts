export { DETECTION_DAYS, type DetectedAnomalies, REPORTED_DAYS } from './detect-anomalies.ts';
export * from './migrations.ts';
export * from './open-store.ts';
export * from './roll-up-access.ts';
export * from './rows.ts';
export * from './store-error.ts';
