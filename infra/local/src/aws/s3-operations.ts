import * as bucket from './bucket-operations.ts';
import * as removal from './delete-operations.ts';
import * as list from './list-operations.ts';
import * as multipart from './multipart-operations.ts';
import { getObject, headObject } from './read-operations.ts';
import type { S3Route } from './route-s3.ts';
import type { S3Operation } from './s3-call.ts';
import * as tagging from './tag-operations.ts';
import { putObject } from './write-operations.ts';

const route = (
  method: string,
  level: S3Route<S3Operation>['level'],
  required: readonly string[],
  operation: S3Operation,
  optional: readonly string[] = [],
): S3Route<S3Operation> => ({ method, level, required, optional, operation });

const LISTING = ['prefix', 'delimiter', 'max-keys', 'encoding-type'];

/** Everything that the local S3 does. Whatever is not here is answered with NotImplemented. */
export const S3_ROUTES: readonly S3Route<S3Operation>[] = [
  route('GET', 'service', [], bucket.listBuckets),
  route('PUT', 'bucket', [], bucket.createBucket),
  route('HEAD', 'bucket', [], bucket.headBucket),
  route('DELETE', 'bucket', [], bucket.deleteBucket),
  route('GET', 'bucket', ['location'], bucket.getBucketLocation),
  route('GET', 'bucket', ['versioning'], bucket.getBucketVersioning),
  route('PUT', 'bucket', ['versioning'], bucket.putBucketVersioning),
  route('GET', 'bucket', ['notification'], bucket.getBucketNotification),
  route('PUT', 'bucket', ['notification'], bucket.putBucketNotification),
  route('GET', 'bucket', ['list-type'], list.listObjectsV2, [
    ...LISTING,
    'continuation-token',
    'start-after',
    'fetch-owner',
  ]),
  route('GET', 'bucket', [], list.listObjects, [...LISTING, 'marker']),
  route('GET', 'bucket', ['versions'], list.listObjectVersions, [
    'prefix',
    'max-keys',
    'encoding-type',
    'key-marker',
    'version-id-marker',
  ]),
  route('POST', 'bucket', ['delete'], removal.deleteObjects),
  route('GET', 'object', [], getObject, ['versionId']),
  route('HEAD', 'object', [], headObject, ['versionId']),
  route('PUT', 'object', [], putObject),
  route('DELETE', 'object', [], removal.deleteObject, ['versionId']),
  route('POST', 'object', ['restore'], removal.restoreObject, ['versionId']),
  route('GET', 'object', ['tagging'], tagging.getObjectTagging, ['versionId']),
  route('PUT', 'object', ['tagging'], tagging.putObjectTagging, ['versionId']),
  route('DELETE', 'object', ['tagging'], tagging.deleteObjectTagging, ['versionId']),
  route('POST', 'object', ['uploads'], multipart.createMultipartUpload),
  route('PUT', 'object', ['uploadId', 'partNumber'], multipart.uploadPart),
  route('POST', 'object', ['uploadId'], multipart.completeMultipartUpload),
  route('DELETE', 'object', ['uploadId'], multipart.abortMultipartUpload),
];
