import type { Pack } from './pack.ts';

export const credentials: Pack = {
  id: 'credentials',
  name: 'Keys, tokens and passwords',
  level: 'Highly Confidential',
  sources: ['NIST SP 800-63B', 'OWASP Secrets Management Cheat Sheet'],
  identifiers: [],
  categories: ['CREDENTIALS'],
  countries: [],
  severity: {},
};
