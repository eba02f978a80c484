import type { CompiledCatalogue, CompiledRow } from './compile.ts';
import { confirmMatches } from './confirm.ts';
import { Evidence, type EvidenceSweep } from './evidence.ts';
import type { RecordWriter } from './records.ts';
import { type Candidates, orderByRow } from './spans.ts';
import { refusalOf } from './validate.ts';

/**
 * Gives every candidate that passes every gate its confidence: keyword, validators, then RE2. They are judged row by row, so that
 * what a row needs, and the bytes of each candidate, are fetched once. Returns how often RE2 did not agree with an automaton.
 */
export function judgeCandidates(
  engine: CompiledCatalogue,
  bytes: Buffer,
  found: Candidates,
  evidence: EvidenceSweep,
  records: RecordWriter,
): number {
  const { rows } = engine;
  const { count } = found;
  const { first, order } = orderByRow(found, rows.length);
  let disagreements = 0;
  for (const row of rows) {
    const from = first[row.index]!;
    const to = first[row.index + 1]!;
    let passed = from;
    for (let k = from; k < to; k++) {
      const i = order[k]!;
      if (judge(row, bytes, found, i, evidence)) order[passed++] = i;
    }
    if (passed > from) disagreements += confirmMatches(row, bytes, found, order, from, passed, records);
  }
  for (let i = count; i < found.count; i++) judge(rows[found.rows[i]!]!, bytes, found, i, evidence);
  return disagreements;
}

/** Whether keyword and validators have nothing against a candidate. */
function judge(row: CompiledRow, bytes: Buffer, found: Candidates, i: number, evidence: EvidenceSweep): boolean {
  const { group, confidence } = row;
  const start = found.starts[i]!;
  const end = found.ends[i]!;
  const where = group < 0 ? Evidence.Text : evidence.of(group, start, end);
  if (where === Evidence.None || refusalOf(row, bytes, start, end) !== null) return false;
  found.confidences[i] = where === Evidence.Name ? confidence.named : confidence.near;
  return true;
}
