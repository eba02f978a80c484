/** A pattern whose longest match may be longer is refused. */
export const MAX_MATCH_BYTES = 8_192;
/** Text rule: characters (code points) between a keyword's nearest edge and the match. Source: Macie user guide, "Keyword requirements". */
export const KEYWORD_DISTANCE = 30;
/** Distances count characters, but never more bytes than these for each: in text that is not UTF-8 a character has no end. */
export const MAX_CHARACTER_BYTES = 4;
export const KEYWORD_DISTANCE_BYTES = MAX_CHARACTER_BYTES * KEYWORD_DISTANCE;
/** The largest `maximumMatchDistance` of a row, in characters. Source: Amazon Macie API, CreateCustomDataIdentifier. */
export const MAX_MATCH_DISTANCE = 300;
/** A keyword with more characters is refused with its row. Source: as above. */
export const MAX_KEYWORD_CHARACTERS = 90;
/** Cell and value rule: bytes between a keyword and the match, when the cell or value is longer than that. */
export const CELL_CONTEXT_BYTES = 4_096;
/** What a validator in context sees on each side of the value. Less than TEXT_REACH, so that every window holds it. */
export const SURROUNDINGS_BYTES = 96;
/** A column name or JSON key that is longer holds no keyword. */
export const MAX_NAME_BYTES = 1_024;
/** Columns further right have no name. */
export const MAX_COLUMNS = 16_384;
/** Deeper JSON goes on as text. Source: Macie quotas, JSON nesting levels. */
export const JSON_MAX_DEPTH = 256;

/** A letter before a keyword and two after it, and what an escape before it takes. */
const KEYWORD_EDGE_BYTES = 16;
const KEYWORD_BYTES = MAX_CHARACTER_BYTES * MAX_KEYWORD_CHARACTERS + KEYWORD_EDGE_BYTES;

/** How far from a match a byte can lie and still decide its keyword rule, in text. */
export const TEXT_REACH = Math.max(KEYWORD_DISTANCE_BYTES, MAX_CHARACTER_BYTES * MAX_MATCH_DISTANCE) + KEYWORD_BYTES;
/** The same in cells and values, which fall back to the text rule. */
export const CELL_REACH = Math.max(CELL_CONTEXT_BYTES, MAX_NAME_BYTES, TEXT_REACH) + KEYWORD_BYTES;
/** A window must hold at most this many bytes that an earlier window held. */
export const MAX_CARRY_BYTES = MAX_MATCH_BYTES + 2 * CELL_REACH;
