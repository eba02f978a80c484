import { createHash, randomBytes } from 'node:crypto';
import { attributesFromHeaders } from './object-attributes.ts';
import type { Part, Upload } from './object-database.ts';
import { receiveBody, receiveText } from './receive-body.ts';
import { bucketOf, header, type S3Answer, type S3Call, versionHeader } from './s3-call.ts';
import { notImplemented, S3Error } from './s3-error.ts';
import { checkKey, checkWriteConditions, storeObject } from './write-operations.ts';
import { buildXml, children, parseXml, text } from './xml.ts';

/** Source: Amazon S3 user guide, "Amazon S3 multipart upload limits". */
export const PART_LIMIT = 10_000;
/** Of every part but the last. */
export const PART_MIN_BYTES = 5 * 1024 * 1024;

export function createMultipartUpload(call: S3Call): S3Answer {
  bucketOf(call);
  checkKey(call.key);
  const attributes = attributesFromHeaders(call);
  const id = randomBytes(24).toString('base64url');
  call.db.createUpload({ id, bucket: call.bucket, key: call.key, attributes });
  return {
    status: 200,
    headers: { ...attributes.encryption },
    body: buildXml('InitiateMultipartUploadResult', { Bucket: call.bucket, Key: call.key, UploadId: id }),
  };
}

function uploadOf(call: S3Call): Upload {
  bucketOf(call);
  const upload = call.db.upload(call.query.get('uploadId') ?? '', call.bucket, call.key);
  if (upload !== undefined) return upload;
  throw new S3Error(404, 'NoSuchUpload', 'The specified multipart upload does not exist.');
}

export async function uploadPart(call: S3Call): Promise<S3Answer> {
  if (header(call, 'x-amz-copy-source') !== '') throw notImplemented('UploadPartCopy');
  const upload = uploadOf(call);
  const number = Number(call.query.get('partNumber'));
  if (!Number.isInteger(number) || number < 1 || number > PART_LIMIT) {
    throw new S3Error(400, 'InvalidArgument', `Part number must be an integer between 1 and ${PART_LIMIT}, inclusive`);
  }
  const { blob, md5 } = await call.blobs.save(receiveBody(call.request));
  if (call.db.upload(upload.id, call.bucket, call.key) === undefined) {
    await call.blobs.remove([blob]);
    uploadOf(call);
  }
  await call.blobs.remove(call.db.putPart(upload.id, { number, etag: md5, blob }));
  return { status: 200, headers: { etag: `"${md5}"`, ...upload.attributes.encryption } };
}

export async function completeMultipartUpload(call: S3Call): Promise<S3Answer> {
  const upload = uploadOf(call);
  const request = children(parseXml(await receiveText(call.request), 'CompleteMultipartUpload'), 'Part');
  checkWriteConditions(call);
  const stored = call.db.parts(upload.id);
  const parts = chosenParts(
    request.map((part) => ({ number: Number(text(part, 'PartNumber')), etag: text(part, 'ETag').replaceAll('"', '') })),
    stored,
  );
  const blobs = parts.map((part) => part.blob);
  const etag = multipartEtag(parts.map((part) => part.etag));
  call.db.deleteUpload(upload.id);
  const { bucket, version } = await storeObject(call, 'ObjectCreated:CompleteMultipartUpload', {
    blobs,
    etag,
    attributes: upload.attributes,
  });
  await call.blobs.remove(stored.map((part) => part.blob).filter((blob) => !blobs.includes(blob)));
  return {
    status: 200,
    headers: { ...upload.attributes.encryption, ...versionHeader(bucket, version.versionId) },
    body: buildXml('CompleteMultipartUploadResult', { Bucket: call.bucket, Key: call.key, ETag: `"${etag}"` }),
  };
}

/** The stored parts that the request lists. Throws as S3 does for an unknown, misplaced or too small one. */
export function chosenParts(
  request: readonly { readonly number: number; readonly etag: string }[],
  stored: readonly Part[],
): Part[] {
  if (request.length === 0) throw new S3Error(400, 'MalformedXML', 'You must specify at least one part');
  return request.map(({ number, etag }, i) => {
    if (i > 0 && number <= request[i - 1]!.number) {
      throw new S3Error(400, 'InvalidPartOrder', 'The list of parts was not in ascending order.');
    }
    const part = stored.find((candidate) => candidate.number === number && candidate.etag === etag);
    if (part === undefined) {
      throw new S3Error(400, 'InvalidPart', 'One or more of the specified parts could not be found.', {
        details: { PartNumber: String(number) },
      });
    }
    if (i < request.length - 1 && part.blob.size < PART_MIN_BYTES) {
      throw new S3Error(400, 'EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', {
        details: {
          PartNumber: String(number),
          ProposedSize: String(part.blob.size),
          MinSizeAllowed: String(PART_MIN_BYTES),
        },
      });
    }
    return part;
  });
}

/** MD5 of the parts' MD5s, with their number. */
export function multipartEtag(md5s: readonly string[]): string {
  const all = createHash('md5');
  for (const md5 of md5s) all.update(Buffer.from(md5, 'hex'));
  return `${all.digest('hex')}-${md5s.length}`;
}

export async function abortMultipartUpload(call: S3Call): Promise<S3Answer> {
  const upload = uploadOf(call);
  const blobs = call.db.parts(upload.id).map((part) => part.blob);
  call.db.deleteUpload(upload.id);
  await call.blobs.remove(blobs);
  return { status: 204 };
}
