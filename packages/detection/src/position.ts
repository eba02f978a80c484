const NEWLINE = 0x0a;

/** Where a place stands in the object. */
export interface Position {
  /** 1-based. */
  readonly line: number;
  /** Characters between the beginning of the line and the place. */
  readonly characters: number;
}

/**
 * What stands between `from` and each of the places, which ascend from there: pairs of how many newlines, and how many characters
 * since the last of them or since `from`. Offsets are into the window.
 */
export type CountBetween = (from: number, places: Int32Array) => Uint32Array;

/** For windows that are not in the kernel's memory. */
export function plainCount(bytes: Uint8Array): CountBetween {
  return (from, places) => {
    const pairs = new Uint32Array(2 * places.length);
    let at = from;
    let newlines = 0;
    let characters = 0;
    for (let i = 0; i < places.length; i++) {
      for (const to = places[i]!; at < to; at++) {
        const byte = bytes[at]!;
        if (byte === NEWLINE) {
          newlines++;
          characters = 0;
        } else if ((byte & 0xc0) !== 0x80) characters++;
      }
      pairs[2 * i] = newlines;
      pairs[2 * i + 1] = characters;
    }
    return pairs;
  };
}
