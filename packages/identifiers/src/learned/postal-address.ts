import model from '../data/address-scorer.json' with { type: 'json' };
import type { ContextValidator } from '../data-identifier.ts';
import type { AddressCountry } from '../validators/postal-region.ts';
import { addressFeatures, matchingTail } from './address-features.ts';
import { scorerOf } from './scorer.ts';

/** Identifies the weights. */
export const addressRevision: string = model.revision;

const score = scorerOf(model);

/** Judges what has the form of an address of a country: first its postcode, then the rest and what stands around it. */
export function postalAddress(country: AddressCountry): ContextValidator {
  return (value, around) => {
    const tail = matchingTail(value, country);
    if (tail === undefined) return 'bad-format';
    const likely = score(addressFeatures(value, around, country, tail.at)) >= model.thresholds.address;
    return likely ? null : 'unlikely';
  };
}
