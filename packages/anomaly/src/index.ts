export * from './area-of.ts';
export * from './day.ts';
export { detect, EPISODE_GAP_DAYS } from './detect.ts';
export * from './detection.ts';
export * from './principal-day.ts';
export * from './reconcile.ts';
export { type DetectorState, initialState } from './state.ts';
export { type ScoreCounts, scoreReachedBy } from './threshold.ts';
