/** Longest match of any identifier's pattern, in bytes of UTF-8: how far windows of an object must overlap. */
export const MAX_MATCH_BYTES = 8_192;
