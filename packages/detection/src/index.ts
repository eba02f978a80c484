export { boundRepeats } from './bound-repeats.ts';
export { compileCatalogue } from './compile.ts';
export { explain } from './explain.ts';
export { sniffLayout } from './layout/sniff.ts';
export {
  CELL_CONTEXT_BYTES,
  JSON_MAX_DEPTH,
  KEYWORD_DISTANCE,
  MAX_CARRY_BYTES,
  MAX_COLUMNS,
  MAX_KEYWORD_CHARACTERS,
  MAX_MATCH_BYTES,
  MAX_MATCH_DISTANCE,
  MAX_NAME_BYTES,
} from './limits.ts';
export { scanReference } from './reference.ts';
export { scanColumns, scanWindow, startScan } from './scan.ts';
export type * from './types.ts';
export { wholeMatch } from './whole-match.ts';
