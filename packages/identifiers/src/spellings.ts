import type { DataIdentifier } from './data-identifier.ts';

/** Letters whose mark Unicode does not take off, as people write them where keyboards and systems lack them. */
const WITHOUT_MARK: Readonly<Record<string, string>> = { ł: 'l', ø: 'o', đ: 'd', ß: 'ss', æ: 'ae', œ: 'oe', ı: 'i' };
/** As Germans and Scandinavians write them with two letters. */
const TWO_LETTERS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', ø: 'oe', å: 'aa', æ: 'ae' };

const OTHER_SCRIPT = /[^\p{sc=Latin}\p{sc=Greek}\p{sc=Common}\p{sc=Inherited}]/u;

function replaced(text: string, letters: Readonly<Record<string, string>>): string {
  return text.replace(/\p{L}/gu, (letter) => letters[letter.toLowerCase()] ?? letter);
}

/** Without accents, as in names of columns. Only where they may be left out: in the Latin and Greek scripts. */
function plain(keyword: string): string {
  if (OTHER_SCRIPT.test(keyword)) return keyword;
  return replaced(keyword, WITHOUT_MARK).normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC');
}

/** As two words, as the words of a name in a program: `x-api-key` is xApiKey, `accountno#` is account_no. An abbreviation's dot may be left out. */
function loose(keyword: string): readonly string[] {
  const words = keyword.replace(/(?<=[\p{L}\p{N}])[-–_](?=[\p{L}\p{N}])/gu, ' ');
  return [keyword, words, words.replace(/ ?no#$/i, ' no'), words.replace(/(?<=[ -]\p{L}+)\.$/u, '')];
}

/** Apostrophes of either kind, or none: a space stands for nothing, `_` or `-` as well. */
function apostrophes(keyword: string): readonly string[] {
  if (!/['’]/.test(keyword)) return [keyword];
  return ["'", '’', ' '].map((mark) => keyword.replace(/['’]/g, mark).replace(/ {2,}/g, ' ').trim());
}

/** The keywords, then other spellings of them that are not among them. */
export function spellingsOf(keywords: readonly string[]): readonly string[] {
  const all = new Map(keywords.map((keyword) => [keyword.toLowerCase(), keyword]));
  for (const keyword of keywords) {
    for (const spelling of [keyword, replaced(keyword, TWO_LETTERS), plain(keyword)]
      .flatMap(apostrophes)
      .flatMap(loose)) {
      if (!all.has(spelling.toLowerCase())) all.set(spelling.toLowerCase(), spelling);
    }
  }
  return [...all.values()];
}

/** The row with its keywords in every spelling. */
export function withSpellings(row: DataIdentifier): DataIdentifier {
  const { also } = row;
  return {
    ...row,
    keywords: spellingsOf(row.keywords),
    ...(also === undefined
      ? {}
      : {
          also: also.map((variant) =>
            variant.keywords === undefined ? variant : { ...variant, keywords: spellingsOf(variant.keywords) },
          ),
        }),
  };
}
