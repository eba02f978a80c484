import model from '../data/birth-date-scorer.json' with { type: 'json' };
import type { ContextValidator, Validator } from '../data-identifier.ts';
import { valueValidator } from '../validators/value-validator.ts';
import { birthDateFeatures, isWholeDay, speaksOfPerson } from './birth-date-features.ts';
import { scorerOf } from './scorer.ts';

/** Identifies the weights. */
export const birthDateRevision: string = model.revision;

const score = scorerOf(model);
const COLON = 0x3a;
/** From the end of a time of day: its colon. */
const COLON_FROM_END = 3;

/** Refuses dates with a time of day, of which lines of logs are full, before anything else is looked at. */
export const dayWithoutTime: Validator = valueValidator((value) => {
  const colon = value.length - COLON_FROM_END;
  return colon >= 0 && value.byte(colon) === COLON ? 'bad-format' : null;
});

/** Judges a date by what stands around it: whether it is somebody's date of birth. */
export const birthDateInContext: ContextValidator = (value, around) => {
  if (!isWholeDay(value, around)) return 'bad-format';
  if (!speaksOfPerson(around)) return 'unlikely';
  return score(birthDateFeatures(value, around)) >= model.thresholds.date ? null : 'unlikely';
};
