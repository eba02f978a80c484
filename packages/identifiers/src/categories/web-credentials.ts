import type { DataIdentifier } from '../data-identifier.ts';
import { ALWAYS_HIGH } from '../severity.ts';
import { basicCredentials } from '../validators/basic-credentials.ts';
import { jsonWebToken } from '../validators/json-web-token.ts';

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

function token(header: object, payload: object, signature: string): string {
  const parts = [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  return [...parts, signature].join('.');
}

const CLAIMS = { sub: '1234567890', name: 'Synthetic Person', iat: 1_700_000_000 };

export const webCredentials: readonly DataIdentifier[] = [
  {
    id: 'HTTP_BASIC_AUTH_HEADER',
    name: 'HTTP Basic authorization header',
    category: 'CREDENTIALS',
    pattern: String.raw`(?i:\b(?:proxy-)?authorization\\?["']?[ \t]{0,8}[:=][ \t]{0,8}\\?["']?basic[ \t]{1,8})[A-Za-z0-9+/]{2,680}={0,2}`,
    keywords: [],
    keyword: 'none',
    validate: basicCredentials,
    severity: ALWAYS_HIGH,
    recommended: true,
    sources: ['RFC 7617, section 2', 'RFC 9110, section 11'],
    examples: [
      `Authorization: Basic ${base64('alice:correct horse')}`,
      `proxy-authorization: basic ${base64('bob:1')}`,
      `authorization="Basic ${base64('bob:1 2 3')}"`,
      `{"Authorization": "Basic ${base64('carol:secret')}"}`,
    ],
    counterExamples: [
      { text: `Authorization: Basic ${base64('no colon here')}`, stoppedBy: 'bad-format' },
      { text: 'Authorization: Basic authentication', stoppedBy: 'bad-format' },
      { text: `Authorization: Bearer ${base64('alice:secret')}`, stoppedBy: 'pattern' },
    ],
  },
  {
    id: 'JSON_WEB_TOKEN',
    name: 'JSON web token',
    category: 'CREDENTIALS',
    // A longer payload is reported by its first part.
    pattern: String.raw`\bey[A-Za-z0-9_-]{10,600}\.[A-Za-z0-9_-]{2,1000}(?:\.[A-Za-z0-9_-]{0,700})?`,
    keywords: [],
    keyword: 'none',
    validate: jsonWebToken,
    severity: ALWAYS_HIGH,
    recommended: false,
    sources: ['RFC 7519', 'RFC 7515, section 3'],
    examples: [
      `Bearer ${token({ alg: 'HS256', typ: 'JWT' }, CLAIMS, 'c2lnbmF0dXJlLW9mLW5vdGhpbmc')}`,
      token({ alg: 'none' }, CLAIMS, ''),
    ],
    counterExamples: [
      { text: token({ typ: 'JWT' }, CLAIMS, 'c2ln'), stoppedBy: 'bad-format' },
      { text: 'eyes.wide.open and eyJunk12345678.notjson.sig', stoppedBy: 'bad-format' },
      { text: 'eyJhbGciOiJIUzI1NiJ9', stoppedBy: 'pattern' },
    ],
  },
];
