import { ALWAYS_HIGH, MEDIUM_THEN_HIGH } from '../severity.ts';
import type { Pack } from './pack.ts';

export const hipaa: Pack = {
  id: 'hipaa',
  name: 'Health information of people in the United States',
  level: 'Highly Confidential',
  sources: ['45 CFR 160.103', '45 CFR 164.514(b)(2)'],
  identifiers: [
    // The identifiers that de-identification removes.
    'NAME',
    'ADDRESS',
    'DATE_OF_BIRTH',
    'DATE_OF_BIRTH_(NO_KEYWORD)',
    'PHONE_NUMBER',
    'EMAIL_ADDRESS',
    'USA_SOCIAL_SECURITY_NUMBER',
    'MEDICAL_RECORD_NUMBER',
    'USA_HEALTH_INSURANCE_CLAIM_NUMBER',
    'USA_MEDICARE_BENEFICIARY_IDENTIFIER',
    'BANK_ACCOUNT_NUMBER',
    'DRIVERS_LICENSE',
    'USA_PASSPORT_NUMBER',
    'VEHICLE_IDENTIFICATION_NUMBER',
    'VEHICLE_IDENTIFICATION_NUMBER_(NO_KEYWORD)',
    'MEDICAL_DEVICE_UDI',
    'IPV4_ADDRESS',
    'IPV6_ADDRESS',
    // What is said of the person's health, care and those who give it.
    'US_DRUG_ENFORCEMENT_AGENCY_NUMBER',
    'USA_NATIONAL_PROVIDER_IDENTIFIER',
    'USA_NATIONAL_DRUG_CODE',
    'USA_HEALTHCARE_PROCEDURE_CODE',
    'CLIA_NUMBER',
    'ICD_10_CODE',
    'ICD_10_PCS_CODE',
    'CPT_CODE',
    'LOINC_CODE',
    'SNOMED_CT_IDENTIFIER',
  ],
  categories: [],
  countries: [],
  severity: { MEDICAL_RECORD_NUMBER: ALWAYS_HIGH, DATE_OF_BIRTH: MEDIUM_THEN_HIGH, ICD_10_CODE: MEDIUM_THEN_HIGH },
};
