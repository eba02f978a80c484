import type { DataIdentifier } from '../data-identifier.ts';
import { LOW_TO_HIGH, MEDIUM_THEN_HIGH } from '../severity.ts';
import { allOf } from '../validators/all-of.ts';
import { luhn } from '../validators/luhn.ts';
import { never, neverAt, neverUniform } from '../validators/never.ts';
import { snomedIdentifier } from '../validators/snomed-identifier.ts';

type MedicalRow = Omit<DataIdentifier, 'category' | 'keyword' | 'recommended'>;

function medical(row: MedicalRow): DataIdentifier {
  return { ...row, category: 'PERSONAL_INFORMATION', keyword: 'required', recommended: false };
}

/** Diagnoses, procedures, laboratory codes and record numbers. All are short: a keyword must be near. */
export const medicalCodes: readonly DataIdentifier[] = [
  medical({
    id: 'ICD_10_CODE',
    name: 'ICD-10 diagnosis code',
    pattern: String.raw`\b[A-TV-Z]\d[0-9AB](?:\.[0-9A-Z]{1,4}|[0-9A-Z]{1,4})?\b`,
    keywords: [
      'icd',
      'icd 10',
      'icd10',
      'icd code',
      'icd 10 cm',
      'diagnosis',
      'diagnosis code',
      'diagnoses',
      'dx',
      'dx code',
      'diagnostic code',
      'admitting diagnosis',
      'cie 10',
      'cim 10',
      'icd 10 gm',
      'primary dx',
      'diag code',
      'diagnosecode',
      'diagnóstico',
      'diagnose',
    ],
    severity: LOW_TO_HIGH,
    sources: ['https://www.cms.gov/medicare/coding-billing/icd-10-codes', 'https://icd.who.int/browse10'],
    examples: ['diagnosis code: E11.9', 'ICD-10: S72.001A', '{"dx":"J45909"}'],
    counterExamples: [
      { text: 'room E11.9', stoppedBy: 'keyword-missing' },
      { text: 'diagnosis: U1', stoppedBy: 'pattern' },
      { text: 'diagnosis: 11.9', stoppedBy: 'pattern' },
    ],
  }),
  medical({
    id: 'ICD_10_PCS_CODE',
    name: 'ICD-10 procedure code',
    pattern: String.raw`\b[0-9BCDFGHX][0-9A-HJ-NP-Z]{6}\b`,
    keywords: ['icd 10 pcs', 'icd10pcs', 'pcs code', 'procedure code', 'procedure codes'],
    validate: allOf(never(/^[A-Z]+$/, 'bad-format'), neverUniform),
    severity: LOW_TO_HIGH,
    sources: ['https://www.cms.gov/medicare/coding-billing/icd-10-codes'],
    examples: ['procedure code 0DTJ4ZZ', 'ICD-10-PCS: 02703DZ'],
    counterExamples: [
      { text: 'procedure code CHANGED', stoppedBy: 'bad-format' },
      { text: 'order 0DTJ4ZZ', stoppedBy: 'keyword-missing' },
    ],
  }),
  medical({
    id: 'CPT_CODE',
    name: 'CPT procedure code',
    pattern: String.raw`\b\d{4}[0-9FTU](?:-\d{2})?\b`,
    keywords: ['cpt', 'cpt code', 'cpt codes', 'cpt-4'],
    severity: LOW_TO_HIGH,
    sources: ['https://www.ama-assn.org/practice-management/cpt'],
    examples: ['CPT code: 99213', 'CPT 0075T', '{"cpt":"99213-25"}'],
    counterExamples: [
      { text: 'ZIP 99213', stoppedBy: 'keyword-missing' },
      { text: 'CPT 9921', stoppedBy: 'pattern' },
    ],
  }),
  medical({
    id: 'LOINC_CODE',
    name: 'LOINC laboratory code',
    pattern: String.raw`\b\d{3,5}-\d\b`,
    keywords: ['loinc', 'loinc code', 'lab code', 'test code'],
    validate: luhn,
    severity: LOW_TO_HIGH,
    sources: ['https://loinc.org/kb/users-guide/'],
    examples: ['LOINC 2345-7', '{"loinc":"718-7"}'],
    counterExamples: [
      { text: 'LOINC 2345-8', stoppedBy: 'bad-checksum' },
      { text: 'score 2345-7', stoppedBy: 'keyword-missing' },
    ],
  }),
  medical({
    id: 'SNOMED_CT_IDENTIFIER',
    name: 'SNOMED CT identifier',
    pattern: String.raw`\b[1-9]\d{5,17}\b`,
    keywords: ['snomed', 'snomed ct', 'snomed code', 'sctid', 'concept id'],
    validate: snomedIdentifier,
    severity: LOW_TO_HIGH,
    sources: ['https://confluence.ihtsdotools.org/display/DOCRELFMT/6+SNOMED+CT+Identifiers'],
    examples: ['SNOMED CT: 73211009', '{"sctid":"22298006"}'],
    counterExamples: [
      { text: 'SNOMED CT: 73211008', stoppedBy: 'bad-checksum' },
      { text: 'SNOMED CT: 73211999', stoppedBy: 'bad-format' },
      { text: 'order 73211009', stoppedBy: 'keyword-missing' },
    ],
  }),
  medical({
    id: 'MEDICAL_RECORD_NUMBER',
    name: 'Medical record number',
    pattern: String.raw`\b(?:MRN?[ :#-]{0,2})?(?P<value>[A-Z]{0,3}-?\d{6,10}|\d{2,3}-\d{2,3}-\d{2,4})\b`,
    keywords: [
      'mrn',
      'medical record',
      'medical record number',
      'medical record no',
      'patient id',
      'patient identifier',
      'patient number',
      'patient no',
      'hospital number',
      'chart number',
      'health record number',
      'mr no',
      'mr number',
      'mr#',
      'med rec',
      'med rec no',
      'chart no',
      'pat id',
      'patid',
      'uhid',
      'hospital no',
      'medical rec no',
      'patient record',
      'pt id',
    ],
    validate: neverUniform,
    severity: MEDIUM_THEN_HIGH,
    sources: ['45 CFR 164.514(b)(2)(i)(H)', 'HL7 v2.5.1, PID-3'],
    examples: ['MRN: 00483920', 'medical record number H-1029384', '{"patient_id":"4839201"}', 'MRN 48-39-20'],
    counterExamples: [
      { text: 'MRN: 00000000', stoppedBy: 'never-issued' },
      { text: 'order 4839201', stoppedBy: 'keyword-missing' },
      { text: 'MRN: 4839', stoppedBy: 'pattern' },
    ],
  }),
  medical({
    id: 'CLIA_NUMBER',
    name: 'CLIA laboratory number',
    pattern: String.raw`\b\d{2}D\d{7}\b`,
    keywords: ['clia', 'clia number', 'clia id', 'laboratory id'],
    validate: neverAt(0, '00'),
    severity: LOW_TO_HIGH,
    sources: ['https://www.cms.gov/medicare/quality/clinical-laboratory-improvement-amendments'],
    examples: ['CLIA 05D1029384', '{"clia_number":"33D0987654"}'],
    counterExamples: [
      { text: 'CLIA 00D1029384', stoppedBy: 'never-issued' },
      { text: 'part 05D1029384', stoppedBy: 'keyword-missing' },
    ],
  }),
];
