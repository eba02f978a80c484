import { existingVersion } from './read-operations.ts';
import { receiveText } from './receive-body.ts';
import { bucketOf, notify, type S3Answer, type S3Call, shownVersionId, versionHeader } from './s3-call.ts';
import { checkedTags, type Tags } from './tags.ts';
import { buildXml, child, children, parseXml, text } from './xml.ts';

export function getObjectTagging(call: S3Call): S3Answer {
  const bucket = bucketOf(call);
  const version = existingVersion(call, bucket);
  const Tag = Object.entries(version.attributes.tags).map(([Key, Value]) => ({ Key, Value }));
  return {
    status: 200,
    headers: versionHeader(bucket, version.versionId),
    body: buildXml('Tagging', { TagSet: { Tag } }),
  };
}

export async function putObjectTagging(call: S3Call): Promise<S3Answer> {
  bucketOf(call);
  const set = child(parseXml(await receiveText(call.request), 'Tagging'), 'TagSet');
  const tags = checkedTags(children(set, 'Tag').map((tag) => [text(tag, 'Key'), text(tag, 'Value')] as const));
  return setTags(call, tags, 'ObjectTagging:Put', 200);
}

export function deleteObjectTagging(call: S3Call): Promise<S3Answer> {
  return setTags(call, {}, 'ObjectTagging:Delete', 204);
}

async function setTags(
  call: S3Call,
  tags: Tags,
  event: 'ObjectTagging:Put' | 'ObjectTagging:Delete',
  status: number,
): Promise<S3Answer> {
  const bucket = bucketOf(call);
  const version = existingVersion(call, bucket);
  call.db.setAttributes(version, { ...version.attributes, tags });
  await notify(call, bucket, event, {
    key: call.key,
    eTag: version.etag,
    versionId: shownVersionId(bucket, version.versionId),
  });
  return { status, headers: versionHeader(bucket, version.versionId) };
}
