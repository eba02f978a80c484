/** Features are hashed into so many weights. */
export const WEIGHTS = 16_384;

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

/** The sum of the weights of the features: the logarithm of the odds that the value is what is looked for. */
export type Scorer = (features: readonly string[]) => number;

/** The weights are unpacked when the first value is scored. */
export function scorerOf({ weights, scale }: ScorerModel): Scorer {
  let unpacked: Int8Array | undefined;
  return (features) => {
    unpacked ??= new Int8Array(Buffer.from(weights, 'base64'));
    let sum = 0;
    for (const feature of features) sum += unpacked[bucketOf(feature)]!;
    return sum * scale;
  };
}

/** Which weight a feature has. Source: FNV-1a, 32 bits, over UTF-16 code units. */
export function bucketOf(feature: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < feature.length; i++) hash = Math.imul(hash ^ feature.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 15)) & (WEIGHTS - 1);
}
