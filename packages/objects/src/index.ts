export { createFilesystemObjectStore, type FilesystemObjectStoreOptions } from './filesystem-object-store.ts';
export { mapS3Error, type S3Request } from './map-s3-error.ts';
export { CallOutcome, measureObjectStore, type OnCall } from './measure-object-store.ts';
export * from './object-error.ts';
export { type OpenObjectStoreOptions, openObjectStore } from './open-object-store.ts';
export { type Pace, paceObjectStore } from './pace-object-store.ts';
export type * from './port.ts';
export {
  createS3Client,
  createS3ObjectStore,
  type S3ConnectionOptions,
  type S3ObjectStoreOptions,
} from './s3-object-store.ts';
