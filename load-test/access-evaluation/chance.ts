import { type Random, randomFrom } from '../accuracy/random.ts';

/** Random quantities of the distributions that the simulated worlds are made of. */
export interface Chance extends Random {
  normal(): number;
  /** `median` × e^(`sigma` × normal). */
  logNormal(median: number, sigma: number): number;
  poisson(mean: number): number;
  /** Mean 1, variance 1 / `shape`. */
  gamma(shape: number): number;
  /** At least `scale`; P(x > t) = (scale / t)^alpha. */
  pareto(scale: number, alpha: number): number;
  exponential(mean: number): number;
  /** Index by weight. */
  weighted(weights: readonly number[]): number;
}

/** Above this mean a Poisson number is drawn as a rounded normal one. */
const POISSON_NORMAL = 60;

export function chanceFrom(seed: string): Chance {
  const random = randomFrom(seed);
  const { next } = random;
  const positive = (): number => 1 - next();
  const normal = (): number => Math.sqrt(-2 * Math.log(positive())) * Math.cos(2 * Math.PI * next());
  const poisson = (mean: number): number => {
    if (mean > POISSON_NORMAL) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = positive(); product > limit; product *= positive()) count++;
    return count;
  };
  // Marsaglia and Tsang 2000; a shape below 1 by way of shape + 1.
  const gammaOf = (shape: number): number => {
    if (shape < 1) return gammaOf(shape + 1) * positive() ** (1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = normal();
      const v = (1 + c * x) ** 3;
      if (v > 0 && Math.log(positive()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
    }
  };
  const weighted = (weights: readonly number[]): number => {
    let left = next() * weights.reduce((sum, weight) => sum + weight, 0);
    for (let index = 0; index < weights.length - 1; index++) {
      left -= weights[index]!;
      if (left < 0) return index;
    }
    return weights.length - 1;
  };
  return {
    ...random,
    normal,
    poisson,
    weighted,
    gamma: (shape) => gammaOf(shape) / shape,
    logNormal: (median, sigma) => median * Math.exp(sigma * normal()),
    pareto: (scale, alpha) => scale / positive() ** (1 / alpha),
    exponential: (mean) => -mean * Math.log(positive()),
  };
}
