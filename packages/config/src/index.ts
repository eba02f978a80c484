export * from './common-keys.ts';
export * from './describe-config.ts';
export * from './load-config.ts';
export * from './schemas.ts';
