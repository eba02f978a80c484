import type { Validator } from '../data-identifier.ts';

function decode(part: string): string {
  return Buffer.from(part, 'base64url').toString('utf8');
}

function algorithmOf(header: string): unknown {
  try {
    const parsed: unknown = JSON.parse(decode(header));
    return parsed !== null && typeof parsed === 'object' && 'alg' in parsed ? parsed.alg : undefined;
  } catch {
    return undefined;
  }
}

/** A JWS in compact form: a JSON header that names its algorithm, then a payload that begins like a JSON object. Source: RFC 7515, RFC 7519. */
export const jsonWebToken: Validator = (value) => {
  const [header = '', payload = ''] = value.split('.');
  if (typeof algorithmOf(header) !== 'string') return 'bad-format';
  return decode(payload).trimStart().startsWith('{') ? null : 'bad-format';
};
