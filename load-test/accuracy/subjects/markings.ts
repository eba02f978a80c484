import { oneOf } from '../random.ts';
import { type Subject, subject } from '../subject.ts';

/** Labels and phrases as people put them on documents; each with lines that hold their words and mark nothing. */
export const markings: readonly Subject[] = [
  subject(
    'CONFIDENTIALITY_LABEL',
    'format',
    '',
    oneOf(
      '(STRICTLY|HIGHLY|COMPANY|COMMERCIALLY) CONFIDENTIAL',
      '(Strictly|Highly|Company|Business) Confidential',
      'Commercial in Confidence',
      'Confidential (and|&) Proprietary',
      'For internal use only',
      'INTERNAL USE ONLY',
      'Not for (external |public |)distribution',
      'Do not distribute',
      'Attorney-Client (Privilege|Privileged)',
      'Privileged and Confidential',
      'CONFIDENTIAL (INFORMATION|MATERIAL|DOCUMENT)',
    ),
    {
      miss: oneOf(
        'she confided in a colleague, in confidence',
        'the confidential informant was not named',
        'confidence interval of 95 percent',
        'only internal links are used',
        'the client asked an attorney about the privilege',
      ),
    },
  ),
  subject('TLP_LABEL', 'format', '', oneOf('TLP:(RED|AMBER)', 'TLP: (RED|AMBER+STRICT)', 'TLP:AMBER+STRICT'), {
    miss: oneOf('TLP:(GREEN|CLEAR|WHITE)', 'TLP: red light ahead', 'the amber light of the TLP module'),
  }),
  subject(
    'GOVERNMENT_CLASSIFICATION_MARKING',
    'format',
    '',
    oneOf(
      '(TOP SECRET|SECRET|CONFIDENTIAL)//(NOFORN|SI/NOFORN|REL|ORCON)',
      'CUI//(SP-PRVCY|SP-CTI|NOFORN)',
      'OFFICIAL-SENSITIVE',
      'VS-NUR FÜR DEN DIENSTGEBRAUCH',
    ),
    {
      miss: oneOf('a secret // not for children', 'UNCLASSIFIED//x', 'official, sensitive to light', 'TOP SECRET film'),
    },
  ),
  subject(
    'TRADE_SECRET_PHRASE',
    'format',
    '',
    oneOf(
      'contains trade secrets',
      'trade secrets of Contoso Ltd',
      '(confidential|proprietary|valuable) trade secrets',
      'confidential and trade secret',
      'unpublished proprietary (source code|work|information)',
      'proprietary (algorithm|source code|formula|process)',
    ),
    { miss: oneOf('the secret of trade winds', 'a proprietary connector', 'trade secretary of the council') },
  ),
  subject(
    'PATENT_APPLICATION_PHRASE',
    'format',
    '',
    oneOf(
      '(patent|Patents) pending',
      '(provisional|non-provisional|utility|draft) patent application',
      'Patent Application (No.|number|filed)',
      'Invention Disclosure Form',
      'attorney docket (no.|number)',
    ),
    {
      miss: oneOf('a patent leather shoe', 'patent law course', 'disclosure of inventions by others', 'docket number'),
    },
  ),
  subject(
    'PATENT_APPLICATION_NUMBER',
    'format',
    '',
    oneOf(
      'PCT/(US|EP|JP|KR|CN|IB)20[12]#/######',
      'PCT/(US|EP|DE)0#/#####',
      'US 20[12]#/#######',
      'US20[12]#/####### A1',
      '(Application No. |Appl. No. |Serial No. |application number: )(15|16|17|18|63)/###,###',
    ),
    { miss: oneOf('ratio 17/12,000 of 20[12]#/12', 'PCT of 20[12]#/######', 'US 20[12]#/##', 'lot 17/###,###') },
  ),
];
