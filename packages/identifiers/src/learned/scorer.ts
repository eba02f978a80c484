/** What training leaves: a weight for each hash of a feature, and where to draw the line. */
export interface ScorerModel {
  /** SHA-256 of the rest, shortened. */
  readonly revision: string;
  /** One signed byte for each weight, base64, times `scale`. */
  readonly weights: string;
  readonly scale: number;
  /** By kind of candidate: the least sum of weights that is accepted. */
  readonly thresholds: Readonly<Record<string, number>>;
}

/** The sum of the weights of the features (featureOf): the logarithm of the odds that the value is what is looked for. */
export type Scorer = (features: readonly number[]) => number;

/** The weights are unpacked when the first value is scored. */
export function scorerOf({ weights, scale }: ScorerModel): Scorer {
  let unpacked: Int8Array | undefined;
  return (features) => {
    unpacked ??= new Int8Array(Buffer.from(weights, 'base64'));
    let sum = 0;
    for (const feature of features) sum += unpacked[feature]!;
    return sum * scale;
  };
}
