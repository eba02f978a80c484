import { RejectCode, type Topic } from '@dowser/contracts';
import { RejectError } from './errors.ts';

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Of everything that does not fit, so much is named. */
export const ISSUES_TOLD = 20;

/** A record's value as its topic's type. Throws RejectError: MALFORMED_JSON, or UNKNOWN_SCHEMA with the paths that do not fit. */
export function decode<T>(topic: Topic<T>, value: Uint8Array): T {
  let json: unknown;
  try {
    json = JSON.parse(decoder.decode(value));
  } catch (cause) {
    throw new RejectError(RejectCode.MalformedJson, `${topic.name}: the value is not UTF-8 JSON`, { cause });
  }
  const parsed = topic.schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  const paths = issues.slice(0, ISSUES_TOLD).map((issue) => `${issue.path.join('.') || '(root)'}: ${issue.message}`);
  if (issues.length > ISSUES_TOLD) paths.push(`and ${issues.length - ISSUES_TOLD} more`);
  throw new RejectError(
    RejectCode.UnknownSchema,
    `${topic.name}: does not fit schema version ${topic.version}: ${paths.join('; ')}`,
  );
}

/** A value of the topic's type as the bytes of a record. */
export function encode<T>(_topic: Topic<T>, value: T): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}
