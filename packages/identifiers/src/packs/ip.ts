import { ALWAYS_HIGH } from '../severity.ts';
import type { Pack } from './pack.ts';

export const ip: Pack = {
  id: 'ip',
  name: 'Intellectual property and restricted documents',
  level: 'Confidential',
  sources: ['18 U.S.C. 1839(3)', 'Directive (EU) 2016/943'],
  identifiers: [
    'CONFIDENTIALITY_LABEL',
    'TLP_LABEL',
    'GOVERNMENT_CLASSIFICATION_MARKING',
    'TRADE_SECRET_PHRASE',
    'PATENT_APPLICATION_PHRASE',
    'PATENT_APPLICATION_NUMBER',
  ],
  categories: [],
  countries: [],
  severity: { GOVERNMENT_CLASSIFICATION_MARKING: ALWAYS_HIGH },
};
