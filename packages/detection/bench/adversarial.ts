import type { Layout } from '@dowser/detection';
import { identifiers } from '@dowser/identifiers';
import type { Corpus } from './corpora.ts';
import { randomSource } from './random.ts';

const BYTES = 8_000_000;
const LINE_BYTES = 100_000_000;
const text: Layout = { kind: 'text' };

function repeated(name: string, unit: string, bytes = BYTES): Corpus {
  return { name, layout: text, bytes: Buffer.alloc(bytes, unit) };
}

/** Text that was made to be slow: everything that makes the engine look twice, all over. */
export function adversarial(): readonly Corpus[] {
  const keywords = [...new Set(identifiers.flatMap((row) => row.keywords))];
  const examples = identifiers.flatMap((row) => row.examples);
  const random = randomSource(3);
  const digits = Array.from({ length: 100_000 }, () => String(Math.floor(random() * 10 ** 9))).join('');
  return [
    repeated('keywords', keywords.join(' ')),
    repeated('one keyword', 'account number '),
    repeated('@', '@'),
    repeated('a@', 'a@'),
    repeated('letters', 'a'),
    repeated('digits', digits),
    repeated('digits in groups', `${digits.slice(0, 40_000).replace(/(\d{4})/g, '$1 ')}`),
    repeated('digits with dots', `${digits.slice(0, 40_000).replace(/(\d{2})/g, '$1.')}`),
    repeated('hexadecimal', '0123456789abcdef:'),
    repeated('base58', 'L5oLkpV3aqBjhki6LmvChTCq73v9gyym '),
    repeated('near misses', examples.map((example) => `${example.slice(0, -1)}\u00a7`).join('\n')),
    repeated('beginnings', examples.map((example) => example.slice(0, 12)).join(' ')),
    repeated(
      'one line',
      examples.map((example) => example.replaceAll('\n', ' ').toLowerCase()).join(' , then '.repeat(40)),
      LINE_BYTES,
    ),
  ];
}
