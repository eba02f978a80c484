/** Longest family that is kept: agents are written by their senders. */
export const FAMILY_LIMIT = 48;

/** What the SDKs put before their own name, or what hides a browser. */
const RENAMED: Readonly<Record<string, string>> = { mozilla: 'browser', opera: 'browser' };

/**
 * The program behind a User-Agent header, lower case, without its version: `aws-cli`, `boto3`, `s3console`, `browser`.
 * CloudTrail puts brackets around what S3 passes on. '' when there is none, `other` when it names no program.
 */
export function userAgentFamily(agent: string): string {
  const bare = agent
    .trim()
    .replace(/^\[(.*)\]$/s, '$1')
    .trim();
  if (bare === '' || bare === '-') return '';
  const product = /^["']?([A-Za-z][A-Za-z0-9._-]*)/.exec(bare)?.[1]?.toLowerCase().slice(0, FAMILY_LIMIT);
  if (product === undefined) return 'other';
  return RENAMED[product] ?? product;
}
