import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { stdnum } from 'stdnum';
import { identifiers, type Validator } from '../src/index.ts';
import { allOf } from '../src/validators/all-of.ts';
import { CARD_RANGES, cardNumber } from '../src/validators/card-number.ts';
import { controlLetter } from '../src/validators/control-letter.ts';
import { entropy, entropyOf } from '../src/validators/entropy.ts';
import { iban } from '../src/validators/iban.ts';
import { iso7064Mod11And10 } from '../src/validators/iso7064.ts';
import { luhn } from '../src/validators/luhn.ts';
import { never, neverAt } from '../src/validators/never.ts';
import { weighted } from '../src/validators/weighted.ts';

const validatorOf = (id: string): Validator => identifiers.find((row) => row.id === id)!.validate!;
const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((list) => list.join(''));
const alphabet = (characters: string, length: number) =>
  fc.array(fc.constantFrom(...characters), { minLength: length, maxLength: length }).map((list) => list.join(''));

/** Every text that differs from `text` in one digit. */
function corruptions(text: string): readonly string[] {
  const all: string[] = [];
  for (const [place, character] of [...text].entries()) {
    if (!/\d/.test(character)) continue;
    for (let digit = 0; digit <= 9; digit++) {
      if (String(digit) !== character) all.push(text.slice(0, place) + digit + text.slice(place + 1));
    }
  }
  return all;
}

/** A check digit computed another way than the validators do: from the definition. */
const luhnDigit = (body: string): string => {
  const sum = [...body]
    .reverse()
    .reduce(
      (total, digit, place) =>
        total + [...String(Number(digit) * (place % 2 === 0 ? 2 : 1))].reduce((a, b) => a + Number(b), 0),
      0,
    );
  return String((10 - (sum % 10)) % 10);
};
const ibanOf = (country: string, body: string): string => {
  const number = [...`${body}${country}00`].map((character) => Number.parseInt(character, 36)).join('');
  return country + String(98n - (BigInt(number) % 97n)).padStart(2, '0') + body;
};
const mod11And10Digit = (body: string): string => {
  let product = 10;
  for (const digit of body) product = (((product + Number(digit)) % 10 || 10) * 2) % 11;
  return String((11 - product) % 10);
};

interface Scheme {
  readonly name: string;
  readonly validate: Validator;
  readonly valid: fc.Arbitrary<string>;
}

const spanishLetter = (number: string): string => 'TRWAGMYFPDXBNJZSQVHLCKE'.charAt(Number(BigInt(number) % 23n));
const icaoDigit = (body: string): string =>
  String(
    [...body].reduce((sum, character, place) => sum + Number.parseInt(character, 36) * [7, 3, 1][place % 3]!, 0) % 10,
  );

const GUARANTEED: readonly Scheme[] = [
  { name: 'Luhn', validate: luhn, valid: digits(15).map((body) => body + luhnDigit(body)) },
  { name: 'IBAN', validate: iban, valid: alphabet('0123456789ABCXYZ', 18).map((body) => ibanOf('GB', body)) },
  {
    name: 'ISO 7064 MOD 11,10',
    validate: iso7064Mod11And10,
    valid: digits(10).map((body) => body + mod11And10Digit(body)),
  },
  {
    name: 'Spanish control letter',
    validate: controlLetter,
    valid: digits(8).map((body) => body + spanishLetter(body)),
  },
  {
    name: 'ICAO 7-3-1',
    validate: weighted([7, 3, 1, 7, 3, 1, 7, 3, 1, 9], 10),
    valid: alphabet('0123456789CFGHJK', 9).map((body) => body + icaoDigit(body)),
  },
];

for (const { name, validate, valid } of GUARANTEED) {
  test(`${name}: generated values pass, and no other digit in any place does`, () => {
    fc.assert(
      fc.property(valid, (value) => {
        assert.equal(validate(value), null);
        for (const corrupted of corruptions(value)) assert.notEqual(validate(corrupted), null, corrupted);
      }),
      { numRuns: 60 },
    );
  });
}

