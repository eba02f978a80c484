export type * from './bus-options.ts';
export * from './limits.ts';
export * from './open-bus.ts';
export type * from './port.ts';
export { createSqliteBus, type SqliteBusOptions } from './sqlite/create-sqlite-bus.ts';
