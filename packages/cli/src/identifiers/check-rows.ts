import { type Catalogue, compileCatalogue, explain, type RowPlan, scanWindow, startScan } from '@dowser/detection';
import type { DataIdentifier } from '@dowser/identifiers';

/** What an author wants to know of one row. */
export interface RowCheck {
  readonly id: string;
  readonly examples: number;
  readonly counterExamples: number;
  /** Empty when the row does what its examples say. They name examples by number, never by text. */
  readonly problems: readonly string[];
  /** How each of its forms is looked for; of those that cannot be compiled, nothing. */
  readonly plans: readonly RowPlan[];
}

const TEXT = { kind: 'text' } as const;

/** Tries every row's examples and counter-examples on the production path, beside all the other rows. */
export function checkRows(rows: readonly DataIdentifier[]): readonly RowCheck[] {
  const catalogue = compileCatalogue(rows);
  const refused = new Map(catalogue.refused.map(({ id, reason }) => [id, reason]));
  const plans = Map.groupBy(catalogue.plan, ({ id }) => id);
  return rows.map((row) => {
    const { id, examples, counterExamples } = row;
    const reason = refused.get(id);
    const problems = reason === undefined ? problemsOf(row, catalogue) : [`cannot be compiled: ${reason}`];
    return {
      id,
      examples: examples.length,
      counterExamples: counterExamples.length,
      problems,
      plans: plans.get(id) ?? [],
    };
  });
}

function problemsOf({ id, examples, counterExamples }: DataIdentifier, catalogue: Catalogue): readonly string[] {
  const problems: string[] = [];
  for (const [index, text] of examples.entries()) {
    if (isFound(id, text, catalogue)) continue;
    problems.push(`example ${index + 1} is not found: refused by ${stopsOf(id, text, catalogue).join(', ')}`);
  }
  for (const [index, { text, stoppedBy }] of counterExamples.entries()) {
    const stops = stopsOf(id, text, catalogue);
    const name = `counter-example ${index + 1}`;
    if (isFound(id, text, catalogue)) problems.push(`${name} is found; ${stoppedBy} must refuse it`);
    else if (!stops.includes(stoppedBy)) {
      problems.push(`${name} is refused by ${stops.join(', ')}; it must be by ${stoppedBy}`);
    }
  }
  return problems;
}

function isFound(id: string, text: string, catalogue: Catalogue): boolean {
  const window = { bytes: Buffer.from(text), base: 0, last: true };
  return scanWindow(catalogue, startScan(TEXT), window).matches.some(({ identifier }) => identifier === id);
}

/** The gates that refused its candidates; `pattern` when there is no candidate. */
function stopsOf(id: string, text: string, catalogue: Catalogue): readonly string[] {
  const own = explain(catalogue, Buffer.from(text), TEXT).filter(({ identifier }) => identifier === id);
  const stops = own.filter(({ accepted }) => !accepted).map(({ gates }) => gates.at(-1)!.gate);
  return own.length === 0 ? ['pattern'] : stops;
}
