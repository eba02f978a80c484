/** The last code point that has another case (Adlam), rounded up. */
const LAST_CASED = 0x1_ffff;

let cased: string | undefined;

/** Every character with another case, in one string. */
function casedCharacters(): string {
  if (cased === undefined) {
    let all = '';
    for (let code = 0; code <= LAST_CASED; code++) {
      if (code < 0xd800 || code > 0xdfff) all += String.fromCodePoint(code);
    }
    cased = all.match(/[\p{Changes_When_Casemapped}\p{Changes_When_Casefolded}]/gu)?.join('') ?? '';
  }
  return cased;
}

/** `character` and every other character that Unicode simple case folding takes for the same. Source: CaseFolding.txt, statuses C and S. */
export function sameInAnyCase(character: string): readonly string[] {
  const escaped = `\\u{${character.codePointAt(0)!.toString(16)}}`;
  const others = casedCharacters().match(new RegExp(escaped, 'giu')) ?? [];
  return [...new Set([character, ...others])];
}
