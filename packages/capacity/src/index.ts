export * from './calibration.ts';
export * from './fit.ts';
export * from './plan.ts';
export * from './prices.ts';
