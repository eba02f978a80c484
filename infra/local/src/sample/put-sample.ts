import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { SampleObject } from './sample-objects.ts';

/** Objects sent at the same time. */
export const UPLOADS_IN_FLIGHT = 8;
/** Streams go up in parts of this size; S3 takes no smaller one but the last. */
export const PART_BYTES = 8 << 20;

export interface PutProgress {
  readonly objects: number;
  readonly bytes: number;
}

/** Puts the objects into the bucket, streams as multipart uploads. Calls `onProgress` after each object. */
export async function putSample(
  client: S3Client,
  bucket: string,
  objects: Iterable<SampleObject>,
  onProgress: (progress: PutProgress) => void = () => {},
): Promise<PutProgress> {
  const progress = { objects: 0, bytes: 0 };
  const queue = objects[Symbol.iterator]();
  const upload = async (): Promise<void> => {
    for (let next = queue.next(); !next.done; next = queue.next()) {
      await putOne(client, bucket, next.value);
      progress.objects += 1;
      progress.bytes += next.value.size;
      onProgress({ ...progress });
    }
  };
  await Promise.all(Array.from({ length: UPLOADS_IN_FLIGHT }, upload));
  return progress;
}

async function putOne(client: S3Client, bucket: string, object: SampleObject): Promise<void> {
  const target = { Bucket: bucket, Key: object.key };
  const body = object.body();
  if (body instanceof Uint8Array) {
    await client.send(new PutObjectCommand({ ...target, Body: body, ContentType: object.contentType }));
    return;
  }
  const { UploadId } = await client.send(
    new CreateMultipartUploadCommand({ ...target, ContentType: object.contentType }),
  );
  const upload = { ...target, UploadId };
  try {
    const parts: CompletedPart[] = [];
    for await (const part of inParts(body)) {
      const PartNumber = parts.length + 1;
      const { ETag } = await client.send(new UploadPartCommand({ ...upload, PartNumber, Body: part }));
      parts.push({ PartNumber, ETag });
    }
    await client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts: parts } }));
  } catch (error) {
    await client.send(new AbortMultipartUploadCommand(upload)).catch(() => {});
    throw error;
  }
}

/** The stream in pieces of PART_BYTES, the last one shorter. */
async function* inParts(stream: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let pending: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    let rest = chunk;
    while (length + rest.length >= PART_BYTES) {
      const take = PART_BYTES - length;
      yield Buffer.concat([...pending, rest.subarray(0, take)]);
      rest = rest.subarray(take);
      pending = [];
      length = 0;
    }
    if (rest.length > 0) pending.push(rest);
    length += rest.length;
  }
  if (length > 0) yield Buffer.concat(pending);
}
