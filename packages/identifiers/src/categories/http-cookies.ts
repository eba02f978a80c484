import type { DataIdentifier } from '../data-identifier.ts';
import { LOW_TO_HIGH } from '../severity.ts';

const NAME = String.raw`[!#$%&'*+.^_\x60|~0-9A-Za-z-]{1,128}`;
const VALUE = String.raw`[!#-&(-+.-:<-[\]-~-]`;
/** A value, and the attributes or further cookies after it. */
const REST = String.raw`${VALUE}{1,500}(?:;(?:(?:, | )?[!#-&(-+.-~-]){0,500})?`;

export const httpCookies: readonly DataIdentifier[] = [
  {
    id: 'HTTP_COOKIE',
    name: 'HTTP cookie header',
    category: 'PERSONAL_INFORMATION',
    // A longer header is reported by its first part. The space or quote after the colon tells it from a property of minified code.
    pattern: String.raw`(?i:\b(?:set-)?cookie)(?:: {1,8}["']?|["']: ?["'])${NAME}=${REST}`,
    // A name with a hyphen is no property.
    also: [{ pattern: String.raw`(?i:\bset-cookie):${NAME}=${REST}` }],
    keywords: [],
    keyword: 'none',
    severity: LOW_TO_HIGH,
    recommended: false,
    sources: ['RFC 6265, sections 4.1 and 4.2'],
    examples: [
      'Cookie: session=6f1b2c; theme=dark',
      'Set-Cookie:sid=38afes7a8',
      'Set-Cookie: id=a3fWa; Expires=Wed, 21 Oct 2026 07:28:00 GMT; Secure; HttpOnly',
      `{"cookie": "sid=31d4d96e407aad42"}`,
    ],
    counterExamples: [
      { text: 'Cookie: chocolate chip', stoppedBy: 'pattern' },
      { text: 'const cookie: string = read()', stoppedBy: 'pattern' },
      { text: 'session=6f1b2c; theme=dark', stoppedBy: 'pattern' },
    ],
  },
];
