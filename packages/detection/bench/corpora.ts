import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Layout } from '@dowser/detection';
import { identifiers } from '@dowser/identifiers';
import { randomSource } from './random.ts';

export interface Corpus {
  readonly name: string;
  readonly layout: Layout;
  readonly bytes: Buffer;
}

const PACKAGES = join(import.meta.dirname, '..', '..', '..', 'node_modules');
const FIRST_OF_2015 = Date.UTC(2015, 0, 1);
const MEGABYTES = 16;
/** What is longer is bundled, and read by nobody. */
const MAX_SOURCE_BYTES = 300_000;
const CODE = /\.(?:[cm]?[jt]s|md)$/;
const PROSE = /\.(?:md|markdown)$/;
const SOURCES = ['@aws-sdk', '@smithy', 'fast-check', 'kafkajs', 'yaml', 'typescript'];

function fill(name: string, layout: Layout, header: string, line: (random: () => number, i: number) => string): Corpus {
  const random = randomSource(1);
  const parts: string[] = [header];
  let length = header.length;
  for (let i = 0; length < MEGABYTES * 1e6; i++) {
    const next = line(random, i);
    parts.push(next);
    length += next.length;
  }
  return { name, layout, bytes: Buffer.from(parts.join('')) };
}

const text: Layout = { kind: 'text' };

/** What the benchmark scans: about 16 MB each; synthetic, but for source code that is installed here. */
export function corpora(): readonly Corpus[] {
  const examples = identifiers.filter((row) => row.recommended).flatMap((row) => row.examples);
  const short = examples.filter((example) => example.length < 200);
  const pick = <T>(random: () => number, list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const number = (random: () => number, digits: number): string => String(Math.floor(random() * 10 ** digits));
  return [
    fill('logs', text, '', (random, i) => {
      const time = new Date(1.7e12 + i * 137).toISOString();
      const path = pick(random, [
        '/api/v1/orders',
        '/login',
        '/static/app.js',
        '/account/settings',
        '/api/v1/payments/card',
      ]);
      const level = pick(random, ['INFO', 'DEBUG', 'WARN']);
      const tail = random() < 0.002 ? ` ${pick(random, short)}` : '';
      return `${time} ${level} [http-${i % 64}] 10.0.${i % 200}.${i % 31} GET ${path}?id=${number(random, 9)} 200 ${number(random, 5)} "Mozilla/5.0" trace=${number(random, 12)}${tail}\n`;
    }),
    fill('source', text, '', (random, i) =>
      pick(random, [
        `export function handler${i}(request: Request): Response {\n`,
        `  const total = items.reduce((sum, item) => sum + item.price * ${number(random, 3)}, 0);\n`,
        `  if (response.status !== ${number(random, 3)}) throw new Error('unexpected status');\n`,
        `  // Keep the session key away from the account settings page.\n`,
        `  return new Response(JSON.stringify({ id: ${number(random, 7)}, ok: true }));\n}\n\n`,
      ]),
    ),
    fill('dense', text, '', (random) => `${pick(random, short)}\n`),
    fill('dense-csv', { kind: 'delimited', delimiter: ',' }, 'id,name,ssn,card number,email,notes\n', (random, i) => {
      const ssn = `${100 + (i % 800) - (i % 800 === 566 ? 1 : 0)}-${10 + (i % 89)}-${1000 + (i % 8999)}`;
      return `${i},Customer ${number(random, 4)},${ssn},4111111111111111,c${i}@example.com,"${pick(random, ['called, no answer', 'ok', 'paid'])}"\n`;
    }),
    fill(
      'dense-json',
      { kind: 'json' },
      '',
      (random, i) =>
        `${JSON.stringify({ id: i, customer: { name: `Customer ${number(random, 4)}`, ssn: `${100 + (i % 500)}-${10 + (i % 89)}-${1000 + (i % 8999)}`, card: { cardNumber: '4111111111111111' } }, note: pick(random, short) })}\n`,
    ),
    { name: 'code', layout: text, bytes: installed(SOURCES, CODE) },
    { name: 'random', layout: text, bytes: randomContent() },
  ];
}

/** Text that holds next to nothing: logs of today, logs of years in which people were born, source code, documents. */
export function cleanCorpora(): readonly Corpus[] {
  const folders = readdirSync(PACKAGES).filter((name) => /^@?[a-z]/.test(name) && name !== '@dowser');
  return [
    ...corpora().filter(({ name }) => name === 'logs' || name === 'code'),
    fill('dated-logs', text, '', (_, i) => {
      const time = new Date(FIRST_OF_2015 + i * 137).toISOString().replace('T', ' ').replace('.', ',').replace('Z', '');
      return `${time} INFO [http-${i % 64}] GET /api/v1/orders?id=${(i * 7_919) % 10 ** 9} 200 ${i % 9_973} "Mozilla/5.0"\n`;
    }),
    { name: 'prose', layout: text, bytes: installed(folders, PROSE) },
  ];
}

/** Files of installed packages, in order of their names. */
function installed(folders: readonly string[], named: RegExp): Buffer {
  const parts: Buffer[] = [];
  let length = 0;
  const visit = (folder: string): void => {
    for (const name of readdirSync(folder).sort()) {
      const path = join(folder, name);
      const entry = statSync(path);
      if (length > MEGABYTES * 1e6) return;
      if (entry.isDirectory()) visit(path);
      else if (named.test(name) && entry.size < MAX_SOURCE_BYTES) {
        parts.push(readFileSync(path));
        length += entry.size;
      }
    }
  };
  for (const name of folders) visit(join(PACKAGES, name));
  return Buffer.concat(parts);
}

function randomContent(): Buffer {
  const random = randomSource(2);
  return Buffer.from(Uint32Array.from({ length: (MEGABYTES * 1e6) / 4 }, () => random() * 2 ** 32).buffer);
}
