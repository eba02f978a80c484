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

/** A JSON object begins within so many characters of base 64, unless there is white space before it. */
const BEGINNING = 64;

function beginsLikeObject(payload: string): boolean {
  const beginning = decode(payload.slice(0, BEGINNING)).trimStart();
  return (beginning === '' ? decode(payload).trimStart() : beginning).startsWith('{');
}

/** A JWS in compact form: a JSON header that names its algorithm, then a payload that begins like a JSON object. Source: RFC 7515, RFC 7519. */
export const jsonWebToken: Validator = (value) => {
  const headerEnd = value.indexOf('.');
  if (headerEnd < 0) return 'bad-format';
  const payloadEnd = value.indexOf('.', headerEnd + 1);
  const payload = value.slice(headerEnd + 1, payloadEnd < 0 ? undefined : payloadEnd);
  if (!beginsLikeObject(payload)) return 'bad-format';
  return typeof algorithmOf(value.slice(0, headerEnd)) === 'string' ? null : 'bad-format';
};
