export * from './area-of.ts';
export * from './detection.ts';
export * from './principal-day.ts';
