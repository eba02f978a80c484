import { addressFeatures, matchingTail } from '../src/learned/address-features.ts';
import { ADDRESSES } from '../src/learned/address-patterns.ts';
import type { ScorerModel } from '../src/learned/scorer.ts';
import type { AddressCountry } from '../src/validators/postal-region.ts';
import { AddressWriter } from './address-documents.ts';
import { candidateRow, candidatesIn, catalogueOf } from './examples.ts';
import { known } from './pools.ts';
import { Random } from './random.ts';
import { type TrainingExample, trainedModel } from './trained-model.ts';

const DOCUMENTS = 10_000;
const KEPT_BACK = 2_000;
const SEED = 20_260_102;

export function trainAddresses(): ScorerModel {
  const writer = new AddressWriter(new Random(SEED), known, 0);
  const catalogues = (Object.keys(ADDRESSES) as AddressCountry[]).map((country) => ({
    country,
    catalogue: catalogueOf(candidateRow(country, ADDRESSES[country], [])),
  }));
  const examples: TrainingExample<'address'>[] = [];
  for (let i = 0; i < DOCUMENTS; i++) {
    const document = writer.document();
    for (const { country, catalogue } of catalogues) {
      for (const { value, around, positive } of candidatesIn(catalogue, document)) {
        const tail = matchingTail(value, country);
        if (tail === undefined) continue;
        const features = addressFeatures(value, around, country, tail.at);
        const kept = i >= DOCUMENTS - KEPT_BACK;
        examples.push({ features, positive, weight: positive ? 1 : 2, kind: 'address', kept });
      }
    }
  }
  return trainedModel(examples, ['address'], SEED);
}
