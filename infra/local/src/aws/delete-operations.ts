import { isArchived } from './object-attributes.ts';
import type { Bucket, Version } from './object-database.ts';
import { existingVersion } from './read-operations.ts';
import { receiveText } from './receive-body.ts';
import { bucketOf, notify, type S3Answer, type S3Call, shownVersionId, versionHeader } from './s3-call.ts';
import { S3Error } from './s3-error.ts';
import { newVersionId, wholeSecond } from './write-operations.ts';
import { buildXml, children, parseXml, text } from './xml.ts';

/** Keys of one DeleteObjects request. Source: Amazon S3 API reference, DeleteObjects. */
export const DELETE_LIMIT = 1000;
const EMPTY_MD5 = 'd41d8cd98f00b204e9800998ecf8427e';
const DAY_MS = 86_400_000;

/** What a deletion did: the version removed, or the delete marker made. */
interface Deletion {
  readonly versionId: string;
  readonly marker: boolean;
}

/** Undefined when there was nothing to delete, which S3 counts as success. */
async function deleteKey(call: S3Call, bucket: Bucket, key: string, versionId: string): Promise<Deletion | undefined> {
  if (versionId === '' && bucket.versioning !== '') return addDeleteMarker(call, bucket, key);
  const version = call.db.version(bucket.name, key, versionId);
  if (version === undefined) return undefined;
  call.db.remove(version);
  await call.blobs.remove(version.blobs);
  await notify(call, bucket, 'ObjectRemoved:Delete', {
    key,
    versionId: shownVersionId(bucket, version.versionId),
    sequencer: call.db.nextSequencer(),
  });
  return { versionId: version.versionId, marker: version.deleteMarker };
}

async function addDeleteMarker(call: S3Call, bucket: Bucket, key: string): Promise<Deletion> {
  const marker: Omit<Version, 'latest'> = {
    bucket: bucket.name,
    key,
    versionId: newVersionId(bucket),
    sequencer: call.db.nextSequencer(),
    deleteMarker: true,
    size: 0,
    etag: '',
    lastModified: wholeSecond(),
    blobs: [],
    attributes: {
      headers: {},
      storageClass: 'STANDARD',
      encryption: {},
      customerKeyMd5: '',
      tags: {},
      restored: false,
    },
  };
  await call.blobs.remove(call.db.insert(marker));
  await notify(call, bucket, 'ObjectRemoved:DeleteMarkerCreated', {
    key,
    eTag: EMPTY_MD5,
    versionId: marker.versionId,
    sequencer: marker.sequencer,
  });
  return { versionId: marker.versionId, marker: true };
}

export async function deleteObject(call: S3Call): Promise<S3Answer> {
  const bucket = bucketOf(call);
  const deletion = await deleteKey(call, bucket, call.key, call.query.get('versionId') ?? '');
  if (deletion === undefined) return { status: 204 };
  return {
    status: 204,
    headers: {
      ...versionHeader(bucket, deletion.versionId),
      ...(deletion.marker ? { 'x-amz-delete-marker': 'true' } : {}),
    },
  };
}

export async function deleteObjects(call: S3Call): Promise<S3Answer> {
  const bucket = bucketOf(call);
  const request = parseXml(await receiveText(call.request), 'Delete');
  const objects = children(request, 'Object');
  if (objects.length === 0 || objects.length > DELETE_LIMIT) {
    throw new S3Error(400, 'MalformedXML', `DeleteObjects takes 1 to ${DELETE_LIMIT} keys, not ${objects.length}`);
  }
  const deleted: object[] = [];
  for (const object of objects) {
    const key = text(object, 'Key');
    const asked = text(object, 'VersionId');
    const deletion = await deleteKey(call, bucket, key, asked);
    deleted.push({
      Key: key,
      ...(asked === '' ? {} : { VersionId: asked }),
      ...(deletion?.marker === true ? { DeleteMarker: 'true', DeleteMarkerVersionId: deletion.versionId } : {}),
    });
  }
  const quiet = text(request, 'Quiet') === 'true';
  return { status: 200, body: buildXml('DeleteResult', quiet ? {} : { Deleted: deleted }) };
}

/** An archived object becomes readable at once: there is no tape to wait for. */
export async function restoreObject(call: S3Call): Promise<S3Answer> {
  const bucket = bucketOf(call);
  const version = existingVersion(call, bucket);
  if (!isArchived(version)) {
    throw new S3Error(403, 'InvalidObjectState', "Restore is not allowed for the object's current storage class");
  }
  const request = parseXml(await receiveText(call.request), 'RestoreRequest');
  const days = Number(text(request, 'Days') || '1');
  call.db.setAttributes(version, { ...version.attributes, restored: true });
  const object = {
    key: call.key,
    size: version.size,
    eTag: version.etag,
    versionId: shownVersionId(bucket, version.versionId),
  };
  await notify(call, bucket, 'ObjectRestore:Post', object);
  await notify(call, bucket, 'ObjectRestore:Completed', object, {
    expiresAt: new Date(Date.now() + days * DAY_MS),
    storageClass: version.attributes.storageClass,
  });
  return { status: version.attributes.restored ? 200 : 202 };
}
