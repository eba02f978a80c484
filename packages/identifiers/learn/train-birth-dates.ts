import {
  BIRTH_DATE,
  BIRTH_DATE_IN_WORDS,
  birthDateFeatures,
  isWholeDay,
  speaksOfPerson,
} from '../src/learned/birth-date-features.ts';
import type { ScorerModel } from '../src/learned/scorer.ts';
import { BirthDateWriter, birthDateTemplates } from './birth-date-documents.ts';
import { candidateRow, candidatesIn, catalogueOf } from './examples.ts';
import { known } from './pools.ts';
import { Random } from './random.ts';
import { type TrainingExample, trainedModel } from './trained-model.ts';

const DOCUMENTS = 12_000;
const KEPT_BACK = 3_000;
const SEED = 20_260_103;
/** Dates are everywhere: a wrong report costs more than for names. */
const NEGATIVE_WEIGHT = 3;

export function trainBirthDates(): ScorerModel {
  const writers = [birthDateTemplates.trained, birthDateTemplates.keptBack].map(
    (templates) => new BirthDateWriter(new Random(SEED), known, templates),
  );
  const catalogue = catalogueOf(
    candidateRow('DATE', BIRTH_DATE, []),
    candidateRow('DATE_IN_WORDS', BIRTH_DATE_IN_WORDS, []),
  );
  const examples: TrainingExample<'date'>[] = [];
  for (let i = 0; i < DOCUMENTS; i++) {
    const kept = i >= DOCUMENTS - KEPT_BACK;
    for (const { value, around, positive } of candidatesIn(catalogue, writers[kept ? 1 : 0]!.document())) {
      if (!isWholeDay(value, around) || !speaksOfPerson(around)) continue;
      const features = birthDateFeatures(value, around);
      examples.push({ features, positive, weight: positive ? 1 : NEGATIVE_WEIGHT, kind: 'date', kept });
    }
  }
  return trainedModel(examples, ['date'], SEED);
}
