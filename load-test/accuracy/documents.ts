import { laidOut, type Random } from './random.ts';
import type { Subject } from './subject.ts';

/** Where a value stands in a document, in bytes. */
export interface Label {
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

export interface LabelledDocument {
  /** The name that the object would have, by which its layout is told. */
  readonly name: string;
  readonly bytes: Buffer;
  readonly labels: readonly Label[];
}

/** How a kind of document carries one value under a name. `%` is the value, `@` the name as written, `~` the name as an identifier. */
interface Shape {
  readonly kind: string;
  readonly ending: string;
  readonly head?: string;
  readonly lines: readonly string[];
  readonly tail?: string;
  /** Only for values on one line. */
  readonly flat?: true;
}

const SHAPES: readonly Shape[] = [
  {
    kind: 'prose',
    ending: 'txt',
    lines: [
      'Dear team, please note my @: %. Kind regards.',
      'The @ on file is %, as agreed in our call.',
      'He gave us % (@) at the desk.',
      '@ No. %',
      '@ #%',
      'Die @ lautet %.',
      'Votre @ est le %.',
      'Su @ es: «%».',
      'Il suo @ è % e non cambia.',
      'O seu @ é %, obrigado.',
    ],
  },
  { kind: 'form', ending: 'txt', lines: ['@:\t%', '@ : %', '@ = %', '@ ........ %', '[@] %', '* @ - %'] },
  {
    kind: 'mail',
    ending: 'eml',
    head: 'From: anna@example.org\r\nTo: office@example.org\r\nSubject: my data\r\n\r\n',
    lines: ['> @: %\r', 'as requested, @ "%"\r'],
  },
  {
    kind: 'log',
    ending: 'log',
    lines: [
      '2026-03-04T05:06:07.123Z INFO [http-7] ~=% status=200',
      '2026-03-04 05:06:07,123 DEBUG c.e.App - ~: "%" saved in 12 ms',
      'Mar  4 05:06:07 web1 app[912]: user updated {~=%}',
    ],
  },
  { kind: 'csv', ending: 'csv', head: 'id,~,created\n', lines: ['17,%,2026-03-04', '18,"%",2026-03-05'], flat: true },
  { kind: 'tsv', ending: 'tsv', head: 'id\t@\tstate\n', lines: ['17\t%\tnew'], flat: true },
  { kind: 'semicolons', ending: 'csv', head: 'id;customer ~;ort\n', lines: ['17;%;Bern', '18;"%";Wien'], flat: true },
  {
    kind: 'json',
    ending: 'json',
    head: '[\n',
    lines: ['  {"id": 17, "~": "%"},', '  {"id": 18, "customer": {"~": {"value": "%", "checked": true}}},'],
    tail: '  {}\n]\n',
    flat: true,
  },
  {
    kind: 'jsonl',
    ending: 'jsonl',
    lines: ['{"event":"update","~":["%"]}', '{"event":"note","text":"@: %"}'],
    flat: true,
  },
  {
    kind: 'xml',
    ending: 'xml',
    head: '<?xml version="1.0"?>\n<list>\n',
    lines: ['  <person><id>17</id><~>%</~></person>', '  <person ~="%"/>', '  <field name="~">%</field>'],
    tail: '</list>\n',
  },
  {
    kind: 'html',
    ending: 'html',
    lines: ['<tr><td>@</td><td>%</td></tr>', '<dt>@</dt><dd>%</dd>', '<input name="~" value="%">'],
  },
  { kind: 'yaml', ending: 'yaml', lines: ['~: %', '  ~: "%"', "  - ~: '%'"] },
  { kind: 'settings', ending: 'properties', lines: ['app.~=%', '~=%', 'export ~="%"'] },
  {
    kind: 'code',
    ending: 'ts',
    lines: ["const ~ = '%';", '  ~: "%",', "assert.equal(user.~, '%');", "user['~'] = `%`;"],
  },
  {
    kind: 'sql',
    ending: 'sql',
    lines: ["UPDATE person SET ~ = '%' WHERE id = 7;", "INSERT INTO person (id, ~) VALUES (7, '%');"],
  },
  { kind: 'markdown', ending: 'md', lines: ['| @ | % |', '- **@**: `%`'] },
];

const FILLERS = [
  'Order placed and shipped within two days.',
  'See the attached minutes of the last meeting.',
  'release 4.12.0 built from 9f2c1ab at 10:22',
  'total 1,204.50 of 3 items',
  'the quick brown fox jumps over the lazy dog',
];

/** Names of columns, keys and variables made of a name: in the ways in which programs write them. */
function identifierOf(name: string, random: Random): string {
  // A sign at the end is part of the name, and scripts without capitals have no camelCase.
  if (/#$|[^\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Common}\p{sc=Inherited}]/u.test(name)) return name;
  // Marks are left out where keyboards lack them; й is no и with a mark.
  const bare = /\p{sc=Cyrillic}/u.test(name) ? name : name.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
  const split = bare
    .replace(/[’'.]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  const shouted = split.length > 1 && split.every((word) => word === word.toUpperCase());
  const words = shouted ? split.map((word) => word.toLowerCase()) : split;
  const title = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
  const small = words.map((word) => (/^[A-Z]{2,}$/.test(word) ? word.toLowerCase() : word.toLowerCase()));
  return random.pick([
    small.join('_'),
    small.join('_').toUpperCase(),
    small.map((word, place) => (place === 0 ? word : title(word))).join(''),
    words.map(title).join(''),
    `customer_${small.join('_')}`,
    `customer${words.map(title).join('')}`,
    small.length === 1 ? `${small[0]}_number` : small.join('_'),
    small.length === 1 ? `${words[0]}Number` : small.join('-'),
  ]);
}

/** Values of a subject in every kind of document that can carry them: `count` in all, each labelled. */
export function documentsOf(subject: Subject, count: number, random: Random): readonly LabelledDocument[] {
  const several = subject.make(random).includes('\n');
  const shapes = SHAPES.filter((shape) => !(several && shape.flat) && !(several && shape.kind === 'settings'));
  const each = Math.ceil(count / shapes.length);
  return shapes.map((shape) => documentOf(subject, shape, each, random));
}

function documentOf(subject: Subject, shape: Shape, count: number, random: Random): LabelledDocument {
  const parts: string[] = [];
  const labels: Label[] = [];
  let length = 0;
  const add = (text: string): void => {
    parts.push(text);
    length += Buffer.byteLength(text);
  };
  const fill = (text: string, name: string, identifier: string): string =>
    text.replaceAll('@', name).replaceAll('~', identifier);
  const column = nameOf(subject, random);
  const head = identifierOf(column, random);
  add(fill(shape.head ?? '', column, head));
  for (let i = 0; i < count; i++) {
    // Under a heading all values have its name; elsewhere each has one of its own.
    const name = shape.flat ? column : nameOf(subject, random);
    const identifier = shape.flat ? head : identifierOf(name, random);
    const value = subject.make(random);
    const lines =
      /[,;]/.test(value) && shape.ending === 'csv' ? shape.lines.filter((line) => line.includes('"')) : shape.lines;
    const [before = '', after = ''] = fill(random.pick(lines), name, identifier).split('%');
    add(before);
    labels.push({ id: subject.id, start: length, end: length + Buffer.byteLength(value) });
    add(`${value}${after}\n`);
    if (!shape.flat && shape.kind !== 'xml') add(`${random.pick(FILLERS)}\n`);
  }
  add(shape.tail ?? '');
  return { name: `${subject.id}.${shape.kind}.${shape.ending}`, bytes: Buffer.from(parts.join('')), labels };
}

/** What looks like a value and is none: with its last character changed under a right name, right with no name near, or the subject's own. */
export function nearMisses(subject: Subject, count: number, random: Random): LabelledDocument | undefined {
  const { names, checkLast, miss } = subject;
  if (names.length === 0 && !checkLast && miss === undefined) return undefined;
  const lines = Array.from({ length: count }, () => {
    if (miss !== undefined) return miss(random);
    const value = subject.make(random);
    if (checkLast && (names.length === 0 || random.chance(0.5)))
      return `${nameOf(subject, random)}: ${spoiled(value, random)}`;
    return `reference of the shipment ${value}`;
  });
  const text = lines.map((line) => `${line}\n${random.pick(FILLERS)}\n${random.pick(FILLERS)}\n`).join('');
  return { name: `${subject.id}.near-misses.txt`, bytes: Buffer.from(text), labels: [] };
}

function nameOf({ names }: Subject, random: Random): string {
  return names.length === 0 ? 'value' : random.pick(names);
}

function spoiled(value: string, random: Random): string {
  const last = value.at(-1)!;
  const alphabet = /[0-9]/.test(last)
    ? '0123456789'
    : /[A-Z]/.test(last)
      ? 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
      : 'abcdefghijklmnopqrstuvwxyz';
  let other = last;
  while (other === last) other = random.text(alphabet, 1);
  return laidOut(`${value.slice(0, -1)}${other}`, '*'.repeat(value.length));
}
