import { renderTable } from '../table.ts';
import type { Tally } from './tally.ts';

/** Findings by object and identifier: what `--format table` prints. */
export function findingsTable({ findings, findingsTotal }: Tally): string {
  if (findings.length === 0) return 'Nothing was found.\n';
  const rows = findings
    .toSorted((a, b) => compare(a.object, b.object) || compare(a.identifier, b.identifier))
    .map(({ object, identifier, severity, count }) => [printable(object), identifier, severity, count]);
  const table = renderTable(['object', 'identifier', 'severity', 'occurrences'], rows);
  const hidden = findingsTotal - findings.length;
  return hidden === 0 ? table : `${table}… and ${hidden} more; --format jsonl prints all.\n`;
}

/** What was scanned, what was not and why: goes to stderr. */
export function summaryText(tally: Tally, seconds: number): string {
  const { verdicts, troubles, troublesTotal, objectsTotal } = tally;
  const megabytes = tally.bytesRead / 1e6;
  const speed = seconds > 0 ? ` (${(megabytes / seconds).toFixed(1)} MB/s)` : '';
  const lines = [
    `${objectsTotal} objects: ${Object.entries(verdicts)
      .map(([verdict, count]) => `${count} ${verdict}`)
      .join(', ')}`,
    `${megabytes.toFixed(1)} MB read in ${seconds.toFixed(1)} s${speed}; ${tally.occurrencesTotal} occurrences in ${tally.findingsTotal} findings`,
    ...troubles.map(
      ({ object, verdict, reason, detail }) => `  ${verdict}: ${printable(object)}: ${reason}: ${detail}`,
    ),
  ];
  if (troublesTotal > troubles.length) lines.push(`  … and ${troublesTotal - troubles.length} more not scanned whole`);
  return lines.join('\n');
}

/** A name without what could steer a terminal. */
export const printable = (name: string): string => name.replace(/\p{Cc}/gu, '\ufffd');

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
