import { Severity, Verdict } from '@dowser/contracts';
import { type DataIdentifier, severityOf } from '@dowser/identifiers';
import type { ScanSummary } from '@dowser/scanner';

/** Findings and troubles kept for the report; what is beyond is counted. */
export const REPORTED_FINDINGS = 1_000;
export const REPORTED_TROUBLES = 20;

export interface ReportedFinding {
  readonly object: string;
  readonly identifier: string;
  readonly severity: Severity;
  readonly count: number;
}

/** An object that was not scanned whole, and why. */
export interface Trouble {
  readonly object: string;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly detail: string;
}

const RANK: Readonly<Record<Severity, number>> = { [Severity.Low]: 1, [Severity.Medium]: 2, [Severity.High]: 3 };

/** What became of all objects so far. */
export class Tally {
  readonly verdicts: Record<Verdict, number> = { scanned: 0, partial: 0, skipped: 0, failed: 0 };
  readonly findings: ReportedFinding[] = [];
  readonly troubles: Trouble[] = [];
  findingsTotal = 0;
  occurrencesTotal = 0;
  bytesRead = 0;
  #highest = 0;

  get objectsTotal(): number {
    return Object.values(this.verdicts).reduce((sum, count) => sum + count, 0);
  }

  get troublesTotal(): number {
    return this.objectsTotal - this.verdicts.scanned;
  }

  /** True when there are objects and every one of them failed. */
  get nothingRead(): boolean {
    return this.verdicts.failed > 0 && this.verdicts.failed === this.objectsTotal;
  }

  add(object: string, summary: ScanSummary, rows: ReadonlyMap<string, DataIdentifier>): void {
    const { verdict, reason, detail } = summary;
    this.verdicts[verdict] += 1;
    this.bytesRead += summary.bytesRead;
    if (verdict !== Verdict.Scanned && this.troubles.length < REPORTED_TROUBLES) {
      this.troubles.push({ object, verdict, reason, detail });
    }
    for (const [identifier, count] of summary.counts) {
      this.occurrencesTotal += count;
      const severity = severityOf(rows.get(identifier)!.severity, count);
      if (severity === null) continue;
      this.findingsTotal += 1;
      this.#highest = Math.max(this.#highest, RANK[severity]);
      if (this.findings.length < REPORTED_FINDINGS) this.findings.push({ object, identifier, severity, count });
    }
  }

  /** True when a finding of this severity or above exists. */
  reached(severity: Severity): boolean {
    return this.#highest >= RANK[severity];
  }
}
