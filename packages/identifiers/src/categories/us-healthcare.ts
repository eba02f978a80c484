import type { DataIdentifier } from '../data-identifier.ts';
import { ALWAYS_HIGH, LOW_TO_HIGH } from '../severity.ts';
import { allOf } from '../validators/all-of.ts';
import { deaNumber } from '../validators/dea-number.ts';
import { luhn } from '../validators/luhn.ts';
import { never } from '../validators/never.ts';
import { onPart } from '../validators/on-part.ts';
import { digitsOf } from '../validators/text.ts';
import { uniqueDeviceIdentifier } from '../validators/unique-device-identifier.ts';

/** Claim account number of the Railroad Retirement Board: its prefixes, then 6 or 9 digits. */
const RAILROAD_CLAIM = String.raw`(?:A|CA|H|JA|MA|MH|PA|PD|PH|WA|WCA|WCD|WCH|WD|WH)[ -]?(?:\d{6}|\d{9}|\d{3}-\d{2}-\d{4})`;
const UDI_FORMS: readonly string[] = [
  // GS1: application identifiers in brackets, or the device identifier followed by a production identifier.
  String.raw`\(01\)\d{14}(?:\((?:10|11|17|21)\)[0-9A-Za-z%&*+./_-]{1,20}){0,4}`,
  String.raw`\b01\d{14}(?:(?:11|17)\d{6}){0,2}(?:(?:10|21)[0-9A-Za-z/.-]{1,20}){0,2}\b`,
  // HIBCC: the primary data with its check character, or joined with secondary data.
  String.raw`\B\+[A-Z][0-9A-Z]{3}[0-9A-Z]{1,18}[0-9](?:(?:/[$0-9S][0-9A-Z$+.%-]{1,40}){1,6}|[0-9A-Z$/+%-])`,
  // ICCBBA (ISBT 128): devices with tissue, and blood bags.
  String.raw`\B=/[0-9A-Z]{16}(?:=,\d{6}|=[A-Z]\d{13,15}|=>\d{6}|=\}\d{6}|&,1[0-9A-Z]{19}){0,5}`,
  String.raw`\B=\)[0-9A-Z]{10}&\)[0-9A-Z]{10}\b`,
];

