import type { Surroundings } from '../data-identifier.ts';
import { type AddressCountry, isPostcodeOf } from '../validators/postal-region.ts';
import { contextFeaturesWith } from './context-features.ts';
import { featureOf } from './feature-hash.ts';
import { kindOf } from './word-lists.ts';

const ENGLISH_STREET =
  /^(?:st|str|street|ave|av|avenue|rd|road|blvd|boulevard|dr|drive|ln|lane|way|ct|court|pl|place|sq|square|ter|terrace|pkwy|parkway|hwy|highway|cir|circle|trl|trail|broadway|close|crescent|cres|gardens|grove|mews|row|walk|hill|alley|plaza|loop|quay|parade|esplanade|route|rue|box)$/;
const contextFeatures = contextFeaturesWith('a ');
const UNIT = /^(?:apt|apartment|suite|ste|unit|floor|fl|bldg|building|room|rm|flat|#.*)$/;
/** The region where addresses of the country have one, and the postcode. */
const TAILS: Readonly<Record<AddressCountry, RegExp>> = {
  US: /([A-Z]{2}|[A-Z][a-z]+(?: [A-Z][a-z]+)?)\W{1,4}(\d{5})(?:-\d{4})?$/,
  CA: /([A-Z]{2})\W{1,4}([A-Z]\d[A-Z] ?\d[A-Z]\d)$/,
  AU: /([A-Z]{2,3})\W{1,4}(\d{4})$/,
  GB: /()([A-Z]{1,2}\d[0-9A-Z]? ?\d[A-Z]{2})$/,
  DE: /()(\d{5})(?: |\W{1,3})\p{L}/u,
  FR: /()(\d{5})(?: |\W{1,3})\p{L}/u,
  ES: /()(\d{5})(?: |\W{1,3})\p{L}/u,
  IT: /()(\d{5})(?: |\W{1,3})\p{L}/u,
};

/** What an address ends with: region, where there is one, and postcode; undefined when the two do not go together. */
export function matchingTail(
  value: string,
  country: AddressCountry,
): { readonly region: string; readonly code: string; readonly at: number } | undefined {
  const found = TAILS[country].exec(value);
  if (found === null) return undefined;
  const [, region = '', code = ''] = found;
  return isPostcodeOf(country, region, code) ? { region, code, at: found.index } : undefined;
}

/** Features of what has the form of an address of the country, its postcode at `at`. */
export function addressFeatures(
  value: string,
  around: Surroundings,
  country: AddressCountry,
  at: number,
): readonly number[] {
  const cityFirst = ['US', 'CA', 'AU', 'GB'].includes(country);
  const before = value.slice(0, at).replace(/\W+$/, '');
  const parts = before.split(/[,;\t|\n]|<br ?\/?>/).map((part) => part.trim());
  const words = value
    .toLowerCase()
    .split(/[^\p{L}\p{N}#]+/u)
    .filter((word) => word !== '');
  const cityText = cityFirst ? before : value.slice(at).replace(/^\P{L}+/u, '');
  const cityWords = cityText
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');
  const city = cityFirst ? cityWords.slice(-3) : cityWords.slice(0, 3);
  const isPlace = [1, 2, 3].some(
    (count) => kindOf((cityFirst ? city.slice(-count) : city.slice(0, count)).join(' ')).place,
  );
  const kinds = words.map(kindOf);
  const english = words.some((word) => ENGLISH_STREET.test(word));
  const features = [
    country,
    `street:${cityFirst ? english : 'in pattern'}`,
    `unit:${words.some((word) => UNIT.test(word))}`,
    `city:${isPlace}`,
    `street city:${english || !cityFirst} ${isPlace}`,
    `parts:${Math.min(4, parts.length)}`,
    `words:${Math.min(6, words.length >> 1)}`,
    `house:${/\d+/.exec(value)?.[0].length ?? 0}`,
    `year:${/^(?:19|20)\d\d /.test(value)}`,
    `common:${Math.min(4, kinds.filter((kind) => kind.common && !kind.place && kind.family === 0).length)}`,
    `numbers:${Math.min(4, words.filter((word) => /\d/.test(word)).length)}`,
  ].map(featureOf);
  features.push(...contextFeatures(around));
  for (const word of words.slice(1, 6)) {
    if (ENGLISH_STREET.test(word) || kindOf(word).common) features.push(featureOf(`w:${word}`));
  }
  return features;
}
