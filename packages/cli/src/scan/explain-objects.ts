import { Verdict, VerdictReason } from '@dowser/contracts';
import { type Catalogue, type Explanation, explain } from '@dowser/detection';
import { severityOf } from '@dowser/identifiers';
import { ObjectError } from '@dowser/objects';
import { readText, type ScanSummary, verdictOfError } from '@dowser/scanner';
import { printable } from './report.ts';
import type { ScanInput } from './scan-input.ts';
import { unreachable } from './scan-objects.ts';
import type { Tally } from './tally.ts';

/** Decoded bytes of an object that are explained; the candidates of a whole object are held in memory. */
export const EXPLAINED_BYTES = 16 * 1024 * 1024;

export interface ExplainWork {
  readonly catalogue: Catalogue;
  readonly format: 'table' | 'jsonl';
  readonly tally: Tally;
  readonly write: (text: string) => Promise<void>;
}

interface Place {
  readonly line: number;
  readonly column: number;
}

/** For each candidate of each object, in order, which gates passed it and which one refused it. Never the value. */
export async function explainObjects(objects: AsyncIterable<ScanInput>, work: ExplainWork): Promise<void> {
  for await (const input of objects) {
    const summary = await explainObject(input, work).catch(summaryOfError);
    work.tally.add(input.object, summary, work.catalogue.identifiers);
  }
}

async function explainObject({ object, source }: ScanInput, work: ExplainWork): Promise<ScanSummary> {
  const text = await readText(source, EXPLAINED_BYTES, new AbortController().signal);
  if (text === null) {
    return {
      ...nothing,
      verdict: Verdict.Skipped,
      reason: VerdictReason.UnsupportedFileType,
      detail: 'its content is not text',
    };
  }
  const explanations = explain(work.catalogue, text.bytes, text.layout);
  const counts = new Map<string, number>();
  for (const { identifier, accepted } of explanations) {
    if (accepted) counts.set(identifier, (counts.get(identifier) ?? 0) + 1);
  }
  const places = createPlaces(text.bytes);
  for (const explanation of explanations) {
    const place = places(explanation.start);
    const render = work.format === 'jsonl' ? asJson : asText;
    await work.write(render(object, explanation, place, work.catalogue, counts));
  }
  const summary = { ...nothing, bytesRead: text.bytesRead, bytesScanned: text.bytes.length, counts };
  if (!text.more) return { ...summary, verdict: Verdict.Scanned, reason: '', detail: '' };
  const detail = `the first ${text.bytes.length} decoded bytes were explained; --explain looks at ${EXPLAINED_BYTES} at most`;
  return { ...summary, verdict: Verdict.Partial, reason: '', detail };
}

type Render = (
  object: string,
  explanation: Explanation,
  place: Place,
  catalogue: Catalogue,
  counts: ReadonlyMap<string, number>,
) => string;

const asJson: Render = (
  object,
  { identifier, start, end, accepted, confidence, gates },
  { line, column },
  catalogue,
  counts,
) => {
  const { category, severity: scale } = catalogue.identifiers.get(identifier)!;
  const severity = accepted ? severityOf(scale, counts.get(identifier)!) : null;
  return `${JSON.stringify({ object, identifier, category, severity, start, end, line, column, accepted, confidence, gates })}\n`;
};

const asText: Render = (object, { identifier, accepted, confidence, gates }, { line, column }) => {
  const refusedBy = gates.at(-1)?.gate ?? '';
  const head = `${printable(object)}:${line}:${column} ${identifier}: ${accepted ? `found, confidence ${confidence}` : `refused by ${refusedBy}`}\n`;
  return (
    head +
    gates
      .map(({ gate, passed, detail }) => `    ${passed ? 'passed ' : 'refused'} ${gate}: ${printable(detail)}\n`)
      .join('')
  );
};

const NEWLINE = 0x0a;

/** Line and column (in characters, from 1) of offsets asked for in ascending order. */
function createPlaces(bytes: Uint8Array): (offset: number) => Place {
  let line = 1;
  let lineStart = 0;
  return (offset) => {
    for (
      let next = bytes.indexOf(NEWLINE, lineStart);
      next !== -1 && next < offset;
      next = bytes.indexOf(NEWLINE, lineStart)
    ) {
      line += 1;
      lineStart = next + 1;
    }
    let column = 1;
    // A byte that continues a character does not count. Source: RFC 3629.
    for (let at = lineStart; at < offset; at++) if ((bytes[at]! & 0xc0) !== 0x80) column += 1;
    return { line, column };
  };
}

function summaryOfError(error: unknown): ScanSummary {
  if (!(error instanceof ObjectError)) return unreachable(error, new Map());
  return { ...nothing, verdict: verdictOfError[error.code], reason: error.code, detail: error.message };
}

const nothing = {
  bytesRead: 0,
  bytesScanned: 0,
  charset: '',
  compression: '',
  mimeType: '',
  counts: new Map<string, number>(),
};
