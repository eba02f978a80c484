import { S3Error } from './s3-error.ts';

/** Source: Amazon S3 user guide, "Categorizing your objects using tags". */
export const TAG_LIMIT = 10;
/** Characters. */
export const TAG_KEY_LIMIT = 128;
export const TAG_VALUE_LIMIT = 256;

export type Tags = Readonly<Record<string, string>>;

/** `x-amz-tagging: key=value&key=value`, URL-encoded. */
export function parseTagHeader(value: string): Tags {
  return checkedTags([...new URLSearchParams(value)]);
}

/** The tags, within S3's limits. Throws InvalidTag or BadRequest. */
export function checkedTags(pairs: readonly (readonly [string, string])[]): Tags {
  if (pairs.length > TAG_LIMIT) throw new S3Error(400, 'BadRequest', `Object tags cannot be greater than ${TAG_LIMIT}`);
  for (const [key, value] of pairs) {
    if (key === '' || key.length > TAG_KEY_LIMIT)
      throw new S3Error(400, 'InvalidTag', 'The TagKey you have provided is invalid');
    if (value.length > TAG_VALUE_LIMIT)
      throw new S3Error(400, 'InvalidTag', 'The TagValue you have provided is invalid');
  }
  const tags = Object.fromEntries(pairs);
  if (Object.keys(tags).length < pairs.length) {
    throw new S3Error(400, 'InvalidTag', 'Cannot provide multiple Tags with the same key');
  }
  return tags;
}
