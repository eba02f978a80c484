import type { ObjectFacts } from '@dowser/contracts';

/** `key=value`, or `key` for any value. */
export interface TagTerm {
  readonly key: string;
  /** null: any value. */
  readonly value: string | null;
}

/** What is scanned at all. An empty list or a null means: no such filter. */
export interface ObjectFilter {
  /** Keys that start with one of these. */
  readonly prefixes: readonly string[];
  readonly excludePrefixes: readonly string[];
  /** Keys that end with one of these. */
  readonly suffixes: readonly string[];
  readonly excludeSuffixes: readonly string[];
  /** Stored bytes, both inclusive. */
  readonly minBytes: number | null;
  readonly maxBytes: number | null;
  readonly storageClasses: readonly string[];
  /** ISO 8601 UTC: at or after. */
  readonly modifiedAfter: string | null;
  /** ISO 8601 UTC: before. */
  readonly modifiedBefore: string | null;
  /** Objects with at least one of these. */
  readonly tags: readonly TagTerm[];
  readonly excludeTags: readonly TagTerm[];
}

/**
 * The filter that excludes the object, in words, or null. A fact that the source does not carry ('' / null / -1) and
 * tags that were not fetched (null) exclude nothing.
 */
export function excludedBy(
  object: ObjectFacts,
  tags: Readonly<Record<string, string>> | null,
  filter: ObjectFilter,
): string | null {
  return excludedByKey(object.key, filter) ?? excludedByFacts(object, filter) ?? excludedByTags(tags, filter);
}

function excludedByKey(key: string, filter: ObjectFilter): string | null {
  if (filter.prefixes.length > 0 && !filter.prefixes.some((prefix) => key.startsWith(prefix))) {
    return 'prefix: the key starts with none of the included prefixes';
  }
  const prefix = filter.excludePrefixes.find((excluded) => key.startsWith(excluded));
  if (prefix !== undefined) return `prefix: ${prefix} is excluded`;
  if (filter.suffixes.length > 0 && !filter.suffixes.some((suffix) => key.endsWith(suffix))) {
    return 'suffix: the key ends with none of the included suffixes';
  }
  const suffix = filter.excludeSuffixes.find((excluded) => key.endsWith(excluded));
  return suffix === undefined ? null : `suffix: ${suffix} is excluded`;
}

function excludedByFacts(object: ObjectFacts, filter: ObjectFilter): string | null {
  const { size, storageClass, lastModified } = object;
  if (size >= 0 && filter.minBytes !== null && size < filter.minBytes) return `size: under ${filter.minBytes} bytes`;
  if (size >= 0 && filter.maxBytes !== null && size > filter.maxBytes) return `size: over ${filter.maxBytes} bytes`;
  if (storageClass !== '' && filter.storageClasses.length > 0 && !filter.storageClasses.includes(storageClass)) {
    return `storage class: ${storageClass} is not included`;
  }
  if (lastModified === null) return null;
  const modifiedMs = Date.parse(lastModified);
  if (filter.modifiedAfter !== null && modifiedMs < Date.parse(filter.modifiedAfter)) {
    return `last modified: before ${filter.modifiedAfter}`;
  }
  if (filter.modifiedBefore !== null && modifiedMs >= Date.parse(filter.modifiedBefore)) {
    return `last modified: not before ${filter.modifiedBefore}`;
  }
  return null;
}

function excludedByTags(tags: Readonly<Record<string, string>> | null, filter: ObjectFilter): string | null {
  if (tags === null) return null;
  const has = ({ key, value }: TagTerm): boolean => Object.hasOwn(tags, key) && (value === null || tags[key] === value);
  if (filter.tags.length > 0 && !filter.tags.some(has)) return 'tag: the object has none of the included tags';
  const excluded = filter.excludeTags.find(has);
  return excluded === undefined ? null : `tag: ${printTag(excluded)} is excluded`;
}

const printTag = ({ key, value }: TagTerm): string => (value === null ? key : `${key}=${value}`);

/** True when a decision needs the object's tags. */
export const filtersByTag = (filter: ObjectFilter): boolean => filter.tags.length > 0 || filter.excludeTags.length > 0;
