/** Decimal digits beyond which a probability is no longer told apart. */
export const SURPRISE_LIMIT = 30;

const LANCZOS = [
  76.18009172947146, -86.50532032941678, 24.01409824083091, -1.231739572450155, 0.1208650973866179e-2,
  -0.5395239384953e-5,
];
const FRACTION_STEPS = 300;
const TINY = 1e-300;
const PRECISION = 1e-12;

/** Natural logarithm of the gamma function, x > 0. Source: Lanczos 1964, as in Numerical Recipes 6.1. */
export function logGamma(x: number): number {
  const shifted = x + 5.5;
  const series = LANCZOS.reduce((sum, c, i) => sum + c / (x + i + 1), 1.000000000190015);
  return (x + 0.5) * Math.log(shifted) - shifted + Math.log((Math.sqrt(2 * Math.PI) * series) / x);
}

/**
 * Natural logarithm of the regularised incomplete beta function I_x(a, b), exact also where it is far below what a number
 * holds. Source: the continued fraction 8.17.22 of NIST's Digital Library of Mathematical Functions.
 */
export function logBeta(x: number, a: number, b: number): number {
  if (x <= 0) return Number.NEGATIVE_INFINITY;
  if (x >= 1) return 0;
  const front = logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x);
  if (x < (a + 1) / (a + b + 2)) return front - Math.log(a) + Math.log(fraction(x, a, b));
  const other = front - Math.log(b) + Math.log(fraction(1 - x, b, a));
  return Math.log1p(-Math.min(1, Math.exp(other)));
}

function fraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / notZero(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m <= FRACTION_STEPS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / notZero(1 + even * d);
    c = notZero(1 + even / c);
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / notZero(1 + odd * d);
    c = notZero(1 + odd / c);
    value *= d * c;
    if (Math.abs(d * c - 1) < PRECISION) break;
  }
  return value;
}

const notZero = (value: number): number => (Math.abs(value) < TINY ? TINY : value);

/** −log10 of the probability that Student's t with `degrees` of freedom exceeds t. */
export function studentSurprise(t: number, degrees: number): number {
  const logTail = logBeta(degrees / (degrees + t * t), degrees / 2, 0.5) + Math.log(0.5);
  return digits(t > 0 ? logTail : Math.log1p(-Math.exp(logTail)));
}

/**
 * −log10 of the probability of `count` or more where the rate has a gamma distribution of this shape over so many days
 * (a negative binomial). 0 for none.
 */
export function rareCountSurprise(count: number, shape: number, days: number): number {
  return count <= 0 ? 0 : digits(logBeta(1 / (1 + days), count, shape));
}

function digits(logProbability: number): number {
  return Math.min(SURPRISE_LIMIT, Math.max(0, -logProbability / Math.LN10));
}
