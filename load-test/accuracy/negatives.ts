import { globSync, readFileSync, statSync } from 'node:fs';
import { type Random, textOf } from './random.ts';

/** Text without anything sensitive in it, under the name that the object would have. */
export interface Negative {
  readonly corpus: string;
  readonly name: string;
  readonly bytes: Buffer;
}

const BYTES_EACH = 1_000_000;
const two = (value: number): string => String(value).padStart(2, '0');
const WORDS =
  'lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et dolore magna aliqua enim minim veniam quis nostrud exercitation ullamco laboris nisi aliquip commodo consequat duis aute irure'.split(
    ' ',
  );

function time(random: Random): string {
  return `20${random.between(19, 27)}-${two(random.between(1, 12))}-${two(random.between(1, 28))}T${two(random.between(0, 23))}:${two(random.between(0, 59))}:${two(random.between(0, 59))}`;
}

const uuid = (random: Random): string =>
  textOf(random, '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}');
const sentence = (random: Random): string =>
  `${Array.from({ length: random.between(6, 14) }, () => random.pick(WORDS)).join(' ')}. `;
const small = (random: Random): string => textOf(random, random.chance(0.8) ? '[a-zA-Z]' : '[a-zA-Z]{2}');

/** One line each, with what is mistaken for numbers of people, accounts and keys. */
const LINES: readonly (readonly [corpus: string, name: string, line: (random: Random) => string])[] = [
  [
    'logs',
    'access.log',
    (r) =>
      `10.${r.between(0, 255)}.${r.between(0, 255)}.${r.between(1, 254)} - - [${two(r.between(1, 28))}/Mar/2026:${two(r.between(0, 23))}:10:11 +0000] "GET /api/v${r.between(1, 3)}/orders/${r.digits(9)}?page=${r.between(1, 99)} HTTP/1.1" ${r.pick([200, 201, 304, 404])} ${r.digits(5)} "-" "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36"\n`,
  ],
  [
    'logs',
    'app.log',
    (r) =>
      `${time(r)}.${r.digits(3)}Z ${r.pick(['INFO', 'WARN', 'DEBUG', 'ERROR'])} [worker-${r.between(1, 64)}] ${r.pick(['card service', 'account loader', 'session', 'mobile gateway', 'visa workflow', 'contact sync'])} trace=${r.text('0123456789abcdef', 32)} span=${r.digits(16)} took=${r.digits(4)}ms job ${r.digits(10)}\n`,
  ],
  [
    'logs',
    'events.jsonl',
    (r) =>
      `${JSON.stringify({ time: time(r), id: uuid(r), user: r.between(1, 9_999_999), sequence: Number(r.digits(15)), hash: r.text('0123456789abcdef', 64), version: `${r.between(0, 20)}.${r.between(0, 40)}.${r.between(0, 90)}` })}\n`,
  ],
  [
    'numbers',
    'identifiers.txt',
    (r) =>
      `${uuid(r)} ${r.text('0123456789abcdef', 40)} ${r.digits(13)} ${time(r)} v${r.between(1, 30)}.${r.between(0, 99)}.${r.between(0, 9999)}\n`,
  ],
  [
    'numbers',
    'orders.csv',
    (r) =>
      `${r.digits(9)},ORD-${r.digits(8)},${r.digits(16)},${r.digits(3)}-${r.digits(7)}-${r.digits(7)},${r.digits(12)},${r.digits(11)},${time(r)}\n`,
  ],
  [
    'numbers',
    'shipments.txt',
    (r) =>
      `parcel ${r.digits(3)}-${r.digits(2)}-${r.digits(4)} lot ${r.digits(3)} ${r.digits(3)} ${r.digits(4)} bin ${textOf(r, '[A-Z]{2}######')} item ${textOf(r, '[A-Z]#######')} isbn 978-${r.digits(1)}-${r.digits(4)}-${r.digits(4)}-${r.digits(1)} ean ${r.digits(13)}\n`,
  ],
  [
    'numbers',
    'checksums.txt',
    (r) =>
      `${r.text('0123456789abcdef', 64)}  dist/${r.pick(WORDS)}-${r.between(1, 9)}.${r.between(0, 20)}.${r.between(0, 20)}.tar.gz\n${textOf(r, '[A-Za-z0-9+/]{43}')}= sha512-${textOf(r, '[A-Za-z0-9+/]{86}')}==\n`,
  ],
  [
    'prose',
    'lorem.txt',
    (r) =>
      `${sentence(r)}${sentence(r)}In ${r.between(1900, 2030)} about ${r.digits(6)} people read section ${r.between(1, 20)}.${r.between(1, 20)} (page ${r.between(1, 999)}).\n`,
  ],
  [
    'minified',
    'bundle.min.js',
    (r) => {
      const text = r.chance(0.95) ? r.pick(WORDS) : textOf(r, '[A-Za-z0-9+/]{20,80}');
      const number = r.digits(r.chance(0.9) ? r.between(1, 4) : r.between(5, 10));
      return `function ${small(r)}(${small(r)},${small(r)}){return ${small(r)}.${small(r)}(${number},"${text}")^${number}>>>${r.between(1, 31)}}var ${small(r)}={${small(r)}:${number},${r.pick(WORDS)}:!0,${r.chance(0.05) ? r.pick(['card', 'mobile', 'contact', 'pan']) : r.pick(WORDS)}:${number}};${r.chance(0.01) ? '\n' : ''}`;
    },
  ],
];

export function generatedNegatives(random: Random): readonly Negative[] {
  return LINES.map(([corpus, name, line]) => {
    const parts: string[] = [];
    for (let length = 0; length < BYTES_EACH; ) {
      const next = line(random);
      parts.push(next);
      length += next.length;
    }
    return { corpus, name, bytes: Buffer.from(parts.join('')) };
  });
}

/** Real programs: the packages that the lockfile pins, without their tests, which hold planted values, and without the library of valid numbers. */
function installed(root: string): readonly Negative[] {
  const paths = globSync('node_modules/**/*.{js,mjs,cjs,ts,json,md,map,py,c,cc,h,hpp,css,html,yml}', {
    cwd: root,
    exclude: (entry) =>
      ['@dowser', 'stdnum', 'test', 'tests', '__tests__', 'fixtures'].includes(entry.split('/').at(-1)!),
  });
  return paths
    .filter((path) => !/\.(?:test|spec)\./.test(path) && statSync(`${root}/${path}`).isFile())
    .sort()
    .flatMap((path) => {
      const bytes = readFileSync(`${root}/${path}`);
      return bytes.includes(0) ? [] : [{ corpus: 'code', name: path, bytes }];
    });
}

export function negatives(random: Random, root: string): readonly Negative[] {
  return [...generatedNegatives(random), ...installed(root)];
}
