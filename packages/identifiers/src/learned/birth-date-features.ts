import type { Surroundings } from '../data-identifier.ts';
import { calendarDate } from '../validators/calendar-date.ts';
import { contextFeatures, endsEscape } from './context-features.ts';
import { featureOf } from './feature-hash.ts';
import { kindOf } from './word-lists.ts';

const MONTH =
  '(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)';
/** People who live now were born in them. */
const YEAR = String.raw`(?:19\d{2}|20[01]\d)`;

const TWO = '(?:0?[1-9]|[12][0-9]|3[01])';

/** Before a date: it is no part of a longer one, or of a path. */
const APART = String.raw`(?:^|[^\w./\\-])`;

/** A date of a day in a year in which people who live now were born, in digits. */
export const BIRTH_DATE: string = [
  String.raw`${APART}(?P<value>(?:${YEAR}(?:-\d{2}-\d{2}|/\d{2}/\d{2}|\.\d{2}\.\d{2})`,
  String.raw`${TWO}(?:-${TWO}-|/${TWO}/|\.${TWO}\.)${YEAR})\b)`,
].join('|');

/** The same with the name of the month. */
export const BIRTH_DATE_IN_WORDS: string = [
  `${APART}(?P<value>(?:${TWO}[ -]${MONTH}[ -]${YEAR}`,
  String.raw`${MONTH} ${TWO}, ${YEAR})\b)`,
].join('|');

/** What begins like such a date and is a timestamp, of which lines of logs are full. */
export const TIMESTAMPS: readonly string[] = [
  String.raw`\d{4}[-./]\d{2}[-./]\d{2} \d{2}:\d{2}`,
  String.raw`\d{2}[-./]\d{2}[-./]\d{4} \d{2}:\d{2}`,
  String.raw`\d{4}[-./]\d{2}[-./]\d{2}T`,
];

/** Words that speak of a person beside a date. */
const PERSON_WORDS = new Set(
  [
    'male female man woman boy girl sex gender mr mrs ms miss patient pt passenger traveller traveler resident student',
    'pupil child children son daughter baby infant wife husband spouse mother father dependant dependants dependent dependents',
    'insured claimant beneficiary applicant tenant detainee defendant suspect employee member customer passport nationality',
    'citizen aged age mrn dn bd bdt bday dn bdate gebdat ddn dtnasc nasc born bd birth kind tochter sohn frau herr versicherte',
    'versicherter patientin geschlecht männlich weiblich paciente sexo hijo hija asegurado varón mujer assuré assurée enfant fils',
    'fille sexe homme femme nationalité paziente sesso figlio figlia sottoscritto sottoscritta assistito assistita filho filha',
    'beneficiario identity surname forename firstname lastname given family',
  ]
    .join(' ')
    .split(' '),
);
const NEAR = 72;
const WORDS = /[\p{L}]+/gu;
const SEPARATORS = String.raw`,;|\t"'()<>:=·`;
/** A letter that is a cell or a value by itself: no initial (H. Miller), no part of a code (72740-M). */
const OWN_LETTER = new RegExp(`(?:^|[${SEPARATORS}]| {2}) ?([MFWHmfw]) ?(?=$|[${SEPARATORS}]| )`, 'u');
/** One between blanks, or right before the date. */
const LETTER_BETWEEN_BLANKS = / [MFWHmfw](?: |$)/;
const OTHER_DATE = /\d{4}[-/.]\d{2}[-/.]\d{2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}/g;
const TIME = /^(?:T| {1,2})\d{1,2}:?\d{2}/;
const INSIDE_BEFORE = /[\p{L}\p{N}_./\\-]$/u;
const INSIDE_AFTER = /^(?:[\p{L}\p{N}_/\\-]|\.\d)/u;

/** False for what is no day of the calendar, has a time of day after it, or is a part of something longer. */
export function isWholeDay(value: string, { before, after }: Surroundings): boolean {
  if (calendarDate(value) !== null || TIME.test(after) || INSIDE_AFTER.test(after)) return false;
  return !INSIDE_BEFORE.test(before) || endsEscape(before);
}

/** Whether some word on the same line speaks of a person; a letter between blanks does beside a name (Size F, Rosa Miller F). */
export function speaksOfPerson(around: Surroundings): boolean {
  const sides = lineOf(around);
  const words = sides.flatMap(wordsOf);
  if (words.some((word) => PERSON_WORDS.has(word)) || sides.some((side) => OWN_LETTER.test(side))) return true;
  return sides.some((side) => LETTER_BETWEEN_BLANKS.test(side)) && namesIn(words) !== '00';
}

/** What stands before and after on the same line. */
function lineOf({ before, after }: Surroundings): readonly [before: string, after: string] {
  return [before.slice(before.lastIndexOf('\n') + 1).slice(-NEAR), after.split('\n', 1)[0]!.slice(0, NEAR)];
}

/** Features of a date that may be that of a birth: its form, and what its line says of people and of other things. */
export function birthDateFeatures(value: string, around: Surroundings): readonly number[] {
  const [before, after] = lineOf(around);
  const year = Number(/\d{4}/.exec(value)![0]);
  const [left, right] = [wordsOf(before), wordsOf(after)];
  const words = [...left, ...right];
  const names = `${namesIn(left)} ${namesIn(right)}`;
  const dates = Math.min(2, `${before} ${after}`.match(OTHER_DATE)?.length ?? 0);
  const own = [
    'date',
    `form:${value.replace(/\d/g, '0').replace(/[A-Za-z]+/, 'a')}`,
    `decade:${Math.floor(year / 10)}`,
    `names:${names}`,
    `names:${names} dates:${dates}`,
    `names:${names} decade:${Math.floor(year / 10)}`,
    `dates:${dates}`,
    `cells:${Math.min(6, `${before}${after}`.split(/[,;|\t]/).length)}`,
    ...new Set(words.map((word) => `word:${word}`)),
  ];
  return [...own.map(featureOf), ...contextFeatures(around)];
}

function wordsOf(text: string): readonly string[] {
  return (text.match(WORDS) ?? []).map((word) => (word.length === 1 ? word : word.toLowerCase()));
}

/** How many given and family names, up to two of each. */
function namesIn(words: readonly string[]): string {
  const kinds = words.filter((word) => word.length > 1).map(kindOf);
  const given = kinds.filter((kind) => kind.given > 0 && !kind.common).length;
  const family = kinds.filter((kind) => kind.family > 0 && !kind.common).length;
  return `${Math.min(2, given)}${Math.min(2, family)}`;
}
