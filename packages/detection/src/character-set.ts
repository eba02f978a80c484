/** Source: RE2 wiki, "Syntax". */
export const PERL_CLASSES: Readonly<Record<string, string>> = { d: '0-9', w: '0-9A-Za-z_', s: '\t\n\f\r ' };
export const POSIX_CLASSES: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\0-\x7f',
  blank: '\t ',
  cntrl: '\0-\x1f\x7f',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-/:-@[-`{-~',
  space: '\t-\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};
/** Members of one character class: ASCII exactly, everything else as one flag. */
export interface CharacterSet {
  ascii: Uint8Array;
  others: boolean;
}

/** One character, with its other case when `fold`; (?i)k and (?i)s also match U+212A and U+017F. */
export function literal(codePoint: number, fold: boolean): CharacterSet {
  const set: CharacterSet = { ascii: new Uint8Array(128), others: codePoint > 0x7f };
  if (codePoint <= 0x7f) set.ascii[codePoint] = 1;
  // Folding can lead from outside ASCII into it (U+212A to k): allow every letter.
  if (fold && codePoint > 0x7f) merge(set, members('A-Za-z', false));
  if (fold && codePoint <= 0x7f) {
    const character = String.fromCharCode(codePoint);
    set.ascii[character.toLowerCase().charCodeAt(0)] = 1;
    set.ascii[character.toUpperCase().charCodeAt(0)] = 1;
    if ('kKsS'.includes(character)) set.others = true;
  }
  return set;
}

/** `0-9A-F_`-style members, ASCII only. */
export function members(ranges: string, fold: boolean): CharacterSet {
  const set: CharacterSet = { ascii: new Uint8Array(128), others: false };
  for (let i = 0; i < ranges.length; i++) {
    const from = ranges.charCodeAt(i);
    let to = from;
    if (ranges[i + 1] === '-' && i + 2 < ranges.length) {
      to = ranges.charCodeAt(i + 2);
      i += 2;
    }
    for (let code = from; code <= to; code++) merge(set, literal(code, fold));
  }
  return set;
}

/** Every other character. */
export function complement(set: CharacterSet): CharacterSet {
  return { ascii: set.ascii.map((flag) => 1 - flag), others: true };
}

/** Adds the members of `from`. */
export function merge(into: CharacterSet, from: CharacterSet): void {
  for (let code = 0; code < 128; code++) into.ascii[code] = into.ascii[code]! | from.ascii[code]!;
  into.others ||= from.others;
}
