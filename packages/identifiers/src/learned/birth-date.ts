import model from '../data/birth-date-scorer.json' with { type: 'json' };
import type { ContextValidator, Validator } from '../data-identifier.ts';
import { birthDateFeatures, isTimestamp, isWholeDay, speaksOfPerson } from './birth-date-features.ts';
import { scorerOf } from './scorer.ts';

/** Identifies the weights. */
export const birthDateRevision: string = model.revision;

const score = scorerOf(model);

/** Refuses dates with a time of day, of which lines of logs are full, before anything else is looked at. */
export const dayWithoutTime: Validator = Object.assign(
  (value: string) => (value.at(-3) === ':' ? ('bad-format' as const) : null),
  {
    ofBytes: (bytes: Buffer, start: number, end: number) =>
      isTimestamp(bytes, start, end) ? ('bad-format' as const) : null,
  },
);

/** Judges a date by what stands around it: whether it is somebody's date of birth. */
export const birthDateInContext: ContextValidator = (value, around) => {
  if (!isWholeDay(value, around)) return 'bad-format';
  if (!speaksOfPerson(around)) return 'unlikely';
  return score(birthDateFeatures(value, around)) >= model.thresholds.date ? null : 'unlikely';
};