/** Numbers whose checks an independent library implements too. */
const AGREEMENT = [
  {
    id: 'SPAIN_DNI_NUMBER',
    oracle: stdnum.ES!.dni!,
    input: fc
      .tuple(fc.integer({ min: 1, max: 99_999_998 }), fc.constantFrom(...'TRWAGMYFPDXBNJZSQVHLCKE'))
      .map(([n, l]) => String(n).padStart(8, '0') + l),
  },
  {
    id: 'SPAIN_NIE_NUMBER',
    oracle: stdnum.ES!.nie!,
    input: fc
      .tuple(
        fc.constantFrom('X', 'Y', 'Z'),
        fc.integer({ min: 1, max: 9_999_999 }),
        fc.constantFrom(...'TRWAGMYFPDXBNJZSQVHLCKE'),
      )
      .map(([p, n, l]) => p + String(n).padStart(7, '0') + l),
  },
  {
    id: 'SPAIN_TAX_IDENTIFICATION_NUMBER',
    oracle: stdnum.ES!.cif!,
    input: fc
      .tuple(
        fc.constantFrom(...'ABEHGJPQSUV'),
        fc.integer({ min: 1_000_000, max: 9_999_999 }),
        fc.constantFrom(...'0123456789ABCDEFGHIJ'),
      )
      .map(([k, n, c]) => k + n + c)
      // The oracle does not mind a letter where only a digit is issued, and the other way round.
      .filter((value) => !/^[ABEH].*[A-J]$|^[PQS].*[0-9]$/.test(value)),
  },
  {
    id: 'FRANCE_NATIONAL_IDENTIFICATION_NUMBER',
    oracle: stdnum.FR!.nir!,
    input: fc
      .tuple(
        fc.constantFrom('1', '2'),
        fc.integer({ min: 10, max: 99 }),
        fc.integer({ min: 1, max: 12 }),
        fc.constantFrom('75', '13', '2A', '2B'),
        fc.integer({ min: 100_001, max: 999_999 }).filter((number) => number % 1_000 > 0),
        fc.integer({ min: 1, max: 97 }),
      )
      .map(([s, y, m, d, n, k]) => `${s}${y}${String(m).padStart(2, '0')}${d}${n}${String(k).padStart(2, '0')}`),
  },
  {
    id: 'FRANCE_TAX_IDENTIFICATION_NUMBER',
    oracle: stdnum.FR!.nif!,
    input: fc
      .tuple(fc.integer({ min: 1, max: 3_999_999_999 }), fc.integer({ min: 0, max: 511 }))
      .map(([n, k]) => String(n).padStart(10, '0') + String(k).padStart(3, '0')),
  },
  {
    id: 'ITALY_NATIONAL_IDENTIFICATION_NUMBER',
    oracle: stdnum.IT!.codicefiscale!,
    input: fc
      .tuple(
        fc.integer({ min: 10, max: 99 }),
        fc.constantFrom(...'ABCDEHLMPRST'),
        fc.constantFrom('01', '15', '28', '41', '68'),
        fc.integer({ min: 100, max: 999 }),
        fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'),
      )
      .map(([y, m, d, p, c]) => `RSSMRA${y}${m}${d}F${p}${c}`),
  },
  { id: 'AUSTRALIA_TAX_FILE_NUMBER', oracle: stdnum.AU!.tfn!, input: digits(9) },
  {
    id: 'CANADA_SOCIAL_INSURANCE_NUMBER',
    oracle: stdnum.CA!.sin!,
    input: digits(9).filter((text) => !/^[08]/.test(text)),
  },
  {
    id: 'BRAZIL_CPF_NUMBER',
    oracle: stdnum.BR!.cpf!,
    input: fc
      .tuple(digits(9), fc.integer({ min: 0, max: 99 }))
      .map(([body, key]) => body + String(key).padStart(2, '0')),
  },
];

for (const { id, oracle, input } of AGREEMENT) {
  test(`${id}: the verdict is that of an independent implementation, for values right and wrong`, () => {
    const validate = validatorOf(id);
    fc.assert(
      fc.property(input, (value) => {
        assert.equal(validate(value) === null, oracle.validate(value).isValid, value);
      }),
      { numRuns: 600 },
    );
  });
}

test('separators and case do not change a verdict', () => {
  for (const { id, oracle: _, input } of AGREEMENT) {
    const validate = validatorOf(id);
    fc.assert(
      fc.property(input, (value) => {
        assert.equal(validate([...value.toLowerCase()].join('-')), validate(value));
      }),
      { numRuns: 50 },
    );
  }
});

test('no validator throws, whatever it is given', () => {
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 80 }), fc.stringMatching(/^[0-9A-Za-z._@=^ -]{0,80}$/));
  fc.assert(
    fc.property(text, (value) => {
      for (const { validate } of identifiers) {
        const refusal = validate?.(value) ?? null;
        assert.ok(refusal === null || typeof refusal === 'string');
      }
    }),
    { numRuns: 400 },
  );
});

test('every issuer has its prefixes at both ends of the range, and none beside them', () => {
  const filled = (prefix: number | string, length: number): string => String(prefix).padEnd(length, '7');
  for (const { from, to, lengths, issuer } of CARD_RANGES) {
    for (const length of lengths) {
      assert.equal(cardNumber(filled(from, length)), null, `${issuer} ${from} ${length}`);
      assert.equal(cardNumber(filled(to, length)), null, `${issuer} ${to} ${length}`);
    }
  }
  for (const outside of [
    filled('2220', 16),
    filled('2721', 16),
    filled('5667', 16),
    filled('35277', 16),
    filled('3590', 16),
    filled('643', 16),
    filled('4', 14),
    filled('51', 15),
  ]) {
    assert.equal(cardNumber(outside), 'bad-format', outside);
  }
});

test('entropy is exact, and the threshold itself passes', () => {
  assert.equal(entropyOf(''), 0);
  assert.equal(entropyOf('aaaa'), 0);
  assert.equal(entropyOf('abcd'), 2);
  assert.equal(entropy(2)('abcd'), null);
  assert.equal(entropy(2.01)('abcd'), 'low-entropy');
});

test('a text at a place is refused as an expression would refuse it', () => {
  const pairs = [
    [neverAt(0, '000', '666', '9'), never(/^(?:000|666|9)/)],
    [neverAt(3, '00'), never(/^...00/)],
    [neverAt(-3, '000'), never(/000$/)],
    [neverAt(-3, '00'), never(/00.$/)],
    [neverAt(1, 'AB'), never(/^.AB/)],
  ] as const;
  const piece = fc.constantFrom('0', '0', '6', '9', 'a', 'B', '-', ' ');
  const property = fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
    const value = pieces.join('');
    for (const [plain, expression] of pairs) assert.equal(plain(value), expression(value), value);
  });
  fc.assert(property, { numRuns: 1_000 });
});

test('all-of gives the first refusal in order', () => {
  const first: Validator = () => 'never-issued';
  const second: Validator = () => 'bad-checksum';
  const pass: Validator = () => null;
  assert.equal(allOf(pass, first, second)('x'), 'never-issued');
  assert.equal(allOf(pass, pass)('x'), null);
});
