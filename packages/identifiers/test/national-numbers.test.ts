import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { stdnum } from 'stdnum';
import { identifiers } from '../src/index.ts';

const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
/** A date that every calendar has, so that only the check digit decides. */
const dated = (before: string, rest: number) => digits(rest).map((text) => before + text);

const AGREEMENT = [
  { id: 'POLAND_NATIONAL_IDENTIFICATION_NUMBER', oracle: stdnum.PL!.pesel!, input: dated('850723', 5) },
  { id: 'NETHERLANDS_CITIZEN_SERVICE_NUMBER', oracle: stdnum.NL!.bsn!, input: digits(9) },
  { id: 'ROMANIA_NATIONAL_IDENTIFICATION_NUMBER', oracle: stdnum.RO!.cnp!, input: dated('189050712', 4) },
  { id: 'BULGARIA_NATIONAL_IDENTIFICATION_NUMBER', oracle: stdnum.BG!.egn!, input: dated('752316', 4) },
  { id: 'CROATIA_PERSONAL_IDENTIFICATION_NUMBER', oracle: stdnum.HR!.oib!, input: digits(11) },
  { id: 'THAILAND_NATIONAL_IDENTIFICATION_NUMBER', oracle: stdnum.TH!.idnr!, input: dated('1101', 9) },
  { id: 'PORTUGAL_TAX_IDENTIFICATION_NUMBER', oracle: stdnum.PT!.nif!, input: dated('2', 8) },
  { id: 'SWEDEN_PERSONAL_IDENTITY_NUMBER', oracle: stdnum.SE!.personnummer!, input: dated('811228-', 4) },
  { id: 'ISRAEL_IDENTIFICATION_NUMBER', oracle: stdnum.IL!.idnr!, input: digits(9) },
  {
    id: 'AUSTRIA_SOCIAL_SECURITY_NUMBER',
    oracle: stdnum.AT!.vnr!,
    input: dated('1', 3).map((text) => `${text}010180`),
  },
  { id: 'SWITZERLAND_SOCIAL_SECURITY_NUMBER', oracle: stdnum.CH!.ssn!, input: dated('756', 10) },
  {
    id: 'BELGIUM_NATIONAL_IDENTIFICATION_NUMBER',
    oracle: stdnum.BE!.nn!,
    // The check digits are 01 to 97; the oracle takes 00 for 97.
    input: dated('850730', 5).filter((text) => !text.endsWith('00')),
  },
  { id: 'CZECHIA_NATIONAL_IDENTIFICATION_NUMBER', oracle: stdnum.CZ!.rc!, input: dated('710319', 4) },
  { id: 'NORWAY_NATIONAL_IDENTIFICATION_NUMBER', oracle: stdnum.NO!.fodselsnummer!, input: dated('1510861', 4) },
  {
    id: 'ICELAND_NATIONAL_IDENTIFICATION_NUMBER',
    oracle: stdnum.IS!.kennitala!,
    input: dated('120174', 3).map((text) => `${text}9`),
  },
  { id: 'ESTONIA_NATIONAL_IDENTIFICATION_NUMBER', oracle: stdnum.EE!.ik!, input: dated('3680528', 4) },
  { id: 'LITHUANIA_NATIONAL_IDENTIFICATION_NUMBER', oracle: stdnum.LT!.asmens!, input: dated('3870318', 4) },
  { id: 'LATVIA_NATIONAL_IDENTIFICATION_NUMBER', oracle: stdnum.LV!.pvn!, input: dated('1611751', 4) },
  {
    id: 'IRELAND_PERSONAL_PUBLIC_SERVICE_NUMBER',
    oracle: stdnum.IE!.pps!,
    input: fc.stringMatching(/^[0-9]{7}[A-W][AH]?$/),
  },
  { id: 'SLOVENIA_NATIONAL_IDENTIFICATION_NUMBER', oracle: stdnum.SI!.emso!, input: dated('010100650', 4) },
  { id: 'GREECE_SOCIAL_SECURITY_NUMBER', oracle: stdnum.GR!.amka!, input: dated('010130', 5) },
  { id: 'GREECE_TAX_IDENTIFICATION_NUMBER', oracle: stdnum.GR!.vat!, input: dated('1', 8) },
  { id: 'CYPRUS_TAX_IDENTIFICATION_NUMBER', oracle: stdnum.CY!.vat!, input: fc.stringMatching(/^10[0-9]{6}[A-Z]$/) },
  { id: 'TURKIYE_NATIONAL_IDENTIFICATION_NUMBER', oracle: stdnum.TR!.tckimlik!, input: dated('17291716', 3) },
  { id: 'UKRAINE_TAX_IDENTIFICATION_NUMBER', oracle: stdnum.UA!.rntrc!, input: dated('1', 9) },
  { id: 'RUSSIA_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER', oracle: stdnum.RU!.inn!, input: dated('5001007', 5) },
  {
    id: 'CHINA_NATIONAL_IDENTIFICATION_NUMBER',
    oracle: stdnum.CN!.ric!,
    input: fc.stringMatching(/^11010519491231[0-9]{3}[0-9X]$/),
  },
  {
    id: 'HONG_KONG_NATIONAL_IDENTIFICATION_NUMBER',
    oracle: stdnum.HK!.hkid!,
    input: fc.stringMatching(/^(?:A|AB)[0-9]{6}[0-9A]$/),
  },
  {
    id: 'TAIWAN_NATIONAL_IDENTIFICATION_NUMBER',
    oracle: stdnum.TW!.natid!,
    input: fc.stringMatching(/^[A-Z][12][0-9]{8}$/),
  },
  { id: 'SOUTH_KOREA_NATIONAL_IDENTIFICATION_NUMBER', oracle: stdnum.KR!.rrn!, input: dated('710319100', 4) },
  { id: 'PERU_TAX_IDENTIFICATION_NUMBER', oracle: stdnum.PE!.ruc!, input: dated('20', 9) },
  { id: 'ECUADOR_NATIONAL_IDENTIFICATION_NUMBER', oracle: stdnum.EC!.ci!, input: dated('171', 7) },
  { id: 'URUGUAY_NATIONAL_IDENTIFICATION_NUMBER', oracle: stdnum.UY!.cedula!, input: dated('3', 7) },
  { id: 'VENEZUELA_TAX_IDENTIFICATION_NUMBER', oracle: stdnum.VE!.rif!, input: fc.stringMatching(/^[VEJPG][0-9]{9}$/) },
  { id: 'DOMINICAN_REPUBLIC_NATIONAL_IDENTIFICATION_NUMBER', oracle: stdnum.DO!.cedula!, input: dated('001', 8) },
  { id: 'NEW_ZEALAND_TAX_IDENTIFICATION_NUMBER', oracle: stdnum.NZ!.ird!, input: dated('4', 7) },
];

for (const { id, oracle, input } of AGREEMENT) {
  test(`${id}: the verdict is that of an independent implementation, for values right and wrong`, () => {
    const validate = identifiers.find((row) => row.id === id)!.validate!;
    fc.assert(
      fc.property(input, (value) => {
        assert.equal(validate(value) === null, oracle.validate(value).isValid, value);
      }),
      { numRuns: 300 },
    );
  });
}
