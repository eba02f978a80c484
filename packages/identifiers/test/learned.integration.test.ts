import assert from 'node:assert/strict';
import { test } from 'node:test';
import { trainAddresses } from '../learn/train-addresses.ts';
import { trainBirthDates } from '../learn/train-birth-dates.ts';
import { trainNames } from '../learn/train-names.ts';
import addressScorer from '../src/data/address-scorer.json' with { type: 'json' };
import birthDateScorer from '../src/data/birth-date-scorer.json' with { type: 'json' };
import nameScorer from '../src/data/name-scorer.json' with { type: 'json' };

test('the weights in the repository are those that training makes of it: run `npm run train:learned`', () => {
  assert.deepEqual(trainAddresses(), addressScorer);
  assert.deepEqual(trainNames(), nameScorer);
  assert.deepEqual(trainBirthDates(), birthDateScorer);
});
