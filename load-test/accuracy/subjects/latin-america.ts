import { stdnum } from 'stdnum';
import { weigh } from '../check-digits.ts';
import { textOf } from '../random.ts';
import { type Subject, subject } from '../subject.ts';
import { byOracle, ddmmyy, laid, N, trailing, yymmdd } from './national-number-parts.ts';

/** National numbers of Latin America beyond Macie's, as forms, letters and tables of each country name and print them. */
export const latinAmerica: readonly Subject[] = [
  subject(
    'PERU_TAX_IDENTIFICATION_NUMBER',
    'checksum',
    'RUC; número de RUC',
    byOracle(stdnum.PE!.ruc, (r) => textOf(r, '(10|20)#########')),
  ),
  subject(`PERU${N}`, 'format', 'DNI; documento nacional de identidad', (r) => textOf(r, '[1-7]#######'), {
    also: ['ARGENTINA_DNI_NUMBER'],
  }),
  subject(
    `ECUADOR${N}`,
    'checksum',
    'cédula; cédula de ciudadanía',
    byOracle(stdnum.EC!.ci, (r) => textOf(r, '17[0-5]#######')),
  ),
  subject(
    `URUGUAY${N}`,
    'checksum',
    'cédula de identidad; C.I.',
    byOracle(stdnum.UY!.cedula, (r) => textOf(r, '[1-5]#######'), '*.***.***-*', '********', '*******-*'),
  ),
  subject('PARAGUAY_TAX_IDENTIFICATION_NUMBER', 'checksum', 'RUC; R.U.C.', (r) => {
    const body = textOf(r, '[18]000[1-9]###');
    const rest = [...body].reverse().reduce((sum, digit, place) => sum + Number(digit) * (place + 2), 0) % 11;
    return `${body}-${rest > 1 ? 11 - rest : 0}`;
  }),
  subject(
    'VENEZUELA_TAX_IDENTIFICATION_NUMBER',
    'checksum',
    'RIF; R.I.F.',
    byOracle(stdnum.VE!.rif, (r) => textOf(r, '[VEJPG]#########'), '*-********-*', '**********'),
  ),
  subject(
    `DOMINICAN_REPUBLIC${N}`,
    'checksum',
    'cédula; cédula de identidad y electoral',
    byOracle(stdnum.DO!.cedula, (r) => textOf(r, '00[1-9]########'), '***-*******-*', '***********'),
  ),
  subject(`COSTA_RICA${N}`, 'format', 'cédula de identidad; número de cédula', (r) =>
    laid(r, textOf(r, '[1-7]0[1-9]##0###'), '*-****-****', '*********'),
  ),
  subject(
    `GUATEMALA${N}`,
    'checksum',
    'CUI; DPI',
    (r) => {
      for (;;) {
        const body = textOf(r, '[1-3]#######');
        const check = weigh(body, [2, 3, 4, 5, 6, 7, 8, 9]) % 11;
        if (check < 10) return laid(r, `${body}${check}0101`, '**** ***** ****', '*************');
      }
    },
    { checkLast: false },
  ),
  subject(
    `EL_SALVADOR${N}`,
    'checksum',
    'DUI; documento único de identidad',
    trailing(
      '0#######',
      (v) => (weigh(v, [9, 8, 7, 6, 5, 4, 3, 2]) + Number(v[8])) % 10 === 0,
      '********-*',
      '*********',
    ),
  ),
  subject(`NICARAGUA${N}`, 'format', 'cédula; número de cédula', (r) =>
    laid(r, `001${ddmmyy(r)}000${textOf(r, '[1-9][A-HJ-NP-Y]')}`, '***-******-*****', '**************'),
  ),
  subject(
    `CUBA${N}`,
    'format',
    'carné de identidad; número de identidad',
    (r) => `${yymmdd(r)}${textOf(r, '####[1-9]')}`,
  ),
];
