import { createGeneratedObjectStore, type Planted } from '@dowser/testkit';
import type { ServedObject } from './object-server.ts';

const SSN = '\nSSN: 219-09-9998\n';
const SSN_AT = SSN.indexOf('219');
const NEWLINE = 0x0a;

export const HUGE_IDENTIFIER = 'USA_SOCIAL_SECURITY_NUMBER';

/** A text of any size that is stored nowhere, with a number to be found every so many bytes. */
export interface HugeObject extends ServedObject {
  /** How often HUGE_IDENTIFIER is in it. */
  readonly found: number;
  /** Where, as `start:line`. Reads the whole object. */
  places(): Promise<string[]>;
}

export function hugeObject(size: number, everyBytes: number): HugeObject {
  const planted: Planted[] = [];
  for (let at = Math.floor(everyBytes / 2); at + SSN.length < size; at += everyBytes) planted.push({ at, text: SSN });
  const store = createGeneratedObjectStore({ size, planted });
  const bytes = async function* (start: number, end: number): AsyncGenerator<Uint8Array> {
    const ref = { bucket: '', key: '', versionId: '' };
    yield* (await store.read(ref, { ifMatch: '', range: { start, end } })).body;
  };
  return {
    size,
    etag: 'generated',
    bytes,
    found: planted.length,
    async places() {
      const places: string[] = [];
      const starts = planted.map(({ at }) => at + SSN_AT).values();
      let next = starts.next();
      let line = 1;
      let at = 0;
      for await (const piece of bytes(0, size)) {
        let counted = 0;
        for (; !next.done && next.value < at + piece.length; next = starts.next()) {
          line += newlines(piece.subarray(counted, next.value - at));
          counted = next.value - at;
          places.push(`${next.value}:${line}`);
        }
        line += newlines(piece.subarray(counted));
        at += piece.length;
      }
      return places;
    },
  };
}

function newlines(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) count++;
  return count;
}
