import type { Refusal } from '@dowser/identifiers';
import type { Candidate } from './candidates.ts';
import { searchRow } from './candidates.ts';
import { countCharacters } from './characters.ts';
import { compiled } from './compile.ts';
import type { KeywordHits } from './keyword-hits.ts';
import type { Segments } from './layout/segments.ts';
import { startLayout, walkLayout } from './layout/walk.ts';
import { CELL_CONTEXT_BYTES, KEYWORD_DISTANCE } from './limits.ts';
import { asBuffer, keywordHits } from './scan.ts';
import type { Catalogue, DataIdentifier, Explanation, Layout } from './types.ts';
import { type KeywordEvidence, keywordEvidence, validatorRefusal } from './verify.ts';

type GateResult = Explanation['gates'][number];

/**
 * Every candidate of every identifier in a whole object, with each gate up to the one that refused it: pattern, keyword,
 * validator. In order of start, then of the catalogue. Details never hold the value.
 */
export function explain(catalogue: Catalogue, input: Uint8Array, layout: Layout): readonly Explanation[] {
  const engine = compiled(catalogue);
  const bytes = asBuffer(input);
  const hits = keywordHits(engine, bytes);
  const { segments } = walkLayout(startLayout(layout), bytes, 0, 0, bytes.length, hits);
  const candidates: Candidate[] = [];
  for (const row of engine.rows) searchRow(row, bytes, 0, bytes.length, candidates);
  candidates.sort((a, b) => a.start - b.start || a.row.index - b.row.index || a.end - b.end);
  return candidates.map((candidate) => {
    const { row, start, end } = candidate;
    const gates = gatesOf(candidate, catalogue.identifiers.get(row.row.id)!, bytes, hits, segments);
    return { identifier: row.row.id, start, end, accepted: gates.every((gate) => gate.passed), gates };
  });
}

function gatesOf(
  candidate: Candidate,
  identifier: DataIdentifier,
  bytes: Buffer,
  hits: KeywordHits,
  segments: Segments,
): readonly GateResult[] {
  const { row, start, end } = candidate;
  const gates: GateResult[] = [{ gate: 'pattern', passed: true, detail: `${end - start} bytes match the pattern` }];
  if (row.group >= 0) {
    const evidence = keywordEvidence(candidate, bytes, hits, segments);
    if (evidence === undefined) {
      gates.push({
        gate: 'keyword-missing',
        passed: false,
        detail: `none of its keywords is ${keywordRule(identifier)}`,
      });
      return gates;
    }
    gates.push({ gate: 'keyword', passed: true, detail: describe(evidence, candidate, bytes) });
  }
  const refusal = validatorRefusal(candidate, bytes);
  const atList = refusal === 'ignored-word' || refusal === 'allowed';
  const { validate, validateInContext } = identifier;
  if ((validate !== undefined || validateInContext !== undefined) && (refusal === null || atList)) {
    gates.push({ gate: 'checksum', passed: true, detail: 'the validator has nothing against it' });
  }
  if (refusal !== null)
    gates.push({ gate: refusal, passed: false, detail: reasons[refusal] ?? `the validator refuses it: ${refusal}` });
  return gates;
}

/** What the gates after the validator say. */
const reasons: Partial<Readonly<Record<Refusal, string>>> = {
  'ignored-word': 'it holds one of the ignore words',
  allowed: 'an allow list has it',
};

function keywordRule({ maximumMatchDistance: distance }: DataIdentifier): string {
  return distance === undefined
    ? `within ${KEYWORD_DISTANCE} characters, or in a column name, a key or the same cell (${CELL_CONTEXT_BYTES} bytes)`
    : `before it, with at most ${distance} characters up to its end, or in a column name or a key`;
}

function describe(evidence: KeywordEvidence, { start, end }: Candidate, bytes: Buffer): string {
  if (evidence.where === 'name') return 'a keyword is in the column name or in a key on the path';
  const keyword = bytes.toString('utf8', evidence.start, evidence.end);
  const before = evidence.end <= start;
  const distance = before ? countCharacters(bytes, evidence.end, start) : countCharacters(bytes, end, evidence.start);
  const where = evidence.where === 'cell' ? ' in the same cell or value' : '';
  return `keyword "${keyword}" ${distance} characters ${before ? 'before' : 'after'} it${where}`;
}
