import type { DataIdentifier } from './data-identifier.ts';

/** Letters whose mark Unicode does not take off, as people write them where keyboards and systems lack them. */
const WITHOUT_MARK: Readonly<Record<string, string>> = { ł: 'l', ø: 'o', đ: 'd', ß: 'ss', æ: 'ae', œ: 'oe', ı: 'i' };
/** As Germans and Scandinavians write them with two letters. */
const TWO_LETTERS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', ø: 'oe', å: 'aa', æ: 'ae' };

const utf8 = new TextEncoder();

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
  return [
    keyword,
    words,
    words.replace(/ ?no#$/i, ' no'),
    words.replace(/(?<=[ -]\p{L}+)\.$/u, ''),
    ...withoutNumberSign(words),
  ];
}

/** What is `dl#` on a form is dl_no or dl_number in the name of a column, which holds no sign; nationalid# says by itself what it is. */
function withoutNumberSign(keyword: string): readonly string[] {
  const [, name] = /^(.*\p{L}) ?#$/u.exec(keyword) ?? [];
  if (name === undefined) return [];
  if (/(?:id|number|n[uú]mero)$/iu.test(name)) return [name];
  return /no$/i.test(name) ? [] : [`${name} no`, `${name} number`];
}

/** Words that say one thing alone and another together: the plural of these names nothing of a person. */
const WITHOUT_PLURAL: ReadonlySet<string> = new Set(
  'run nit rut pan tin sin cell contact position social mag med blood stripe swipe discover electron debit credit dui fin tic exp birth'.split(
    ' ',
  ),
);

/** `ssns`, `phone numbers`: where many are listed, after words in letters of English alone. */
function plural(keyword: string): readonly string[] {
  return /^(?:[a-z']+ )*[a-z]{2,}[a-rt-z]$/i.test(keyword) && !WITHOUT_PLURAL.has(keyword.toLowerCase())
    ? [`${keyword}s`]
    : [];
}

const FIRST_LETTERS_PLAIN = /^[\x20-\x7e]{3}.*[^\x20-\x7e]/u;

/**
 * As they stand in files that hold ASCII alone: escaped as most writers of JSON do (`num\u00e9ro`), and as in mail
 * (`num=C3=A9ro`). Not where the escape begins the word: there, all text of its script would have to be looked at.
 */
function escaped(keyword: string): readonly string[] {
  if (!FIRST_LETTERS_PLAIN.test(keyword)) return [];
  const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, '0');
  const small = keyword.toLowerCase();
  return [
    small.replace(/[^\x20-\x7e]/g, (unit) => `\\u${hex(unit.charCodeAt(0), 4)}`),
    small.replace(/[^\x20-\x7e]/gu, (letter) => [...utf8.encode(letter)].map((byte) => `=${hex(byte, 2)}`).join('')),
  ];
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
      .flatMap(loose)
      .flatMap((spelling) => [spelling, ...plural(spelling), ...escaped(spelling)])) {
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
