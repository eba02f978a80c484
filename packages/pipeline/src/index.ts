export * from './clock.ts';
export * from './decode.ts';
export * from './errors.ts';
export * from './outcome.ts';
export * from './retry.ts';
export * from './run-service.ts';
export * from './run-stage.ts';
export * from './watch-lag.ts';
