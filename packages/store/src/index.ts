export { type PrincipalDayRow, principalDay } from './anomaly-rows.ts';
export type { PackRow } from './define-packs.ts';
export { DETECTION_DAYS, type DetectedAnomalies, type DetectOptions, REPORTED_DAYS } from './detect-anomalies.ts';
export * from './migrations.ts';
export * from './open-store.ts';
export * from './roll-up-access.ts';
export { NAMES_PER_DAY, NAMES_PER_HOUR, TWIN_MINUTES, WEIGHTED_OBJECTS } from './roll-up-statements.ts';
export * from './rows.ts';
export * from './store-error.ts';
