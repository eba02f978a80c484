import { commonWords, givenNames } from './word-lists.ts';

/** Of given names, so many beginnings of four letters are looked for in free text, and so many of three as a name in the middle. */
const [BEGINNINGS, MIDDLE_BEGINNINGS] = [2_600, 760];
const [BEGINNING_LETTERS, MIDDLE_LETTERS] = [4, 3];
const SHORT_NAMES = 200;
/** A name at the head of the list counts as so many others, falling to one at the end of the head. */
const HEAD_WEIGHT = 12;
const HEAD = 1_200;

const UPPER = 'A-ZÀ-ÖØ-ÞĀ-Ž';
const LOWER = 'a-zà-öø-ÿß-ž';
/** Smith, O'Neil, McDonald, DeLuca, Lloyd-Jones. */
const WORD = `(?:[OD]['’]|Mc|Mac|De|Di|La|Le|Van|Fitz)?[${UPPER}][${LOWER}]{1,20}(?:[-'’][${UPPER}][${LOWER}]{1,20})?`;
const CAPITALS = `[${UPPER}]{2,16}(?:[-'’][${UPPER}]{2,16})?`;
const PARTICLE =
  '(?:van der|van den|van de|van|von der|von|zu|de la|de los|de las|de|del|della|dela|di|da|dos|das|do|du|des|la|le|el|bin|ibn|ben|al|ter|ten|y|e|i|af|Van der|Van den|Van de|Van|Von|De la|De|Del|Della|Di|Da|Dos|Le|La|El|Al|Bin)';

/** Words that stand before a name and look like a part of it. */
const BEFORE_NAMES = [
  'Dear|Hello|Hi|Mr|Mrs|Ms|Miss|Mx|Dr|Doctor|Prof|Professor|Sir|Madam|Rev|Hon|Name|Full|Patient|Customer|Client|Contact|Employee',
  'Attn|Attention|From|To|By|And|The|Regards|Sincerely|Sehr|Geehrter|Geehrte|Lieber|Liebe|Herrn|Herr|Frau|Monsieur|Madame|Mme',
  'Mlle|Cher|Chère|Bonjour|Estimado|Estimada|Querido|Querida|Hola|Señora|Señor|Sra|Sr|Srta|Don|Doña|Dona|Senhora|Senhor|Signora',
  'Signor|Sig|Dott|Ing|Mag|Caro|Cara|Gentile|Prezado|Prezada|Nombre|Nom|Nome',
].join('|');

const beginnings = beginningsOf(BEGINNING_LETTERS, BEGINNINGS);
const shortNames = heaviest(
  givenNames.filter((name) => /^\p{L}{3}$/u.test(name)),
  SHORT_NAMES,
);

/** Beginnings that ordinary words have, too: of these, only the names themselves are looked for. */
const ordinary = new Set(commonWords.map((word) => word.slice(0, BEGINNING_LETTERS)));
const isOrdinary = (beginning: string): boolean => ordinary.has(beginning.toLowerCase());
const distinctive = beginnings.filter((beginning) => !isOrdinary(beginning));
const whole = [
  ...shortNames,
  ...givenNames.filter((name) => {
    const beginning = name.slice(0, BEGINNING_LETTERS);
    return /^\p{Lu}\p{Ll}{3,}$/u.test(name) && isOrdinary(beginning) && beginnings.includes(beginning);
  }),
];

/** `\b` knows ASCII only. */
const first = (isAscii: boolean): string => {
  const [own, names] = [distinctive, whole].map((list) => list.filter((name) => /^[A-Z]/.test(name) === isAscii));
  return `(?:${trie(own!)})[${LOWER}]{0,14}|(?:${trie(names!)})`;
};
/**
 * Capitalised words that begin as given names do and often stand before one. They are matches by themselves, which no
 * validator takes, so that the search goes on at the name after them.
 */
