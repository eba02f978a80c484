import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { stdnum } from 'stdnum';
import { identifiers, type Validator } from '../src/index.ts';
import { isDate } from '../src/validators/calendar.ts';
import { verhoeff } from '../src/validators/verhoeff.ts';

const validatorOf = (id: string): Validator => identifiers.find((row) => row.id === id)!.validate!;
const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
const text = (source: string) => fc.stringMatching(new RegExp(`^${source}$`));
const day = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map(([month, date]) => String(month).padStart(2, '0') + String(date).padStart(2, '0'));

/** Numbers whose checks an independent library implements too. */
const AGREEMENT = [
  {
    id: 'ARGENTINA_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER',
    oracle: stdnum.AR!.cuit!,
    input: text('2[0347][1-9][0-9]{7}[0-9]'),
  },
  {
    id: 'ARGENTINA_ORGANIZATION_TAX_IDENTIFICATION_NUMBER',
    oracle: stdnum.AR!.cuit!,
    input: text('3[034][1-9][0-9]{7}[0-9]'),
  },
  { id: 'CHILE_RUT_NUMBER', oracle: stdnum.CL!.rut!, input: text('[1-9][0-9]{7}[0-9K]') },
  { id: 'COLOMBIA_INDIVIDUAL_NIT_NUMBER', oracle: stdnum.CO!.nit!, input: text('[1-7][0-9]{7}[0-9]') },
  { id: 'COLOMBIA_ORGANIZATION_NIT_NUMBER', oracle: stdnum.CO!.nit!, input: text('[89][1-9][0-9]{7}[0-9]') },
  { id: 'BRAZIL_CNPJ_NUMBER', oracle: stdnum.BR!.cnpj!, input: digits(14) },
  { id: 'INDIA_AADHAAR_NUMBER', oracle: stdnum.IN!.aadhaar!, input: text('[2-9][0-9]{11}') },
  { id: 'UK_TAX_IDENTIFICATION_NUMBER', oracle: stdnum.GB!.utr!, input: text('[0-9]{10}') },
  {
    id: 'FINLAND_DRIVERS_LICENSE',
    oracle: stdnum.FI!.hetu!,
    input: fc
      .tuple(
        fc.integer({ min: 1, max: 28 }),
        fc.integer({ min: 1, max: 12 }),
        digits(2),
        text('[0-8][0-9][1-9][0-9A-FHJ-NPR-Y]'),
      )
      .map(([d, m, y, rest]) => `${String(d).padStart(2, '0')}${String(m).padStart(2, '0')}${y}-${rest}`)
      .filter((value) => !/-00[01]/.test(value)),
  },
  {
    id: 'MEXICO_CURP_NUMBER',
    oracle: stdnum.MX!.curp!,
    input: fc
      .tuple(text('[5-9][0-9]'), day, text('[HM]'), digits(2))
      .map(([year, date, sex, end]) => `HEGG${year}${date}${sex}VZRRL${end}`),
  },
];

for (const { id, oracle, input } of AGREEMENT) {
  test(`${id}: the verdict is that of an independent implementation, for values right and wrong`, () => {
    const validate = validatorOf(id);
    let right = 0;
    fc.assert(
      fc.property(input, (value) => {
        const refusal = validate(value);
        if (refusal === null) right++;
        assert.equal(refusal === null, oracle.validate(value).isValid, value);
      }),
      { numRuns: 1_500 },
    );
    assert.ok(right > 0, 'no right value was tried');
  });
}

/** Check characters computed from the definition, another way than the validators do. */
const nhs = (body: string): string | undefined => {
  const rest = [...body].reduce((sum, digit, place) => sum + Number(digit) * (10 - place), 0) % 11;
  return [0, undefined, 9, 8, 7, 6, 5, 4, 3, 2, 1][rest]?.toString();
};
const luhnDigit = (body: string): string => {
  const doubled = [...body]
    .reverse()
    .map((digit, place) => (place % 2 === 0 ? [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][Number(digit)]! : Number(digit)));
  return String((1_000 - doubled.reduce((a, b) => a + b)) % 10);
};
const VIN_VALUES = new Map(
  [...'0123456789ABCDEFGHJKLMNPRSTUVWXYZ'].map((c, i) => [c, Number('012345678912345678123457923456789'[i])]),
);
const vinDigit = (text17: string): string => {
  const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
  const sum = weights.reduce((total, weight, place) => total + weight * VIN_VALUES.get(text17[place]!)!, 0);
  return '0123456789X'.charAt(sum % 11);
};

const GENERATED = [
  {
    id: 'UK_NHS_NUMBER',
    valid: text('[4-7][0-9]{8}')
      .filter((body) => nhs(body) !== undefined)
      .map((body) => body + nhs(body)),
  },
  {
    id: 'USA_NATIONAL_PROVIDER_IDENTIFIER',
    valid: text('[12][0-9]{8}').map((body) => body + luhnDigit(`80840${body}`)),
  },
  {
    id: 'VEHICLE_IDENTIFICATION_NUMBER',
    valid: text('[1245][A-HJ-NPR-Z0-9]{7}0[A-HJ-NPR-Z][A-HJ-NPR-Z0-9]{3}[0-9]{4}').map(
      (value) => value.slice(0, 8) + vinDigit(value) + value.slice(9),
    ),
  },
  {
    id: 'ARGENTINA_TARJETA_SUBE',
    valid: digits(11)
      .filter((body) => /[1-9]/.test(body))
      .map((body) => `6061${body}${luhnDigit(`6061${body}`)}`),
  },
  {
    id: 'US_DRUG_ENFORCEMENT_AGENCY_NUMBER',
    valid: text('[ABFM][A-Z9][1-9][0-9]{5}').map((body) => {
      const [a, b, c, d, e, f] = [...body.slice(2)].map(Number) as [number, number, number, number, number, number];
      return body + ((a + c + e + 2 * (b + d + f)) % 10);
    }),
  },
];

for (const { id, valid } of GENERATED) {
  test(`${id}: generated values pass, and no other last digit does`, () => {
    const validate = validatorOf(id);
    fc.assert(
      fc.property(valid, fc.integer({ min: 1, max: 9 }), (value, shift) => {
        assert.equal(validate(value), null, value);
        const other = value.slice(0, -1) + ((Number(value.at(-1)) + shift) % 10);
        assert.equal(validate(other), 'bad-checksum', other);
      }),
      { numRuns: 300 },
    );
  });
}

test('Verhoeff catches every wrong digit and every swap of neighbours', () => {
  const checked = digits(11).map((body) => body + [...'0123456789'].find((check) => verhoeff(body + check) === null));
  fc.assert(
    fc.property(checked, fc.integer({ min: 0, max: 10 }), (value, place) => {
      const pair = value.slice(place, place + 2);
      const swapped = value.slice(0, place) + pair.charAt(1) + pair.charAt(0) + value.slice(place + 2);
      if (swapped !== value) assert.equal(verhoeff(swapped), 'bad-checksum');
      const other = value.slice(0, place) + ((Number(value[place]) + 1) % 10) + value.slice(place + 1);
      assert.equal(verhoeff(other), 'bad-checksum');
    }),
  );
});

test('29 February exists in leap years only', () => {
  assert.equal(isDate(2024, 2, 29), true);
  assert.equal(isDate(2000, 2, 29), true);
  assert.equal(isDate(1900, 2, 29), false);
  assert.equal(isDate(2023, 2, 29), false);
  assert.equal(isDate(2023, 2, 28), true);
  assert.equal(isDate(2023, 4, 31), false);
});
