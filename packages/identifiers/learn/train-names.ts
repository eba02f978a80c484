import { canBeName, type NameKind, nameFeatures } from '../src/learned/name-features.ts';
import { NAME_KEYWORDS } from '../src/learned/name-keywords.ts';
import { ANY_NAME, GIVEN_NAME_FIRST } from '../src/learned/name-patterns.ts';
import type { ScorerModel } from '../src/learned/scorer.ts';
import { candidateRow, candidatesIn, catalogueOf } from './examples.ts';
import { NameWriter } from './name-documents.ts';
import { trainedOtherTemplates, trainedPersonTemplates } from './name-templates.ts';
import { known, unlisted } from './pools.ts';
import { Random } from './random.ts';
import { type TrainingExample, trainedModel } from './trained-model.ts';

const DOCUMENTS = 32_000;
const KEPT_BACK = 4_000;
const SEED = 20_260_101;
/** Wrong reports cost more than missed names. */
const NEGATIVE_WEIGHT = 2;

export const nameCatalogues = {
  free: catalogueOf(candidateRow('FREE', GIVEN_NAME_FIRST, [])),
  named: catalogueOf(candidateRow('NAMED', ANY_NAME, NAME_KEYWORDS)),
} as const;

export function trainNames(): ScorerModel {
  const writer = new NameWriter(new Random(SEED), {
    people: [
      { from: known, upTo: 0.7 },
      { from: unlisted, upTo: 1 },
    ],
    person: trainedPersonTemplates,
    other: trainedOtherTemplates,
    half: 0,
  });
  const examples: TrainingExample<NameKind>[] = [];
  for (let i = 0; i < DOCUMENTS; i++) {
    const document = writer.document();
    for (const kind of ['free', 'named'] as const) {
      for (const { value, around, positive } of candidatesIn(nameCatalogues[kind], document)) {
        if (!canBeName(value, around, kind)) continue;
        const weight = positive ? 1 : NEGATIVE_WEIGHT;
        const features = nameFeatures(value, around, kind);
        examples.push({ features, positive, weight, kind, kept: i >= DOCUMENTS - KEPT_BACK });
      }
    }
  }
  return trainedModel(examples, ['free', 'named'], SEED);
}
