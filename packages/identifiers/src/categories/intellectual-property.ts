import type { ContextValidator, DataIdentifier, SeverityScale } from '../data-identifier.ts';

const LABEL: SeverityScale = { Medium: 1, High: 10 };
type MarkerRow = Omit<DataIdentifier, 'category' | 'keywords' | 'keyword' | 'recommended' | 'severity'>;

/** Macie has no category for trade secrets; its own identifiers of customers are where such rows would be. */
function marker(row: MarkerRow): DataIdentifier {
  return { ...row, category: 'CUSTOM_IDENTIFIER', keywords: [], keyword: 'none', recommended: false, severity: LABEL };
}

/** What a sentence must be about for a phrase within it to be a label. */
const ABOUT_A_DOCUMENT =
  /\b(?:document|documentation|information|material|report|file|presentation|e-?mail|slide|page|content|draft|memo|message|communication|attachment|deck|data)s?\b[^.]*$/i;

/** A label begins a line, a cell or a sentence, or has capitals; in the midst of a sentence it is one only where that is about a document. */
const labelOfDocument: ContextValidator = (value, { before }) => {
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const within = /[a-z,]\s+$/.test(line) && /^[a-z]/.test(value);
  return within && !ABOUT_A_DOCUMENT.test(before) ? 'unlikely' : null;
};

const GAP = String.raw`[ \t]{1,3}`;

/** Phrases that mark a text as somebody's intellectual property or as restricted. */
export const intellectualProperty: readonly DataIdentifier[] = [
  marker({
    id: 'CONFIDENTIALITY_LABEL',
    name: 'Confidentiality label',
    pattern: String.raw`\b(?:(?i:(?:strictly|highly|company|business|commercially|commercial${GAP}in)[ -](?:confidential|confidence))|(?i:confidential${GAP}(?:and|&)${GAP}proprietary|proprietary${GAP}(?:and|&)${GAP}confidential)|(?i:(?:for${GAP})?internal${GAP}use${GAP}only|not${GAP}for${GAP}(?:external${GAP}|public${GAP})?distribution|do${GAP}not${GAP}distribute)|(?i:attorney[- ]client${GAP}privileged?|privileged${GAP}(?:and|&)${GAP}confidential)|CONFIDENTIAL${GAP}(?:INFORMATION|MATERIAL|DOCUMENT))\b`,
    validateInContext: labelOfDocument,
    sources: ['ISO/IEC 27001:2022, Annex A 5.13 (labelling of information)'],
    examples: [
      'Strictly Confidential',
      'ACME - CONFIDENTIAL AND PROPRIETARY - 2024',
      'For internal use only',
      'This document is for internal use only.',
    ],
    counterExamples: [
      { text: 'kept confidential by law', stoppedBy: 'pattern' },
      { text: 'internal users only', stoppedBy: 'pattern' },
      { text: 'the helpers are meant for internal use only', stoppedBy: 'unlikely' },
      { text: 'provided that you do not Distribute it', stoppedBy: 'unlikely' },
    ],
  }),
  marker({
    id: 'TLP_LABEL',
    name: 'Traffic Light Protocol label',
    pattern: String.raw`\bTLP:[ ]?(?:RED|AMBER(?:\+STRICT)?)\b`,
    sources: ['https://www.first.org/tlp/'],
    examples: ['TLP:RED', 'marked TLP: AMBER+STRICT'],
    counterExamples: [
      { text: 'TLP:CLEAR', stoppedBy: 'pattern' },
      { text: 'TLP RED', stoppedBy: 'pattern' },
    ],
  }),
  marker({
    id: 'GOVERNMENT_CLASSIFICATION_MARKING',
    name: 'Government classification marking',
    pattern: String.raw`\b(?:TOP SECRET|SECRET|CONFIDENTIAL)//[A-Z][A-Z/-]{1,30}|\bCUI//[A-Z][A-Z-]{1,20}|\bOFFICIAL-SENSITIVE\b|\bVS-NUR FÜR DEN DIENSTGEBRAUCH`,
    sources: ['32 CFR 2001.23', '32 CFR 2002.20', 'UK Government Security Classifications Policy'],
    examples: ['TOP SECRET//SI/NOFORN', 'CUI//SP-PRVCY', 'OFFICIAL-SENSITIVE'],
    counterExamples: [
      { text: 'the top secret plan', stoppedBy: 'pattern' },
      { text: 'SECRET sauce', stoppedBy: 'pattern' },
    ],
  }),
  marker({
    id: 'TRADE_SECRET_PHRASE',
    name: 'Trade secret phrase',
    pattern: String.raw`(?i)\b(?:contains${GAP}trade${GAP}secrets?|trade${GAP}secrets?${GAP}of${GAP}[A-Za-z]|(?:confidential|proprietary|protected|valuable)(?:,?${GAP}(?:and${GAP}|or${GAP})?)trade${GAP}secrets?|unpublished${GAP}proprietary${GAP}(?:source${GAP})?(?:code|work|information)|proprietary${GAP}(?:algorithm|source${GAP}code|formula|process))`,
    sources: ['18 U.S.C. 1839(3)', 'Directive (EU) 2016/943'],
    examples: [
      'This file contains trade secrets of ACME',
      'our proprietary algorithm',
      'unpublished proprietary source code',
    ],
    counterExamples: [
      { text: 'no secrets here', stoppedBy: 'pattern' },
      { text: 'trade agreement', stoppedBy: 'pattern' },
    ],
  }),
  marker({
    id: 'PATENT_APPLICATION_PHRASE',
    name: 'Patent application phrase',
    pattern: String.raw`(?i)\b(?:patents?${GAP}pending|(?:provisional|non-?provisional|utility|unpublished|draft)${GAP}patent${GAP}applications?|patent${GAP}application${GAP}(?:no\.?|number|serial|filed|draft)|invention${GAP}disclosure(?:${GAP}form)?|attorney${GAP}docket${GAP}(?:no\.?|number))`,
    sources: ['35 U.S.C. 111, 122', 'European Patent Convention, Article 93'],
    examples: ['Patent pending', 'Invention Disclosure Form', 'provisional patent application'],
    counterExamples: [
      { text: 'patent leather', stoppedBy: 'pattern' },
      { text: 'pending patients', stoppedBy: 'pattern' },
    ],
  }),
  marker({
    id: 'PATENT_APPLICATION_NUMBER',
    name: 'Patent application number',
    pattern: String.raw`\b(?:PCT/[A-Z]{2}\d{2}(?:\d{2})?/\d{5,6}|US[ -]?(?:19|20)\d{2}/\d{7}(?:[ ]?A1)?|(?i:(?:application|appl\.|serial)${GAP}(?:no\.?|number):?${GAP})(?:29|3[05]|6[0-3]|1\d)/\d{3},\d{3})\b`,
    sources: ['WIPO ST.13', '37 CFR 1.53', 'https://www.uspto.gov/patents/search/application-number'],
    examples: ['PCT/US2023/012345', 'Application No. 17/123,456', 'US 2023/0123456 A1'],
    counterExamples: [
      { text: 'PCT/2023', stoppedBy: 'pattern' },
      { text: 'page 17/123,456', stoppedBy: 'pattern' },
    ],
  }),
];
