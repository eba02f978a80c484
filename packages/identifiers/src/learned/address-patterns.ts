import {
  type AddressCountry,
  AUSTRALIAN_STATES,
  BRITISH_AREAS,
  PROVINCES,
  STATES,
} from '../validators/postal-region.ts';

const LETTER = "A-Za-zÀ-ÖØ-öø-ÿ'’";
/** Between the lines of an address. */
const BREAK = String.raw`(?:, ?|,? ?\r?\n {0,8}|"?[,;\t|]"?|<br ?/?> ?)`;
const SPACE_OR_BREAK = `(?:,? |${BREAK})`;

/** States that are looked for by their names, too: the largest. */
const SPELLED_OUT: readonly string[] = [
  'California',
  'Texas',
  'Florida',
  'New York',
  'Illinois',
  'Ohio',
  'Washington',
  'Massachusetts',
];

/** Words of a street or a place in English; short, so that the engine finds the beginning from the end. */
const TOKEN = "[A-Z0-9#][A-Za-z0-9#'./-]{0,13}";
const STREET = `${TOKEN}(?: (?:${TOKEN}|of|the)){0,4}`;
const PART = `${TOKEN}(?: (?:${TOKEN}|of|upon|on|in)){0,3}`;
const HOUSE = String.raw`\b\d{1,6}[A-Za-z]?(?:-\d{1,4})? `;
/**
 * Before a region or a postcode. The sign right before it is what the engine looks for, with the letters that follow: it is
 * kept apart from what may stand before it.
 */
const BEFORE_REGION = String.raw`(?:,|,? ?\r?\n|"[,;\t|]|,? ?<br ?/?)?[ ,;\t|\n>"]`;
const ENGLISH = `${HOUSE}${STREET}(?:${BREAK}${PART}){0,2}${BEFORE_REGION}`;

/** A city where it ends the address. */
const CITY = `[A-ZÀ-ÖØ-Þ][${LETTER}.]{1,18}(?:[ -](?:[A-ZÀ-ÖØ-Þ][${LETTER}]{1,18}|de|del|della|la|le|les|sur|en|am|an|der|im|in|di|el)){0,4}`;
const STREET_NAME = `[${LETTER}0-9.][${LETTER}0-9. -]{1,44}`;

/** The last letters of what German streets are called: rare in other words, so that the engine finds them. */
const GERMAN_STREETS =
  'traße|trasse|tr\\.|gasse|llee|latz|weg|damm|pfad|graben|[uU]fer|aussee|[ -]Ring|(?:dt|n|s|er)ring|TRA(?:SS|ß)E';
const FRENCH_STREETS =
  'rue|Rue|RUE|avenue|Avenue|av\\.|boulevard|Boulevard|bd|Bd|place|Place|chemin|Chemin|allée|Allée|allées|impasse|Impasse|quai|Quai|route|Route|cours|Cours|square|Square|passage|Passage|faubourg|AVENUE|BOULEVARD|PLACE|CHEMIN|ROUTE|QUAI|IMPASSE|ALL[ÉE]E|Faubourg|voie|Voie|sentier|esplanade|promenade|montée|villa|ruelle|résidence|Bld|bld|BD|av|AV';
const SPANISH_STREETS =
  'Calle|C/|Avenida|Avda\\.?|Av\\.|Plaza|Pza\\.|Paseo|Carrer|Camino|Ronda|Travesía|Carretera|Gran Vía|Rambla|calle|avenida|plaza|paseo|CALLE|AVENIDA|PLAZA|PASEO|Glorieta|Pasaje|Passeig|Avinguda|Plaça|Bulevar|Cuesta|Callejón|Alameda|Cl\\.';
const ITALIAN_STREETS =
  'Via|Viale|V\\.le|Piazza|P\\.zza|P\\.za|Corso|C\\.so|Largo|Vicolo|Piazzale|Lungomare|Contrada|via|viale|piazza|corso|VIA|VIALE|PIAZZA|CORSO|LARGO|VICOLO|Strada|Borgo|Salita|Galleria|Località|Traversa';

/** An address of each country: house, street, city, postcode, in the country's order. */
export const ADDRESSES: Readonly<Record<AddressCountry, string>> = {
  US: String.raw`${ENGLISH}(?:${[...STATES, ...SPELLED_OUT].join('|')})\.?(?:,? |,|"?[,;\t|]"?)\d{5}(?:-\d{4})?\b`,
  CA: String.raw`${ENGLISH}\(?(?:${PROVINCES.join('|')})\)?(?:,? {1,2}|"?[,;\t|]"?)[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d\b`,
  AU: String.raw`${ENGLISH}(?:${AUSTRALIAN_STATES.join('|')})(?:,? |"?[,;\t|]"?)\d{4}\b`,
  GB: String.raw`${ENGLISH}(?:${BRITISH_AREAS.join('|')})\d[0-9A-Z]? ?\d[ABD-HJLNP-UW-Z]{2}\b`,
  DE: String.raw`\b[A-ZÄÖÜ][A-Za-zÄÖÜäöüß. -]{0,34}(?:${GERMAN_STREETS}) ?\d{1,4} ?[a-zA-Z]?${BREAK}(?:D-)?\d{5}(?: |"?[,;\t|]"?)${CITY}`,
  FR: String.raw`\b\d{0,3}\d(?:(?: ?(?:bis|ter))? (?:${FRENCH_STREETS})|, rue) ${STREET_NAME}${SPACE_OR_BREAK}(?:F-)?\d{5}(?: |"?[,;\t|]"?)${CITY}`,
  ES: String.raw`\b(?:${SPANISH_STREETS}) ?${STREET_NAME},? ?(?:n\.?[ºo°]\.? ?)?\d{1,4}(?:,? \d{1,2} ?[ºª°]?(?:[ .-]{0,2}[A-Za-z]{1,4}\.?)?)?${SPACE_OR_BREAK}\d{5}(?: |"?[,;\t|]"?)${CITY}`,
  IT: String.raw`\b(?:${ITALIAN_STREETS}) ${STREET_NAME},? ?(?:n\.? ?)?\d{1,4}(?:/?[A-Za-z])?${SPACE_OR_BREAK}(?:I-)?\d{5}(?: |"?[,;\t|]"?)${CITY}`,
};
