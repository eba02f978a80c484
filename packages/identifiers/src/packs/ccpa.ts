import { MEDIUM_UNTIL_HUNDRED } from '../severity.ts';
import type { Pack } from './pack.ts';

export const ccpa: Pack = {
  id: 'ccpa',
  name: 'Personal information of people in California',
  level: 'Confidential',
  sources: ['California Civil Code 1798.140(v) and (ae)', 'California Civil Code 1798.81.5(d)'],
  identifiers: [
    'NAME',
    'ADDRESS',
    'DATE_OF_BIRTH',
    'DATE_OF_BIRTH_(NO_KEYWORD)',
    'EMAIL_ADDRESS',
    'PHONE_NUMBER',
    'DRIVERS_LICENSE',
    'BANK_ACCOUNT_NUMBER',
    'CREDIT_CARD_NUMBER',
    'CREDIT_CARD_NUMBER_(NO_KEYWORD)',
    'CREDIT_CARD_SECURITY_CODE',
    'CREDIT_CARD_EXPIRATION',
    'HTTP_COOKIE',
    'IPV4_ADDRESS',
    'IPV6_ADDRESS',
    'MAC_ADDRESS',
    'LATITUDE_LONGITUDE',
    'VEHICLE_IDENTIFICATION_NUMBER',
    'VEHICLE_IDENTIFICATION_NUMBER_(NO_KEYWORD)',
    'MEDICAL_RECORD_NUMBER',
    'GENERIC_PASSWORD',
  ],
  categories: [],
  countries: ['USA'],
  // Precise geolocation is sensitive personal information.
  severity: { LATITUDE_LONGITUDE: MEDIUM_UNTIL_HUNDRED },
};
