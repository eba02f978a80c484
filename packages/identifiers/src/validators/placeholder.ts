import type { Validator } from '../data-identifier.ts';
import { valueValidator } from './value-validator.ts';
import { WordScreen } from './word-screen.ts';

/** Variables and blanks that a program or a person fills in: ${X}, $(X), {{x}}, <x>, %X%, %s, ****, xxxx, …. */
const TEMPLATE =
  /^(?:\$[\w.:{}()-]*|\{.*\}|\{\{.*|<.*>|&lt;.*|%[\w(){}.]*%?|#\{.*|@\w*@|\[.*\]|&\w*;?|\*+|x+|X+|\.+|-+|_+|\?+|…)$/;
/** Words that stand for a password in documentation and defaults: names of one, with what stands around them, … */
const NAMES = ['password', 'passwd', 'passphrase', 'pass', 'pwd', 'secret', 'token', 'key', 'api_?key'];
/** … with anything around them, … */
const ANYWHERE = ['example', 'placeholder'];
/** … and by themselves. */
const WHOLE =
  'redacted|masked|hidden|null|none|nil|undefined|true|false|string|empty|required|optional|guest|foo|bar|baz|todo|test|demo|public|foobared'.split(
    '|',
  );
const WORD = new RegExp(
  `^(?:(?:your|my|the|user|db|some|new|old|root|admin|test|default)?[_-]?(?:${NAMES.join('|')})(?:[_-]?here|123)?|change_?me.*|put your .*|${ANYWHERE.map((word) => `.*${word}.*`).join('|')}|${WHOLE.join('|')})[>\\])}]*$`,
  'i',
);
const screen = new WordScreen(['change', 'put', ...NAMES, ...ANYWHERE, ...WHOLE]);

/** What TEMPLATE begins with, but for bytes outside ASCII. */
const TEMPLATE_FIRST = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x80 || '${<%#@[&*xX.-_?'.includes(String.fromCharCode(byte)) ? 1 : 0,
);

/** Refuses what is written where a password goes but is none. */
export const notPlaceholder: Validator = valueValidator((value) => {
  const { bytes, start, end } = value;
  if ((start === end || TEMPLATE_FIRST[bytes[start]!] === 1) && TEMPLATE.test(value.text)) return 'published-example';
  return screen.mayHold(bytes, start, end) && WORD.test(value.text) ? 'published-example' : null;
});

/** The same, of the password in `scheme://user:password@host`. Source: RFC 3986, section 3.2.1. */
export const urlPassword: Validator = (value) => {
  const [, password] = /:\/\/[^:@/]*:(.+)@[^@]*$/.exec(value) ?? [];
  return password === undefined ? 'bad-format' : notPlaceholder(password);
};
