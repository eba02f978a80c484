import assert from 'node:assert/strict';
import { test } from 'node:test';
import { trainAddresses } from '../learn/train-addresses.ts';
import { trainNames } from '../learn/train-names.ts';
import addressScorer from '../src/data/address-scorer.json' with { type: 'json' };
import nameScorer from '../src/data/name-scorer.json' with { type: 'json' };

test('the weights in the repository are those that training makes of it: run `npm run train:names`', () => {
  assert.deepEqual(trainAddresses(), addressScorer);
  assert.deepEqual(trainNames(), nameScorer);
});