export const usHealthcare: readonly DataIdentifier[] = [
  {
    id: 'US_DRUG_ENFORCEMENT_AGENCY_NUMBER',
    name: 'Drug Enforcement Administration registration number (United States)',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`\b[A-HJ-MP-UXa-hj-mp-ux][A-Za-z9][ -]?\d{7}\b`,
    keywords: ['dea number', 'dea registration', 'dea no', 'dea#', 'dea', 'drug enforcement'],
    keyword: 'required',
    validate: deaNumber,
    severity: ALWAYS_HIGH,
    recommended: false,
    sources: ['21 CFR 1301.13', 'https://www.deadiversion.usdoj.gov/drugreg/registration.html'],
    examples: ['DEA number: AB1234563', 'dea registration F91234563', 'DEA Number MJ6125341'],
    counterExamples: [
      { text: 'DEA number: AB1234564', stoppedBy: 'bad-checksum' },
      { text: 'DEA number: AB0000000', stoppedBy: 'never-issued' },
      { text: 'DEA number: ZB1234563', stoppedBy: 'pattern' },
      { text: 'part AB1234563', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'USA_HEALTH_INSURANCE_CLAIM_NUMBER',
    name: 'Medicare health insurance claim number, HICN (United States)',
    category: 'PERSONAL_INFORMATION',
    // A Social Security number and the beneficiary's code, or a railroad claim number.
    pattern: String.raw`\b(?:(?:\d{9}|\d{3}-\d{2}-\d{4}|\d{3} \d{2} \d{4})[ -]?[A-FHJKMTWa-fhjkmtw][0-9A-Za-z]?|${RAILROAD_CLAIM})\b`,
    keywords: ['health insurance claim number', 'hic no', 'hic no.', 'hic number', 'hic#', 'hicn', 'hicn#.', 'hicno#'],
    keyword: 'required',
    validate: never(/^(?:000|666|9)\d{6}[A-Z]|^\d{3}00\d{4}[A-Z]|^\d{5}0000[A-Z]|^[A-Z]+0+$/),
    severity: ALWAYS_HIGH,
    recommended: false,
    sources: [
      'https://www.ssa.gov/OP_Home/handbook/handbook.html',
      'CMS Medicare General Information manual, chapter 2',
    ],
    examples: ['HICN: 536-22-8726A', 'Health Insurance Claim Number 536228726B1', 'hic no. WCA-123456'],
    counterExamples: [
      { text: 'HICN: 000-22-8726A', stoppedBy: 'never-issued' },
      { text: 'HICN: 536-22-0000A', stoppedBy: 'never-issued' },
      { text: 'HICN: 536-22-8726X', stoppedBy: 'pattern' },
      { text: 'part 536-22-8726A', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'USA_MEDICARE_BENEFICIARY_IDENTIFIER',
    name: 'Medicare beneficiary identifier, MBI (United States)',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`(?i:\b[1-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y][0-9][ -]?[AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y][0-9][ -]?[AC-HJKMNP-RT-Y]{2}[0-9]{2}\b)`,
    keywords: ['mbi', 'medicare beneficiary', 'medicare number', 'medicare id', 'medicare no', 'medicare card'],
    keyword: 'required',
    severity: ALWAYS_HIGH,
    recommended: false,
    sources: ['https://www.cms.gov/medicare/new-medicare-card/understanding-the-mbi.pdf'],
    examples: ['MBI: 1EG4-TE5-MK73', 'medicare beneficiary identifier 9AA9AA9AA99', 'mbi=2kk7xy4ef10'],
    counterExamples: [
      { text: 'MBI: 1SG4-TE5-MK73', stoppedBy: 'pattern' },
      { text: 'MBI: 0EG4-TE5-MK73', stoppedBy: 'pattern' },
      { text: 'part 1EG4-TE5-MK73', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'USA_HEALTHCARE_PROCEDURE_CODE',
    name: 'Healthcare procedure code, HCPCS and CPT (United States)',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`\b(?:\d{4,5}-\d{3,4}(?:-\d{1,2})?|\d{5}|\d{4}[AFMTUafmtu]|[A-EGHJ-MP-Va-eghj-mp-v]\d{4})\b`,
    keywords: ['current procedural terminology', 'hcpcs', 'healthcare common procedure coding system'],
    keyword: 'required',
    // No procedures are numbered from 02000 to 09999; drug codes and postal codes are taken whole and refused.
    validate: allOf(never(/^.{6,}$/, 'bad-format'), never(/^0{3}\d\d$|^0[2-9]\d{3}$|^[A-Z]0{4}$/)),
    severity: ALWAYS_HIGH,
    recommended: false,
    sources: ['https://www.cms.gov/medicare/coding-billing/healthcare-common-procedure-system', '45 CFR 162.1002'],
    examples: ['HCPCS: J3420', 'current procedural terminology 99213', 'hcpcs code 0042T'],
    counterExamples: [
      { text: 'HCPCS: 05123', stoppedBy: 'never-issued' },
      { text: 'HCPCS 50242-040-62', stoppedBy: 'bad-format' },
      { text: 'HCPCS: J0000', stoppedBy: 'never-issued' },
      { text: 'HCPCS: Z3420', stoppedBy: 'pattern' },
      { text: 'part J3420', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'USA_NATIONAL_DRUG_CODE',
    name: 'National drug code, NDC (United States)',
    category: 'PERSONAL_INFORMATION',
    // Without hyphens the ten digits of a label, or the eleven of claims.
    pattern: String.raw`\b(?:\d{4}-\d{4}-\d{2}|\d{5}-\d{3}-\d{2}|\d{5}-\d{4}-\d{1,2}|\d{10,11})\b`,
    keywords: ['national drug code', 'ndc'],
    keyword: 'required',
    validate: never(/^0{4}|^\d{4}0{4}\d\d$|^0+$/),
    severity: ALWAYS_HIGH,
    recommended: false,
    sources: [
      '21 CFR 207.33',
      '45 CFR 162.1002',
      'https://www.fda.gov/drugs/drug-approvals-and-databases/national-drug-code-directory',
    ],
    examples: ['NDC: 0777-3105-02', 'National Drug Code 50242-040-62', 'ndc 60575-4112-1', 'NDC 00777310502'],
    counterExamples: [
      { text: 'NDC: 0000-3105-02', stoppedBy: 'never-issued' },
      { text: 'NDC: 777-3105-02', stoppedBy: 'pattern' },
      { text: 'part 50242-040-62', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'USA_NATIONAL_PROVIDER_IDENTIFIER',
    name: 'National provider identifier, NPI (United States)',
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`\b[12]\d{9}\b`,
    keywords: ['hipaa', 'n.p.i', 'national provider', 'npi'],
    keyword: 'required',
    // Luhn with the prefix of an American health application in front.
    validate: onPart((value) => `80840${digitsOf(value)}`, luhn),
    severity: ALWAYS_HIGH,
    recommended: false,
    sources: [
      '45 CFR 162.406',
      'https://www.cms.gov/regulations-and-guidance/administrative-simplification/nationalprovidentstand',
      'ISO/IEC 7812-1',
    ],
    examples: ['NPI: 1234567893', 'national provider 1245319599', 'n.p.i 1003000126'],
    counterExamples: [
      { text: 'NPI: 1234567894', stoppedBy: 'bad-checksum' },
      { text: 'NPI: 3234567893', stoppedBy: 'pattern' },
      { text: 'part 1234567893', stoppedBy: 'keyword-missing' },
    ],
  },
  {
    id: 'MEDICAL_DEVICE_UDI',
    name: 'Unique device identifier of a medical device, UDI (United States)',
    category: 'PERSONAL_INFORMATION',
    pattern: UDI_FORMS.join('|'),
    keywords: [
      'blood',
      'blood bag',
      'dev id',
      'device id',
      'device identifier',
      'gs1',
      'hibcc',
      'iccbba',
      'med',
      'udi',
      'unique device id',
      'unique device identifier',
    ],
    keyword: 'required',
    validate: allOf(never(/^010{14}/), uniqueDeviceIdentifier),
    severity: LOW_TO_HIGH,
    recommended: false,
    sources: ['21 CFR 830.20', 'https://www.fda.gov/media/96648/download (UDI formats by issuing agency)'],
    examples: [
      'UDI: (01)51022222233336(11)141231(17)150707(10)A213B1(21)1234',
      'device identifier 01510222222333361114123117150707',
      'hibcc +H123PARTNO1234567890120/$$420020216LOT123456789012345/SXYZ456789012345678/16D20130202C',
      'hibcc +A123BJC5D6E71G',
      'iccbba =/A9999XYZ100T0944=,000025=A99971312345600=>014032=}013032&,1000000000000XYZ123',
      'blood bag =)1TE123456A&)RZ12345678',
    ],
    counterExamples: [
      { text: 'UDI: (01)51022222233337(11)141231', stoppedBy: 'bad-checksum' },
      { text: 'UDI: +A123BJC5D6E71H', stoppedBy: 'bad-checksum' },
      { text: 'UDI: (01)00000000000000', stoppedBy: 'never-issued' },
      { text: 'UDI: (01)5102222223333', stoppedBy: 'pattern' },
      { text: 'part (01)51022222233336', stoppedBy: 'keyword-missing' },
    ],
  },
];
