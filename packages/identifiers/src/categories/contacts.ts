import type { DataIdentifier } from '../data-identifier.ts';
import { LOW_TO_HIGH } from '../severity.ts';
import { emailAddress } from '../validators/email-address.ts';

export const contacts: readonly DataIdentifier[] = [
  {
    id: 'EMAIL_ADDRESS',
    name: 'Email address',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`\b[A-Za-z0-9_][A-Za-z0-9.!#$%&'*+/=?^_\x60{|}~-]{0,63}@[A-Za-z0-9][A-Za-z0-9.-]{0,250}\.[A-Za-z]{2,24}\b`,
    keywords: [],
    keyword: 'none',
    validate: emailAddress,
    severity: LOW_TO_HIGH,
    recommended: false,
    sources: ['RFC 5321, section 4.1.2', 'RFC 1035'],
    examples: ['alice@example.com', 'mail <bob.o+list@mail.example.co.uk>.'],
    counterExamples: [
      { text: 'alice@example..com', stoppedBy: 'bad-format' },
      { text: 'alice..b@example.com', stoppedBy: 'bad-format' },
      { text: 'alice@localhost', stoppedBy: 'pattern' },
    ],
  },
];
