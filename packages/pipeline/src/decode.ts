import { RejectCode, type Topic } from '@dowser/contracts';
import { RejectError } from './errors.ts';

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Of everything that does not fit, so much is named. */
export const ISSUES_TOLD = 20;

/** A schema's error, as far as it is told. */
interface Misfit {
  readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
}

/** What does not fit, path by path, in one line: `detail.bucket: Required; (root): …`; never a value. */
export function tellIssues({ issues }: Misfit): string {
  const told = issues.slice(0, ISSUES_TOLD).map(({ path, message }) => `${path.join('.') || '(root)'}: ${message}`);
  if (issues.length > ISSUES_TOLD) told.push(`and ${issues.length - ISSUES_TOLD} more`);
  return told.join('; ');
}

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
  throw new RejectError(
    RejectCode.UnknownSchema,
    `${topic.name}: does not fit schema version ${topic.version}: ${tellIssues(parsed.error)}`,
  );
}

/** A value of the topic's type as the bytes of a record. */
export function encode<T>(_topic: Topic<T>, value: T): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}
