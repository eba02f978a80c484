import { FNV_OF_NOTHING, withUnit } from '../fnv.ts';

/** Features are hashed into so many weights. */
export const WEIGHTS = 16_384;

/** Which weight a feature has. */
export function featureOf(text: string): number {
  return featureOfHash(hashOf(text));
}

export function featureOfHash(hash: number): number {
  return (hash ^ (hash >>> 15)) & (WEIGHTS - 1);
}

export function hashOf(text: string): number {
  return withText(FNV_OF_NOTHING, text);
}

/** The hash of a text and what is added to it, of which no string need be made. */
export function withText(hash: number, added: string): number {
  let next = hash;
  for (let i = 0; i < added.length; i++) next = withUnit(next, added.charCodeAt(i));
  return next;
}

/** As withText, of `text.slice(start, end).toLowerCase().slice(0, most)`. */
export function withLower(hash: number, text: string, start: number, end: number, most: number): number {
  const stop = Math.min(end, start + most);
  let next = hash;
  for (let i = start; i < stop; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7f) return withText(hash, text.slice(start, end).toLowerCase().slice(0, most));
    next = withUnit(next, code >= 0x41 && code <= 0x5a ? code | 0x20 : code);
  }
  return next;
}
