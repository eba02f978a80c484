import { addressFeatures, matchingTail } from '../src/learned/address-features.ts';
import { ADDRESSES } from '../src/learned/address-patterns.ts';
import { type ScorerModel, scorerOf } from '../src/learned/scorer.ts';
import type { AddressCountry } from '../src/validators/postal-region.ts';
import { AddressWriter } from './address-documents.ts';
import { candidateRow, candidatesIn, catalogueOf } from './examples.ts';
import { type Example, modelOf, threshold, train } from './logistic.ts';
import { known } from './pools.ts';
import { Random } from './random.ts';

const DOCUMENTS = 10_000;
const KEPT_BACK = 2_000;
const SEED = 20_260_102;
const PRECISION = 0.98;

export function trainAddresses(): ScorerModel {
  const writer = new AddressWriter(new Random(SEED), known, 0);
  const catalogues = (Object.keys(ADDRESSES) as AddressCountry[]).map((country) => ({
    country,
    catalogue: catalogueOf(candidateRow(country, ADDRESSES[country], [])),
  }));
  const examples: (Example & { readonly kept: boolean })[] = [];
  for (let i = 0; i < DOCUMENTS; i++) {
    const document = writer.document();
    for (const { country, catalogue } of catalogues) {
      for (const { value, around, positive } of candidatesIn(catalogue, document)) {
        const tail = matchingTail(value, country);
        if (tail === undefined) continue;
        const features = addressFeatures(value, around, country, tail.at);
        examples.push({ features, positive, weight: positive ? 1 : 2, kept: i >= DOCUMENTS - KEPT_BACK });
      }
    }
  }
  const weights = train(
    examples.filter(({ kept }) => !kept),
    new Random(SEED),
  );
  const score = scorerOf(modelOf(weights, {}));
  const kept = examples.filter((one) => one.kept).map((one) => ({ ...one, score: score(one.features) }));
  return modelOf(weights, { address: threshold(kept, PRECISION) });
}
