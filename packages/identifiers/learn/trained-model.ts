import { type ScorerModel, scorerOf } from '../src/learned/scorer.ts';
import { type Example, modelOf, threshold, train } from './logistic.ts';
import { Random } from './random.ts';

/** Of what is accepted in the documents kept back, so much is right. */
const PRECISION = 0.98;

export interface TrainingExample<Kind extends string> extends Example {
  /** Each kind has a line of its own. */
  readonly kind: Kind;
  /** From a document kept back: it only decides where the line is drawn. */
  readonly kept: boolean;
}

/** One scorer for all kinds, with the line of each. Deterministic. */
export function trainedModel<Kind extends string>(
  examples: readonly TrainingExample<Kind>[],
  kinds: readonly Kind[],
  seed: number,
): ScorerModel {
  const weights = train(
    examples.filter(({ kept }) => !kept),
    new Random(seed),
  );
  const score = scorerOf(modelOf(weights, {}));
  const line = (kind: Kind): number => {
    const own = examples.filter((one) => one.kept && one.kind === kind);
    return threshold(
      own.map((one) => ({ ...one, score: score(one.features) })),
      PRECISION,
    );
  };
  return modelOf(weights, Object.fromEntries(kinds.map((kind) => [kind, line(kind)])));
}
