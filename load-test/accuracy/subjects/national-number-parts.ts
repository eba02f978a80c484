import { trying } from '../check-digits.ts';
import { DIGITS, laidOut, type Random, textOf } from '../random.ts';

export const two = (value: number): string => String(value).padStart(2, '0');

export const DIGIT_LIST = [...DIGITS];

export interface Day {
  readonly yy: string;
  readonly mm: string;
  readonly dd: string;
}

export const day = (random: Random, from = 50, to = 99): Day => ({
  yy: two(random.between(from, to)),
  mm: two(random.between(1, 12)),
  dd: two(random.between(1, 28)),
});

export const laid = (random: Random, value: string, ...layouts: readonly string[]): string =>
  laidOut(value, random.pick(layouts));

/** Tried until an implementation of others accepts one. */
export function accepted(make: () => string, oracle: { validate(value: string): { isValid: boolean } }): string {
  for (;;) {
    const value = make();
    if (oracle.validate(value).isValid) return value;
  }
}

export const byOracle =
  (
    oracle: { validate(value: string): { isValid: boolean } } | undefined,
    make: (random: Random) => string,
    ...layouts: readonly string[]
  ) =>
  (random: Random): string => {
    const value = accepted(() => make(random), oracle!);
    return layouts.length === 0 ? value : laid(random, value, ...layouts);
  };

export const ddmmyy = (random: Random): string => {
  const { yy, mm, dd } = day(random);
  return dd + mm + yy;
};

export const yymmdd = (random: Random): string => {
  const { yy, mm, dd } = day(random);
  return yy + mm + dd;
};

export const trailing =
  (form: string, fits: (value: string) => boolean, ...layouts: readonly string[]) =>
  (random: Random): string => {
    for (;;) {
      const body = textOf(random, form);
      const check = trying(DIGIT_LIST, (digit) => fits(body + digit));
      if (check !== undefined) return layouts.length === 0 ? body + check : laid(random, body + check, ...layouts);
    }
  };

export const N = '_NATIONAL_IDENTIFICATION_NUMBER';
