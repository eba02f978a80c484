import model from '../data/birth-date-scorer.json' with { type: 'json' };
import type { ContextValidator } from '../data-identifier.ts';
import { birthDateFeatures, isWholeDay, speaksOfPerson } from './birth-date-features.ts';
import { scorerOf } from './scorer.ts';

/** Identifies the weights. */
export const birthDateRevision: string = model.revision;

const score = scorerOf(model);
/** Judges a date by what stands around it: whether it is somebody's date of birth. */
export const birthDateInContext: ContextValidator = (value, around) => {
  if (!isWholeDay(value, around)) return 'bad-format';
  if (!speaksOfPerson(around)) return 'unlikely';
  return score(birthDateFeatures(value, around)) >= model.thresholds.date ? null : 'unlikely';
};
