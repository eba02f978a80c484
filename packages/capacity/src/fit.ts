import type { Coefficients, Work } from './calibration.ts';

/** A measured run. */
export interface Measured extends Work {
  readonly cpuSeconds: number;
}

/** Sweeps of the coordinates: the fit of four unknowns has settled long before. */
const SWEEPS = 20_000;

const columnsOf = ({ objects, bytes, occurrences }: Work): readonly number[] => [1, objects, bytes / 1e9, occurrences];

/**
 * The coefficients, none below zero, that come closest to the measured runs, each run weighing by its relative error, so that
 * small runs count as much as large ones. Source: least squares with bounds by coordinate descent. Throws RangeError without runs.
 */
export function fitCpu(runs: readonly Measured[]): Coefficients {
  if (runs.length === 0) throw new RangeError('nothing was measured: there is nothing to fit');
  const rows = runs.map((run) => columnsOf(run).map((value) => value / run.cpuSeconds));
  const columns = rows[0]!.map((_, j) => rows.map((row) => row[j]!));
  const squares = columns.map((column) => column.reduce((sum, value) => sum + value * value, 0));
  const found = columns.map(() => 0);
  const rest = rows.map(() => 1);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const [j, column] of columns.entries()) {
      if (squares[j] === 0) continue;
      const gradient = column.reduce((sum, value, i) => sum + value * rest[i]!, 0);
      const next = Math.max(0, found[j]! + gradient / squares[j]!);
      const step = next - found[j]!;
      for (const [i, value] of column.entries()) rest[i] = rest[i]! - value * step;
      found[j] = next;
    }
  }
  const [perRun = 0, perObject = 0, perGb = 0, perOccurrence = 0] = found;
  return { perRun, perObject, perGb, perOccurrence };
}
