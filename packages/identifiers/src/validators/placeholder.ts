import type { Validator } from '../data-identifier.ts';
import { valueValidator } from './value-validator.ts';

/** Variables and blanks that a program or a person fills in: ${X}, $(X), {{x}}, <x>, %X%, %s, ****, xxxx, …. */
const TEMPLATE = /^(?:\$[\w.:{}()-]*|\{.*\}|<.*>|%[\w(){}.]*%?|#\{.*|@\w*@|\[.*\]|&\w*;?|\*+|x+|X+|\.+|-+|_+|\?+|…)$/;
/** Words that stand for a password in documentation and defaults. */
const WORD =
  /^(?:(?:your|my|the|user|db|some|new|old|root|admin|test|default)?[_-]?(?:password|passwd|passphrase|pass|pwd|secret|token|key|api_?key)(?:[_-]?here|123)?|change_?me.*|.*example.*|.*placeholder.*|redacted|masked|hidden|null|none|nil|undefined|true|false|string|empty|required|optional|guest|foo|bar|baz|todo)$/i;

/** What TEMPLATE begins with, but for bytes outside ASCII. */
const TEMPLATE_FIRST = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x80 || '${<%#@[&*xX.-_?'.includes(String.fromCharCode(byte)) ? 1 : 0,
);
/** Longer words have one of these in them. */
const LONG_WORD = /^change_?me|example|placeholder/i;
const LONGEST_SHORT_WORD = 24;

/** Refuses what is written where a password goes but is none. */
export const notPlaceholder: Validator = valueValidator((value) => {
  const { text, length } = value;
  if ((length === 0 || TEMPLATE_FIRST[value.byte(0)] === 1) && TEMPLATE.test(text)) return 'published-example';
  if (length > LONGEST_SHORT_WORD && !LONG_WORD.test(text)) return null;
  return WORD.test(text) ? 'published-example' : null;
});

/** The same, of the password in `scheme://user:password@host`. Source: RFC 3986, section 3.2.1. */
export const urlPassword: Validator = (value) => {
  const [, password] = /:\/\/[^:@/]*:(.+)@[^@]*$/.exec(value) ?? [];
  return password === undefined ? 'bad-format' : notPlaceholder(password);
};
