import { stdnum } from 'stdnum';
import { textOf } from '../random.ts';
import { type Subject, subject } from '../subject.ts';
import { byOracle, ddmmyy, N } from './national-number-parts.ts';

/** National numbers of Africa and Oceania beyond Macie's, as forms, letters and tables of each country name and print them. */
export const africaAndOceania: readonly Subject[] = [
  subject(`NIGERIA${N}`, 'format', 'NIN; national identification number', (r) => textOf(r, '[1-9]#########[1-9]')),
  subject('NIGERIA_BANK_VERIFICATION_NUMBER', 'format', 'BVN; bank verification number', (r) =>
    textOf(r, '22########[1-9]'),
  ),
  subject('KENYA_TAX_IDENTIFICATION_NUMBER', 'format', 'KRA PIN; PIN number', (r) => textOf(r, 'A00[1-9]######[A-Z]')),
  subject(`GHANA${N}`, 'format', 'Ghana Card; national id', (r) => textOf(r, 'GHA-7########-#')),
  subject(
    `MAURITIUS${N}`,
    'checksum',
    'NID; national identity card',
    byOracle(stdnum.MU!.nid, (r) => `${textOf(r, '[A-Z]')}${ddmmyy(r)}${textOf(r, '######[0-9A-G]')}`),
    { checkLast: false },
  ),
  subject(
    'NEW_ZEALAND_TAX_IDENTIFICATION_NUMBER',
    'checksum',
    'IRD number; IRD',
    byOracle(stdnum.NZ!.ird, (r) => textOf(r, r.pick(['[4-9]#######', '1[0-4]#######']))),
  ),
  subject('NEW_ZEALAND_NATIONAL_HEALTH_INDEX_NUMBER', 'checksum', 'NHI; NHI number', (r) => {
    for (;;) {
      const body = textOf(r, '[A-HJ-NP-Z]{3}[0-9]{3}');
      const sum = [...body].reduce((total, one, place) => {
        const worth = one <= '9' ? Number(one) : 'ABCDEFGHJKLMNPQRSTUVWXYZ'.indexOf(one) + 1;
        return total + worth * (7 - place);
      }, 0);
      if (sum % 11 !== 0) return body + String((11 - (sum % 11)) % 10);
    }
  }),
];
