import type { ScanCheckpoint } from '@dowser/contracts';
import type { ScanState } from '@dowser/detection';
import { type Charset, storedLength } from '@dowser/extraction';
import type { TextPlace, TextStart } from './scan-text.ts';

/** A larger one (a CSV of ten thousand named columns) is not taken: the scan goes on to the next chunk. A record of the bus takes 4 MiB. */
export const MAX_CHECKPOINT_BYTES = 512 * 1024;
/** Bytes of a character of decoded text after its first. */
const MAX_CONTINUATION_BYTES = 3;

/** What is the same all over an object. */
export interface Described {
  readonly charset: Charset;
  readonly mimeType: string;
}

/**
 * What is needed to go on at this place; null where it cannot be told, or is too large. `storedTo`: the stored byte at which the
 * first character begins that begins at or after the place.
 */
export function checkpointAt(
  place: TextPlace,
  storedTo: number,
  { charset, mimeType }: Described,
  counts: ReadonlyMap<string, number>,
): ScanCheckpoint | null {
  const { scannedTo, state, bytes } = place;
  const base = scannedTo - bytes.length;
  let at = state.needFrom - base;
  // What is not UTF-8 is read on from a character's beginning; UTF-8 stands in the object byte for byte.
  if (charset !== 'utf-8') {
    for (let left = MAX_CONTINUATION_BYTES; left > 0 && at >= 0 && (bytes[at]! & 0xc0) === 0x80; left--) at--;
  }
  if (at < 0) return null;
  const checkpoint: ScanCheckpoint = {
    storedFrom: storedTo - storedLength(charset, bytes.subarray(at)),
    decodedFrom: base + at,
    scannedTo,
    charset,
    mimeType,
    state: { ...state },
    counts: Object.fromEntries(counts),
  };
  return JSON.stringify(checkpoint).length <= MAX_CHECKPOINT_BYTES ? checkpoint : null;
}

/** Where the text of the next part begins. */
export const startOf = ({ decodedFrom, scannedTo, state }: ScanCheckpoint): TextStart => ({
  feedFrom: decodedFrom,
  scannedTo,
  state: state as ScanState,
});
