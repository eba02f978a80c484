export type * from './data-identifier.ts';
