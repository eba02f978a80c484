import type { Refusal } from '@dowser/identifiers';
import { searchRow } from './candidates.ts';
import { countCharacters } from './characters.ts';
import { type CompiledRow, compiled } from './compile.ts';
import { Evidence, EvidenceSweep } from './evidence.ts';
import { startLayout, walkLayout } from './layout/walk.ts';
import { CELL_CONTEXT_BYTES, KEYWORD_DISTANCE } from './limits.ts';
import { asBuffer, keywordHits, wantedGroups } from './scan.ts';
import { orderOf, Spans } from './spans.ts';
import type { Catalogue, DataIdentifier, Explanation, Layout } from './types.ts';
import { refusalOf } from './validate.ts';

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
  const found = new Spans();
  for (const row of engine.rows) searchRow(row, bytes, 0, bytes.length, found);
  const evidence = new EvidenceSweep(bytes, hits, wantedGroups(engine, found), segments, engine.distanceOfGroup);
  return Array.from(orderOf(found), (i) => {
    const row = engine.rows[found.rows[i]!]!;
    const span = { start: found.starts[i]!, end: found.ends[i]! };
    const where = row.group < 0 ? Evidence.Text : evidence.of(row.group, span.start, span.end);
    const gates = gatesOf(row, span, bytes, where, evidence);
    const accepted = gates.every((gate) => gate.passed);
    const { named, near } = row.confidence;
    const confidence = where === Evidence.Name ? named : near;
    return { identifier: row.row.id, ...span, accepted, confidence: accepted ? confidence : 0, gates };
  });
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** `keyword`: what was found, in a cell or in text. */
function gatesOf(row: CompiledRow, span: Span, bytes: Buffer, found: Evidence, keyword: Span): readonly GateResult[] {
  const { start, end } = span;
  const gates: GateResult[] = [{ gate: 'pattern', passed: true, detail: `${end - start} bytes match the pattern` }];
  if (row.group >= 0) {
    if (found === Evidence.None) {
      gates.push({
        gate: 'keyword-missing',
        passed: false,
        detail: `none of its keywords is ${keywordRule(row.form)}`,
      });
      return gates;
    }
    gates.push({ gate: 'keyword', passed: true, detail: describe(found, keyword, span, bytes) });
  }
  const refusal = refusalOf(row, bytes, start, end);
  const atList = refusal === 'ignored-word' || refusal === 'allowed';
  const { validate, validateInContext } = row.form;
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

function describe(found: Evidence, keyword: Span, { start, end }: Span, bytes: Buffer): string {
  if (found === Evidence.Name) return 'a keyword is in the column name or in a key on the path';
  const text = bytes.toString('utf8', keyword.start, keyword.end);
  const before = keyword.end <= start;
  const distance = before ? countCharacters(bytes, keyword.end, start) : countCharacters(bytes, end, keyword.start);
  const where = found === Evidence.Cell ? ' in the same cell or value' : '';
  return `keyword "${text}" ${distance} characters ${before ? 'before' : 'after'} it${where}`;
}