const DECOYS = [
  'Actor|Actress|Agent|Also|Ambassador|Analyst|Applicant|April|Artist|Assistant|Attorney|August|Author|Before|Beneficiary|Best',
  'Brother|Buyer|Caller|Candidate|Captain|Cardholder|Cardinal|Chair|Chairman|Chancellor|Client|Coach|Colonel|Commander',
  'Congratulations|Consultant|Contact|Corporal|Council|Councillor|Counsel|Cousin|Customer|Dear|Defendant|Deputy|Detective|Director',
  'Doctor|Driver|Editor|Employee|Engineer|Father|February|Founder|Frau|Friday|Friend|From|General|Governor|Guest|Hello|Her|Here',
  'Herr|Herrn|His|Host|Inspector|Janitor|January|Judge|July|June|Justice|Kind|Lady|Landlord|Lawyer|Lieutenant|Lord|Madam|Madame',
  'Major|Manager|March|Marshal|Master|Mayor|Meanwhile|Member|Minister|Miss|Mister|Monday|Monsieur|Mother|Mrs|Nurse|October|Officer',
  'Owner|Parent|Participant|Partner|Passenger|Pastor|Patient|Premier|President|Presenter|Prince|Princess|Professor|Queen|Rabbi',
  'Recipient|Regards|Representative|Reverend|Saint|Salesman|Saturday|Secretary|Senator|Senior|September|Sergeant|Sheriff|Signor',
  'Signora|Since|Sincerely|Singer|Sister|Spouse|Student|Sunday|Supervisor|Teacher|Tenant|Thanks|Their|Then|There|They|This|Today',
  'Treasurer|Trustee|Tuesday|Under|User|Visitor|Warmly|Wednesday|When|While|Widow|Will|Witness|Writer|Yesterday',
]
  .join('|')
  .split('|')
  .filter((word) => distinctive.includes(word.slice(0, BEGINNING_LETTERS)) && !givenNames.includes(word));

const middle = `(?:${trie(beginningsOf(MIDDLE_LETTERS, MIDDLE_BEGINNINGS))})[${LOWER}]{0,14}`;

/** A name of a person that begins as frequent given names do; a word between it and the last one does, too. */
export const GIVEN_NAME_FIRST: string = [
  `\\b(?:${trie(DECOYS)}) |`,
  `(?:\\b(?:${first(true)})|${first(false)})(?:-[${UPPER}][${LOWER}]{1,16})? `,
  `(?:[${UPPER}]\\.? |${middle} )?(?:${PARTICLE} )?${WORD}`,
].join('');

/** Two to four words that can be a name of a person, without what stands before names. */
export const ANY_NAME: string = [
  `\\b(?:(?:${BEFORE_NAMES})\\.? ){0,2}`,
  `(?P<value>${WORD}(?:,? (?:[${UPPER}]\\.?|${PARTICLE}|${WORD})){0,2},? ${WORD}`,
  `|${CAPITALS}(?:,? (?:[${UPPER}]\\.?|${CAPITALS})){0,2},? ${CAPITALS})`,
].join('');

function beginningsOf(letters: number, count: number): readonly string[] {
  const names = givenNames.filter((name) => /^\p{Lu}\p{Ll}+$/u.test(name) && name.length >= letters);
  return heaviest(
    names.map((name) => name.slice(0, letters)),
    count,
  );
}

/** The words that occur most in a list whose head counts more. */
function heaviest(words: readonly string[], count: number): readonly string[] {
  const weights = new Map<string, number>();
  for (const [rank, word] of words.entries()) {
    const weight = 1 + Math.max(0, HEAD_WEIGHT * (1 - rank / HEAD));
    weights.set(word, (weights.get(word) ?? 0) + weight);
  }
  const descending = [...weights].sort(([, a], [, b]) => b - a);
  return descending.slice(0, count).map(([word]) => word);
}

/** An alternation of words that shares their beginnings, so that its automaton stays small. */
function trie(words: readonly string[]): string {
  const byFirst = Map.groupBy(words, (word) => word.charAt(0));
  return [...byFirst]
    .map(([first, list]) => {
      const rest = list.map((word) => word.slice(1)).filter((word) => word !== '');
      if (rest.length === 0) return first;
      return `${first}(?:${trie(rest)})${rest.length < list.length ? '?' : ''}`;
    })
    .join('|');
}
