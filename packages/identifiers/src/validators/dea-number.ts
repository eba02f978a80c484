import { allOf } from './all-of.ts';
import { never } from './never.ts';
import { onPart } from './on-part.ts';
import { digitsOf } from './text.ts';
import { weightedCheckDigit } from './weighted.ts';

/** The last of the seven digits is the check digit of the other six. Source: 21 CFR 1301.13; DEA, "Registration". */
export const deaNumber = allOf(
  never(/^..0{7}$/),
  onPart(
    (value) => digitsOf(value).slice(-7),
    weightedCheckDigit([1, 2, 1, 2, 1, 2], 10, (remainder) => remainder),
  ),
);
