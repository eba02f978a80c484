import { ALWAYS_HIGH } from '../severity.ts';
import type { Pack } from './pack.ts';

export const pciDss: Pack = {
  id: 'pci-dss',
  name: 'Payment cards: account data',
  level: 'Highly Confidential',
  sources: ['PCI DSS v4.0.1, "Account data"; requirements 3.3 and 3.5'],
  identifiers: [
    'CREDIT_CARD_NUMBER',
    'CREDIT_CARD_NUMBER_(NO_KEYWORD)',
    'CREDIT_CARD_MAGNETIC_STRIPE',
    'CREDIT_CARD_SECURITY_CODE',
    'CREDIT_CARD_EXPIRATION',
  ],
  categories: [],
  countries: [],
  // Sensitive authentication data may not be kept at all once a payment is authorised.
  severity: { CREDIT_CARD_SECURITY_CODE: ALWAYS_HIGH },
};
