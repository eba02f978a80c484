import { createRandom, type SampleObject } from '@dowser/local';
import { PLANTED_IDENTIFIER, planContent } from './content.ts';
import { fraction, objectSize, weighted } from './object-size.ts';
import type { ContentKind, Scenario } from './scenario.ts';

const ENDINGS: Readonly<Record<ContentKind, readonly [ending: string, contentType: string]>> = {
  csv: ['csv', 'text/csv'],
  jsonl: ['jsonl', 'application/x-ndjson'],
  log: ['log', 'text/plain'],
  text: ['txt', 'text/plain'],
};
/** Keys are spread over so many prefixes, as S3 wants them. */
const PREFIXES = 16;

/** The objects of a scenario (those numbered `from` up to `to`), made one at a time as they are asked for; the same each time. */
export function* loadObjects(
  scenario: Pick<Scenario, 'seed' | 'objects' | 'sizes' | 'content' | 'sensitive'>,
  from = 0,
  to = scenario.objects,
): Generator<SampleObject> {
  const { seed, sizes, content, sensitive } = scenario;
  const kinds = Object.entries(content) as [ContentKind, number][];
  for (let i = from; i < to; i++) {
    const random = createRandom(`${seed}/${i}`);
    const kind = weighted(random, kinds);
    const size = objectSize(random, sizes);
    const perMegabyte = fraction(random) < sensitive.objects ? sensitive.perMegabyte : 0;
    const { planted, body } = planContent(random, kind, size, perMegabyte);
    const [ending, contentType] = ENDINGS[kind];
    yield {
      key: `${String(i % PREFIXES).padStart(2, '0')}/${String(i).padStart(8, '0')}.${ending}`,
      contentType,
      size,
      planted: planted === 0 ? [] : [{ identifier: PLANTED_IDENTIFIER, count: planted }],
      verdict: 'scanned',
      body,
    };
  }
}
