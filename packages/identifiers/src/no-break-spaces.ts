import type { DataIdentifier } from './data-identifier.ts';

/** No-break space and narrow no-break space: what word processors, spreadsheets and web pages put between groups of digits. */
const NO_BREAK = String.raw`\x{A0}\x{202F}`;
/** A class, an escape, or a space. */
const PARTS = /\[(?:\\.|[^\]\\])*\]|\\.| /gs;

const DIGIT = /\\d|0-9/;

/** The pattern of a number with each space in it standing for the spaces that do not break as well; ranges that begin with a space stay. */
export function withNoBreakSpaces(pattern: string): string {
  if (!DIGIT.test(pattern)) return pattern;
  return pattern.replace(PARTS, (part) => {
    if (part === ' ') return `[ ${NO_BREAK}]`;
    return part.startsWith('[') ? part.replace(/(?<!\\) (?!-[^\]])/, ` ${NO_BREAK}`) : part;
  });
}

/** Numbers that a keyword names are written so, those of people and of accounts; what credentials and headers are made of is not. */
export function withSpacesOfPrint(row: DataIdentifier): DataIdentifier {
  if (row.category === 'CREDENTIALS') return row;
  const { also } = row;
  return {
    ...row,
    ...(row.keyword === 'none' ? {} : { pattern: withNoBreakSpaces(row.pattern) }),
    ...(also === undefined
      ? {}
      : {
          also: also.map((form) =>
            form.keywords === undefined ? form : { ...form, pattern: withNoBreakSpaces(form.pattern) },
          ),
        }),
  };
}
