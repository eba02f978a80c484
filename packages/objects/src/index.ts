export * from './object-error.ts';
export type * from './port.ts';
