import { assembleModule, type Code, v128 } from '@dowser/wasm';
import { dispatch } from './dispatch-code.ts';
import { afterEscape, escapeAt, escapedBefore, givesWay } from './escape-code.ts';
import { look } from './look-code.ts';
import { match, search, searchPlaces } from './match-code.ts';
import { nearWords } from './near-words-code.ts';
import { pickPlaces } from './pick-places-code.ts';
import { pickTokens } from './pick-tokens-code.ts';
import { findPlaces } from './places-code.ts';
import { countBetween } from './position-code.ts';
import { writeRecords } from './record-code.ts';
import { scan } from './scan-code.ts';
import { Index } from './shared-code.ts';
import { token } from './token-code.ts';

/** The kernel as a WebAssembly module. `relaxed` uses the faster table look-up of machines that have it. */
export function kernelCode(relaxed: boolean): Uint8Array<ArrayBuffer> {
  const swizzle = relaxed ? v128.relaxedSwizzle : v128.swizzle;
  const code: Record<keyof typeof Index, readonly [parameters: number, code: Code]> = {
    look: [2, look(swizzle)],
    pickPlaces: [2, pickPlaces()],
    pickTokens: [2, pickTokens()],
    match: [3, match()],
    dispatch: [2, dispatch()],
    token: [3, token()],
    scan: [3, scan()],
    search: [4, search(swizzle)],
    findPlaces: [5, findPlaces()],
    searchPlaces: [5, searchPlaces(swizzle)],
    writeRecords: [4, writeRecords()],
    countBetween: [3, countBetween()],
    escapeAt: [1, escapeAt()],
    escapedBefore: [1, escapedBefore()],
    afterEscape: [4, afterEscape()],
    givesWay: [3, givesWay()],
    nearWords: [2, nearWords()],
  };
  const names = Object.keys(Index) as (keyof typeof Index)[];
  const functions = names.map((name) => ({ name, parameters: code[name][0], code: code[name][1] }));
  return assembleModule(functions);
}
