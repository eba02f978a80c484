import type { Planted } from './plantable.ts';

/** What the ledger reports of one object and identifier. */
export interface Found {
  readonly key: string;
  readonly identifier: string;
  readonly count: number;
}

export interface PlantedReport {
  readonly planted: number;
  /** Planted items that were reported. */
  readonly found: number;
  /** Reported beyond what was planted: false alarms. */
  readonly extra: number;
  /** One line for each object and identifier where the two differ. */
  readonly differences: readonly string[];
}

/** Holds what was found against what was planted, object by object and identifier by identifier. */
export function comparePlanted(
  entries: ReadonlyMap<string, { readonly planted: readonly Planted[] }>,
  found: readonly Found[],
): PlantedReport {
  const place = (key: string, identifier: string): string => JSON.stringify([key, identifier]);
  const counts = new Map(found.map(({ key, identifier, count }) => [place(key, identifier), count]));
  const report = { planted: 0, found: 0, extra: 0 };
  const differences: string[] = [];
  const settle = (key: string, identifier: string, expected: number, actual: number): void => {
    report.planted += expected;
    report.found += Math.min(expected, actual);
    report.extra += Math.max(0, actual - expected);
    if (expected !== actual) differences.push(`${key}: ${identifier}: planted ${expected}, found ${actual}`);
  };
  for (const [key, { planted }] of entries) {
    for (const { identifier, count } of planted) {
      settle(key, identifier, count, counts.get(place(key, identifier)) ?? 0);
      counts.delete(place(key, identifier));
    }
  }
  for (const [rest, count] of counts) {
    const [key, identifier] = JSON.parse(rest) as [string, string];
    settle(key, identifier, 0, count);
  }
  return { ...report, differences };
}
