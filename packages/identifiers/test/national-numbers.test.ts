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
];

for (const { id, oracle, input } of AGREEMENT) {
  test(`${id}: the verdict is that of an independent implementation, for values right and wrong`, () => {
    const validate = identifiers.find((row) => row.id === id)!.validate!;
    fc.assert(
      fc.property(input, (value) => {
        assert.equal(validate(value) === null, oracle.validate(value).isValid, value);
      }),
      { numRuns: 400 },
    );
  });
}
