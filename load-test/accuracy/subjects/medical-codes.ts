import { luhnDigit, verhoeffDigit } from '../check-digits.ts';
import { oneOf, textOf } from '../random.ts';
import { type Subject, subject } from '../subject.ts';

/** Codes of diagnoses, procedures, tests and records, as their registries describe them. */
export const medicalCodes: readonly Subject[] = [
  subject(
    'ICD_10_CODE',
    'format',
    'ICD-10; diagnosis code; dx; primary dx; Diagnose; diagnóstico; CIM-10',
    oneOf('[A-TV-Z]##', '[A-TV-Z]##.#', '[A-TV-Z]##.##', 'S##.##1A', '[EJM]####', 'C4A.#', 'Z3A.##'),
  ),
  subject(
    'ICD_10_PCS_CODE',
    'format',
    'ICD-10-PCS; procedure code',
    // Sections, body systems and operations that exist; the middle letter keeps it from being a number.
    oneOf('0(2|D|F|H|S)[1-9BHJTQ][0-9](0|3|4)[DJZ]Z', 'B(0|2|W)[0-4]#(0|1|Z)ZZ', '3E0#3(3|G|P)Z'),
  ),
  subject(
    'CPT_CODE',
    'format',
    'CPT; CPT code; CPT-4',
    oneOf('99[2-4]##', '[1-9]####', '[1-9]####-(25|59|26|76)', '0###T', '1###F'),
  ),
  subject('LOINC_CODE', 'checksum', 'LOINC; LOINC code', (random) => {
    const number = textOf(random, random.pick(['[1-9]##', '[1-9]###', '[1-9]####']));
    return `${number}-${luhnDigit(number)}`;
  }),
  subject('SNOMED_CT_IDENTIFIER', 'checksum', 'SNOMED CT; snomed code; SCTID', (random) => {
    // Of the core, or of an extension: item, namespace, partition; 18 digits at most with the check.
    const component = random.chance(0.7)
      ? `${textOf(random, random.pick(['[1-9]####', '[1-9]#######']))}00`
      : `${textOf(random, '[1-9]#####')}100012410`;
    return component + verhoeffDigit(component);
  }),
  subject(
    'MEDICAL_RECORD_NUMBER',
    'format',
    'MRN; medical record number; patient ID; chart number; hospital number; UHID',
    oneOf('########', '[1-9]######', 'MR#######', 'H-#######', '##-##-##', '###-##-####'),
  ),
  subject('CLIA_NUMBER', 'format', 'CLIA; CLIA number; CLIA ID', oneOf('(05|10|14|33|39|45)D#######')),
];
