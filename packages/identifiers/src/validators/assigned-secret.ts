import type { Validator } from '../data-identifier.ts';
import { entropyOfValue } from './entropy.ts';
import { notPlaceholder } from './placeholder.ts';
import { refusalOfRandomBytes } from './random-looking.ts';
import { checkOf, valueValidator } from './value-validator.ts';

const placeholderCheck = checkOf(notPlaceholder);

/** Characters that names of things have not; a password of letters alone cannot be told from a word. */
const NOT_OF_NAMES = /[0-9!@#$%^&*+?~=]/;
const MIN_PASSWORD_BITS = 2;
/** Words with hyphens, dots or underscores between, at most one of them a number: a name, or a label that asks for something. */
const WORDS = /^\p{L}+(?:[-_.](?:\p{L}+|[0-9]))+[?:…]?$/u;
/** What a program points to, a setting of it, a part of it: `*buffer`, `&buffer`, `AUTO_COMPILE=0`, `lib/parser5`. */
const OF_PROGRAMS = /^[*&][A-Za-z_]+$|^[A-Z_]{3,}=[0-9A-Za-z]{0,5}$|^[a-z]+\/[a-z._/-]+\d$/;
/** `/a/b`, `a/b#c`: places in files, sites and programs; `#a-b`, `.a`: selectors. */
const PATH = /^(?:\.{0,2}\/[\w.@-]+\/|[#.][a-z-]+$)|^[a-z]+[/#](?:[a-z._-]+[/#])*[a-z._-]+$/i;
const HEXADECIMAL_NUMBER = /^0x[0-9a-f]+$/i;

/** What is assigned to something called a password: neither a blank nor a word nor the name of a variable. */
export const assignedPassword: Validator = valueValidator((value) => {
  const refusal = placeholderCheck(value);
  if (refusal !== null) return refusal;
  const { text } = value;
  if (!NOT_OF_NAMES.test(text) || !/[A-Za-z]/.test(text)) return 'low-entropy';
  if ([WORDS, PATH, HEXADECIMAL_NUMBER, OF_PROGRAMS].some((form) => form.test(text))) return 'low-entropy';
  return entropyOfValue(value) >= MIN_PASSWORD_BITS ? null : 'low-entropy';
});

const CLASSES = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^0-9A-Za-z]/];
const MIN_CLASSES = 3;
/** What a generator of passwords without signs gives. */
const RANDOM_TEXT = /^[0-9A-Za-z]{16,}$/;
/** A word or two, capitals within, with a number at the end: the name of a variable. */
const VARIABLE = /^[A-Za-z]+[0-9]{0,2}$/;

/** The same in prose, where words stand around it: of three kinds of characters. */
export const toldPassword: Validator = valueValidator((value) => {
  const { text } = value;
  const kinds = CLASSES.filter((members) => members.test(text)).length;
  return kinds < MIN_CLASSES || VARIABLE.test(text) ? 'low-entropy' : assignedPassword(text);
});

/** Kinds of characters, one bit each. */
const Kind = { Digit: 1, HexLower: 2, Lower: 4, HexUpper: 8, Upper: 16, Other: 32 } as const;
const KINDS = Uint8Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  if (/[0-9]/.test(character)) return Kind.Digit;
  if (/[a-z]/.test(character)) return character <= 'f' ? Kind.HexLower : Kind.Lower;
  if (/[A-Z]/.test(character)) return character <= 'F' ? Kind.HexUpper : Kind.Upper;
  return Kind.Other;
});
const ALPHABETS: readonly (readonly [kinds: number, characters: number])[] = [
  [Kind.Digit | Kind.HexLower | Kind.HexUpper, 16],
  [Kind.Digit | Kind.HexLower | Kind.Lower, 36],
  [Kind.Digit | Kind.HexUpper | Kind.Upper, 36],
];
const ALPHABET_OF_KINDS = Uint8Array.from(
  { length: 2 * Kind.Other },
  (_, kinds) => ALPHABETS.find(([members]) => (kinds & ~members) === 0)?.[1] ?? 62,
);
/** Random text of 16 letters and digits lacks two digits once in 4 000 times; names seldom have them. */
const MIN_DIGITS = 2;
const MIN_LETTERS = 2;

/** What is assigned to something called a token, key or secret: it looks random for its alphabet, and has digits among its letters. */
export const assignedSecret: Validator = valueValidator((value) => {
  const { bytes, start, end } = value;
  const refusal = placeholderCheck(value);
  if (refusal !== null) return refusal;
  let digits = 0;
  let others = 0;
  let kinds = 0;
  for (let i = start; i < end; i++) {
    const kind = KINDS[bytes[i]!]!;
    kinds |= kind;
    if (kind === Kind.Digit) digits++;
    else if (kind === Kind.Other) others++;
  }
  const letters = end - start - digits - others;
  if (digits < MIN_DIGITS || letters < MIN_LETTERS) return 'low-entropy';
  return refusalOfRandomBytes(bytes, start, end, ALPHABET_OF_KINDS[kinds]!);
});

/** A variable that a shell or template fills in; `$$` and `$1` are written in passwords too. */
const VARIABLE_WITHIN = /(?:^|[^$])\$[A-Za-z_({]/;

/** A password in an environment file, where no quotes say that a `$` is one. */
export const barewordPassword: Validator = valueValidator((value) =>
  VARIABLE_WITHIN.test(value.text) ? (placeholderCheck(value) ?? 'low-entropy') : assignedPassword(value.text),
);

/** A member of something, with at most one digit: `settings.password2`. */
const MEMBER = /^[A-Za-z_]+[.:]{1,2}[A-Za-z_]\D*\d?\D*$/;

/** The same in settings and forms, where a program may have an expression: no name or path, of three kinds of characters or random. */
export const barePassword: Validator = valueValidator((value) => {
  const { text } = value;
  if (/^[/.]|:\/\//.test(text) || MEMBER.test(text)) return 'low-entropy';
  if (VARIABLE_WITHIN.test(text)) return placeholderCheck(value) ?? 'low-entropy';
  const refusal = toldPassword(text);
  return refusal === 'low-entropy' && RANDOM_TEXT.test(text) ? assignedSecret(text) : refusal;
});
