import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ADDRESSES } from '../src/learned/address-patterns.ts';
import { contextFeatures } from '../src/learned/context-features.ts';
import { featureOf, WEIGHTS } from '../src/learned/feature-hash.ts';
import { canBeName } from '../src/learned/name-features.ts';
import { GIVEN_NAME_FIRST } from '../src/learned/name-patterns.ts';
import { freeName, freeNameWords, namedName } from '../src/learned/person-name.ts';
import { postalAddress } from '../src/learned/postal-address.ts';
import { scorerOf } from '../src/learned/scorer.ts';
import { kindOf } from '../src/learned/word-lists.ts';
import { type AddressCountry, isPostcodeOf } from '../src/validators/postal-region.ts';

const nothing = { before: '', after: '' };

describe('the scorer', () => {
  const model = (weights: Int8Array): Parameters<typeof scorerOf>[0] => ({
    revision: 'test',
    weights: Buffer.from(weights.buffer).toString('base64'),
    scale: 0.5,
    thresholds: {},
  });

  test('adds the weights of the features, times the scale', () => {
    const weights = new Int8Array(WEIGHTS);
    weights[featureOf('a')] = 127;
    weights[featureOf('b')] = -128;
    const score = scorerOf(model(weights));
    assert.equal(score([featureOf('a')]), 63.5);
    assert.equal(score(['a', 'b', 'nothing known'].map(featureOf)), -0.5);
    assert.equal(score([]), 0);
  });
});

describe('words', () => {
  test('are names by their rank, common with their endings, and places', () => {
    assert.deepEqual(kindOf('mary'), {
      given: 2,
      family: kindOf('mary').family,
      common: false,
      foreign: false,
      place: false,
    });
    assert.equal(kindOf('smith').family, 2);
    for (const word of ['change', 'changes', 'inserted', 'rendering']) assert.equal(kindOf(word).common, true, word);
    assert.equal(kindOf('boston').place, true);
    assert.deepEqual(kindOf('xqzt'), { given: 0, family: 0, common: false, foreign: false, place: false });
  });
});

describe('what stands around', () => {
  const features = (before: string, after = ''): readonly number[] => contextFeatures({ before, after });

  test('is the words and signs on both sides', () => {
    const found = features('met with ', ', who left');
    for (const feature of ['pw:with', 'pw2:met with', 'ps: ', 'nw:who', 'ns:, '])
      assert.ok(found.includes(featureOf(feature)), feature);
  });

  for (const before of [
    '"customerName": "',
    '<customerName>',
    'customer_name=',
    'Customer name:  ',
    "customer-name = '",
  ]) {
    test(`is the key of the value: ${before}`, () => {
      assert.ok(features(before).includes(featureOf('keys:customer name')));
    });
  }

  test('is the same for the end of the object and the end of a line', () => {
    assert.deepEqual(features('', ''), features('\n', '\n'));
  });
});

describe('a name', () => {
  for (const [value, before, after] of [
    ['John Smith', 'user_', ''],
    ['John Smith', 'x.', ''],
    ['John Smith', '', '(1)'],
    ['John Smith', '', '@example.com'],
    ['John Smith', '', 's'],
  ] as const) {
    test(`is no part of a longer word: ${before}[${value}]${after}`, () => {
      assert.equal(canBeName(value, { before, after }, 'free'), false);
      assert.equal(freeName(value, { before, after }), 'unlikely');
    });
  }

  test('is taken by one of the two forms only', () => {
    for (const [before, value] of [
      ['Name: ', 'John Smith'],
      ['Herr ', 'Thomas Müller'],
      ['Dear Captain ', 'Maria Garcia'],
      ['patient ', 'Xiomara Quispe'],
    ] as const) {
      const around = { before, after: '\n' };
      const isFree = new RegExp(`^(?:${GIVEN_NAME_FIRST})$`, 'u').test(value) && freeName(value, around) === null;
      assert.equal(namedName(value, around) === null, !isFree, value);
    }
  });

  test('in the words of documents and code is refused', () => {
    for (const value of [
      'Grace Period',
      'Patch Changes',
      'Mark Complete',
      'Max Length',
      'Christmas Tree',
      'Marketing Manager',
    ]) {
      assert.equal(freeNameWords(value) ?? freeName(value, nothing), 'unlikely', value);
      assert.equal(namedName(value, { before: 'name: ', after: '\n' }), 'unlikely', value);
    }
  });
});

describe('postcodes', () => {
  for (const [country, region, inUse, notInUse] of [
    ['US', 'NY', '10001', '90001'],
    ['US', 'California', '94105', '10001'],
    ['CA', 'ON', 'K1A 0B1', 'V6B 1A1'],
    ['AU', 'NSW', '2000', '3000'],
    ['GB', '', 'SW1A 1AA', 'QQ1 1AA'],
    ['DE', '', '01001', '00999'],
    ['FR', '', '75001', '96000'],
    ['ES', '', '52080', '53001'],
    ['IT', '', '00010', '00009'],
  ] as const satisfies readonly (readonly [AddressCountry, string, string, string])[]) {
    test(`${country} ${region}: ${inUse}, not ${notInUse}`, () => {
      assert.equal(isPostcodeOf(country, region, inUse), true);
      assert.equal(isPostcodeOf(country, region, notInUse), false);
    });
  }

  test('of a region that does not exist are of no use', () => {
    assert.equal(isPostcodeOf('US', 'ZZ', '10001'), false);
  });
});

describe('an address', () => {
  const judged = (country: AddressCountry, text: string): unknown => {
    const value = new RegExp(ADDRESSES[country], 'u').exec(text)?.[0];
    return value === undefined ? 'pattern' : postalAddress(country)(value, nothing);
  };

  for (const [country, text] of [
    ['US', '350 Fifth Avenue\nSuite 300\nNew York, NY 10118-0110'],
    ['US', '12 Oak St,Springfield,IL,62701'],
    ['CA', '77 King Street West, Toronto ON M5K 1A1'],
    ['AU', '88 Collins St, Melbourne VIC 3000'],
    ['GB', '27 Abbey Road, London, NW8 9AY'],
    ['DE', 'Lindenallee 7, 80331 München'],
    ['FR', '5 bis avenue Victor Hugo\n69003 Lyon'],
    ['ES', 'Avenida de la Constitución, 25, 41001 Sevilla'],
    ['IT', 'Piazza del Duomo, 12, 20122 Milano'],
  ] as const) {
    test(`${country}: ${JSON.stringify(text)}`, () => assert.equal(judged(country, text), null));
  }

  test('needs a house, a city and a postcode', () => {
    for (const text of ['Fifth Avenue, New York, NY 10118', '350 Fifth Avenue, New York', 'NY 10118', '350 NY 10118']) {
      assert.equal(judged('US', text), 'pattern', text);
    }
  });
});
