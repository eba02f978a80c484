import type { Random } from '@dowser/local';
import type { SizeClass } from './scenario.ts';

/** A number in (0, 1). */
export const fraction = (random: Random): number => (random.int(2 ** 32) + 0.5) / 2 ** 32;

/** One of the weighted things. */
export function weighted<T>(random: Random, choices: readonly (readonly [thing: T, weight: number])[]): T {
  const total = choices.reduce((sum, [, weight]) => sum + weight, 0);
  let left = fraction(random) * total;
  for (const [thing, weight] of choices) {
    left -= weight;
    if (left < 0) return thing;
  }
  return choices.at(-1)![0];
}

/** Bytes of one object: log-normal within a class chosen by its share. Source: Box and Muller, 1958. */
export function objectSize(random: Random, classes: readonly SizeClass[]): number {
  const { medianBytes, sigma, maxBytes } = weighted(
    random,
    classes.map((size) => [size, size.share] as const),
  );
  const normal = Math.sqrt(-2 * Math.log(fraction(random))) * Math.cos(2 * Math.PI * fraction(random));
  return Math.max(1, Math.min(maxBytes, Math.round(medianBytes * Math.exp(sigma * normal))));
}
