export * from './load-config.ts';
export * from './schemas.ts';
