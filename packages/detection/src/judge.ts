import type { CompiledCatalogue } from './compile.ts';
import { Evidence, type EvidenceSweep } from './evidence.ts';
import type { RowOrder, Spans } from './spans.ts';
import { refusalOf } from './validate.ts';

/**
 * By candidate: the confidence of one that passes every gate, or 0. Candidates are judged row by row, so that what a row needs is
 * fetched once; `byRow` orders them.
 */
export function judgeCandidates(
  engine: CompiledCatalogue,
  bytes: Buffer,
  found: Spans,
  { first, order }: RowOrder,
  evidence: EvidenceSweep,
): Uint8Array {
  const confidences = new Uint8Array(found.count);
  const { starts, ends } = found;
  for (const row of engine.rows) {
    const { group, confidence } = row;
    const last = first[row.index + 1]!;
    for (let k = first[row.index]!; k < last; k++) {
      const i = order[k]!;
      const start = starts[i]!;
      const end = ends[i]!;
      const where = group < 0 ? Evidence.Text : evidence.of(group, start, end);
      if (where === Evidence.None || refusalOf(row, bytes, start, end) !== null) continue;
      confidences[i] = where === Evidence.Name ? confidence.named : confidence.near;
    }
  }
  return confidences;
}
