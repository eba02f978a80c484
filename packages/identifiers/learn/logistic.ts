import { createHash } from 'node:crypto';
import { WEIGHTS } from '../src/learned/feature-hash.ts';
import type { ScorerModel } from '../src/learned/scorer.ts';
import type { Random } from './random.ts';

const EPOCHS = 6;
const RATE = 0.15;
/** Keeps the weights of rare features small. */
const DECAY = 2e-6;
const LARGEST = 127;

export interface Example {
  /** Places of weights. */
  readonly features: readonly number[];
  readonly positive: boolean;
  readonly weight: number;
}

/** Logistic regression on hashed features by stochastic gradient steps that shrink as a weight is used (AdaGrad). */
export function train(examples: readonly Example[], random: Random): Float64Array {
  const weights = new Float64Array(WEIGHTS);
  const squares = new Float64Array(WEIGHTS).fill(1e-4);
  const hashed = examples.map(({ features, positive, weight }) => ({
    buckets: Uint16Array.from(features),
    target: positive ? 1 : 0,
    weight,
  }));
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (let left = hashed.length; left > 0; left--) {
      const chosen = random.below(left);
      const example = hashed[chosen]!;
      hashed[chosen] = hashed[left - 1]!;
      hashed[left - 1] = example;
      let sum = 0;
      for (const bucket of example.buckets) sum += weights[bucket]!;
      const error = (1 / (1 + Math.exp(-sum)) - example.target) * example.weight;
      for (const bucket of example.buckets) {
        const gradient = error + DECAY * weights[bucket]! * hashed.length * 0.01;
        squares[bucket]! += gradient * gradient;
        weights[bucket]! -= (RATE * gradient) / Math.sqrt(squares[bucket]!);
      }
    }
  }
  return weights;
}

/** The weights as bytes. */
export function modelOf(weights: Float64Array, thresholds: Readonly<Record<string, number>>): ScorerModel {
  const scale = Math.max(...weights.map(Math.abs)) / LARGEST;
  const bytes = Int8Array.from(weights, (weight) => Math.round(weight / scale));
  const rest = { weights: Buffer.from(bytes.buffer).toString('base64'), scale, thresholds };
  const revision = createHash('sha256').update(JSON.stringify(rest)).digest('hex').slice(0, 16);
  return { revision, ...rest };
}

/** The least score from which on at least `precision` of what is accepted is right. */
export function threshold(
  scored: readonly { readonly score: number; readonly positive: boolean }[],
  precision: number,
): number {
  const descending = [...scored].sort((a, b) => b.score - a.score);
  let right = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const [i, { score, positive }] of descending.entries()) {
    if (positive) right++;
    if (right / (i + 1) >= precision) least = score;
  }
  return Number(least.toFixed(2));
}
