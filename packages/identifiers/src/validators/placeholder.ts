import type { Validator } from '../data-identifier.ts';

/** Variables and blanks that a program or a person fills in: ${X}, $(X), {{x}}, <x>, %X%, %s, ****, xxxx, …. */
const TEMPLATE = /^(?:\$[\w.:{}()-]*|\{.*\}|<.*>|%[\w(){}.]*%?|#\{.*|@\w*@|\[.*\]|&\w*;?|\*+|x+|X+|\.+|-+|_+|\?+|…)$/;
/** Words that stand for a password in documentation and defaults. */
const WORD =
  /^(?:(?:your|my|the|user|db|some|new|old|root|admin|test|default)?[_-]?(?:password|passwd|passphrase|pass|pwd|secret|token|key|api_?key)(?:[_-]?here|123)?|change_?me.*|.*example.*|.*placeholder.*|redacted|masked|hidden|null|none|nil|undefined|true|false|string|empty|required|optional|guest|foo|bar|baz|todo)$/i;

/** Refuses what is written where a password goes but is none. */
export const notPlaceholder: Validator = (value) =>
  TEMPLATE.test(value) || WORD.test(value) ? 'published-example' : null;

/** The same, of the password in `scheme://user:password@host`. Source: RFC 3986, section 3.2.1. */
export const urlPassword: Validator = (value) => {
  const [, password] = /:\/\/[^:@/]*:(.+)@[^@]*$/.exec(value) ?? [];
  return password === undefined ? 'bad-format' : notPlaceholder(password);
};
