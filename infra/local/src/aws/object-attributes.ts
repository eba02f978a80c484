import { createHash } from 'node:crypto';
import type { ObjectAttributes, Version } from './object-database.ts';
import { header, type S3Call } from './s3-call.ts';
import { notImplemented, S3Error } from './s3-error.ts';
import { parseTagHeader } from './tags.ts';

const KEPT_HEADERS = ['content-type', 'cache-control', 'content-disposition', 'content-language', 'expires'];
const STORAGE_CLASSES = new Set([
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER',
  'DEEP_ARCHIVE',
  'GLACIER_IR',
]);
const ARCHIVED = new Set(['GLACIER', 'DEEP_ARCHIVE']);
const ACCEPTED_ACLS = new Set(['', 'private', 'bucket-owner-full-control']);
const REFUSED_HEADERS = /^x-amz-(object-lock-|grant-|website-redirect-location|write-offset-bytes)/;

/** Refuses what would otherwise be quietly forgotten. */
export function refuseUnknownHeaders(call: S3Call): void {
  for (const name of Object.keys(call.request.headers)) {
    if (REFUSED_HEADERS.test(name)) throw notImplemented(`The header ${name}`);
  }
  if (!ACCEPTED_ACLS.has(header(call, 'x-amz-acl'))) {
    throw new S3Error(400, 'AccessControlListNotSupported', 'The bucket does not allow ACLs');
  }
}

/** What the headers of a PUT, a copy or a new upload say of the object to be. */
export function attributesFromHeaders(call: S3Call): ObjectAttributes {
  refuseUnknownHeaders(call);
  const storageClass = header(call, 'x-amz-storage-class') || 'STANDARD';
  if (!STORAGE_CLASSES.has(storageClass)) {
    throw new S3Error(400, 'InvalidStorageClass', 'The storage class you specified is not valid');
  }
  const { encryption, customerKeyMd5 } = encryptionFromHeaders(call);
  return {
    headers: keptHeaders(call),
    storageClass,
    encryption,
    customerKeyMd5,
    tags: parseTagHeader(header(call, 'x-amz-tagging')),
    restored: false,
  };
}

function keptHeaders(call: S3Call): Record<string, string> {
  const kept: Record<string, string> = { 'content-type': 'binary/octet-stream' };
  for (const [name, value] of Object.entries(call.request.headers)) {
    if (typeof value !== 'string') continue;
    if (KEPT_HEADERS.includes(name) || name.startsWith('x-amz-meta-')) kept[name] = value;
  }
  const codings = header(call, 'content-encoding')
    .split(',')
    .map((coding) => coding.trim());
  const encoding = codings.filter((coding) => coding !== '' && coding !== 'aws-chunked').join(',');
  return encoding === '' ? kept : { ...kept, 'content-encoding': encoding };
}

function encryptionFromHeaders(call: S3Call): Pick<ObjectAttributes, 'encryption' | 'customerKeyMd5'> {
  const algorithm = header(call, 'x-amz-server-side-encryption-customer-algorithm');
  if (algorithm !== '') {
    const customerKeyMd5 = checkedCustomerKey(call);
    return {
      customerKeyMd5,
      encryption: {
        'x-amz-server-side-encryption-customer-algorithm': algorithm,
        'x-amz-server-side-encryption-customer-key-md5': customerKeyMd5,
      },
    };
  }
  const name = header(call, 'x-amz-server-side-encryption') || 'AES256';
  if (!['AES256', 'aws:kms', 'aws:kms:dsse'].includes(name)) {
    throw new S3Error(400, 'InvalidArgument', `The encryption method specified is not supported: ${name}`);
  }
  const keyId = header(call, 'x-amz-server-side-encryption-aws-kms-key-id');
  const keyHeader = keyId === '' ? {} : { 'x-amz-server-side-encryption-aws-kms-key-id': keyId };
  return { customerKeyMd5: '', encryption: { 'x-amz-server-side-encryption': name, ...keyHeader } };
}

/** The MD5 of the SSE-C key that came with the request. */
function checkedCustomerKey(call: S3Call): string {
  const key = Buffer.from(header(call, 'x-amz-server-side-encryption-customer-key'), 'base64');
  const md5 = createHash('md5').update(key).digest('base64');
  if (key.length !== 32 || md5 !== header(call, 'x-amz-server-side-encryption-customer-key-md5')) {
    throw new S3Error(400, 'InvalidArgument', 'The secret key was invalid for the specified algorithm.');
  }
  return md5;
}

/** Throws as S3 does when an object may not be read: another key than it was encrypted with. */
export function checkCustomerKey(call: S3Call, { attributes }: Version): void {
  const sent = header(call, 'x-amz-server-side-encryption-customer-algorithm') === '' ? '' : checkedCustomerKey(call);
  if (sent === attributes.customerKeyMd5) return;
  if (attributes.customerKeyMd5 === '') {
    throw new S3Error(400, 'InvalidRequest', 'The encryption parameters are not applicable to this object.');
  }
  if (sent !== '') throw new S3Error(403, 'AccessDenied', 'Access Denied');
  throw new S3Error(
    400,
    'InvalidRequest',
    'The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.',
  );
}

export const isArchived = ({ attributes }: Version): boolean => ARCHIVED.has(attributes.storageClass);

/** An archived object is not readable until it was restored. */
export function checkStorageClass(version: Version): void {
  if (!isArchived(version) || version.attributes.restored) return;
  throw new S3Error(403, 'InvalidObjectState', "The operation is not valid for the object's storage class", {
    details: { StorageClass: version.attributes.storageClass },
  });
}
