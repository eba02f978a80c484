import { MEDIUM_UNTIL_HUNDRED } from '../severity.ts';
import { GDPR_COUNTRIES } from './countries.ts';
import type { Pack } from './pack.ts';

export const gdpr: Pack = {
  id: 'gdpr',
  name: 'Personal data of people in the European Economic Area and the United Kingdom',
  level: 'Confidential',
  sources: ['Regulation (EU) 2016/679, articles 4(1), 9 and 87', 'recital 30 of the same (online identifiers)'],
  identifiers: [
    'NAME',
    'ADDRESS',
    'DATE_OF_BIRTH',
    'DATE_OF_BIRTH_(NO_KEYWORD)',
    'EMAIL_ADDRESS',
    'PHONE_NUMBER',
    'IPV4_ADDRESS',
    'IPV6_ADDRESS',
    'MAC_ADDRESS',
    'HTTP_COOKIE',
    'LATITUDE_LONGITUDE',
    'VEHICLE_IDENTIFICATION_NUMBER',
    'VEHICLE_IDENTIFICATION_NUMBER_(NO_KEYWORD)',
    'CREDIT_CARD_NUMBER',
    'CREDIT_CARD_NUMBER_(NO_KEYWORD)',
    'MEDICAL_RECORD_NUMBER',
    'ICD_10_CODE',
    'SNOMED_CT_IDENTIFIER',
  ],
  categories: [],
  countries: GDPR_COUNTRIES,
  // Data about health are a special category.
  severity: { ICD_10_CODE: MEDIUM_UNTIL_HUNDRED, SNOMED_CT_IDENTIFIER: MEDIUM_UNTIL_HUNDRED },
};
