export * from './compare-planted.ts';
export type { Planted } from './plantable.ts';
export * from './put-sample.ts';
export { createRandom, type Random } from './random.ts';
export * from './sample-access-log.ts';
export * from './sample-manifest.ts';
export * from './sample-objects.ts';
