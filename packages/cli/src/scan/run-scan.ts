import { randomBytes } from 'node:crypto';
import { Severity } from '@dowser/contracts';
import { compileCatalogue, type RefusedIdentifier } from '@dowser/detection';
import { ObjectError } from '@dowser/objects';
import { TransientError } from '@dowser/pipeline';
import { chooseIdentifiers, createScanner, type IdentifierSettings } from '@dowser/scanner';
import { ExitCode } from '../exit-code.ts';
import { identifierSettings } from '../identifier-settings.ts';
import { note, print } from '../output.ts';
import { UsageError } from '../usage-error.ts';
import { WorkError } from '../work-error.ts';
import { explainObjects } from './explain-objects.ts';
import { showProgress } from './progress.ts';
import { findingsTable, summaryText } from './report.ts';
import { openScanInputs, type ScanInputs } from './scan-input.ts';
import { scanObjects } from './scan-objects.ts';
import { Tally } from './tally.ts';

const SEVERITIES = { low: Severity.Low, medium: Severity.Medium, high: Severity.High } as const;

/** The options of `dowser scan` as they are given. */
export interface ScanOptions {
  readonly endpoint?: string;
  readonly format: 'table' | 'jsonl';
  readonly identifiers?: string;
  readonly config?: string;
  readonly explain?: boolean;
  readonly failOn?: keyof typeof SEVERITIES;
  readonly workers: number;
}

/** Scans what the words name, prints what was found, says on stderr what was not scanned. */
export async function runScan(targets: readonly string[], options: ScanOptions): Promise<ExitCode> {
  const startedAt = performance.now();
  const settings = identifierSettings(options);
  const inputs = openScanInputs(targets, options.endpoint);
  const tally = new Tally();
  const hideProgress = showProgress(tally);
  try {
    await (options.explain ? explainAll : scanAll)(inputs, settings, tally, options);
  } catch (error) {
    // Objects that cannot be read are in the tally: this is a listing.
    if (error instanceof ObjectError) throw new UsageError(`cannot list what to scan: ${error.message}`);
    if (error instanceof TransientError) throw new WorkError(`the object store does not answer: ${error.message}`);
    throw error;
  } finally {
    hideProgress();
    await inputs.close();
  }
  if (options.format === 'table' && !options.explain) await print(findingsTable(tally));
  note(summaryText(tally, (performance.now() - startedAt) / 1000));
  if (options.failOn !== undefined && tally.reached(SEVERITIES[options.failOn])) return ExitCode.FindingsAtSeverity;
  return tally.nothingRead ? ExitCode.Usage : ExitCode.Ok;
}

async function scanAll(
  inputs: ScanInputs,
  settings: IdentifierSettings,
  tally: Tally,
  options: ScanOptions,
): Promise<void> {
  const rows = new Map(chooseIdentifiers(settings).map((row) => [row.id, row]));
  const scanner = await createScanner({
    ...settings,
    // Fingerprints are not printed, so their key need not last.
    fingerprintKey: randomBytes(32).toString('hex'),
    workers: options.workers,
  });
  try {
    warnOf(scanner.refused);
    const write = options.format === 'jsonl' ? print : null;
    await scanObjects(inputs.objects(), { scanner, rows, tally, write });
  } finally {
    await scanner.close();
  }
}

async function explainAll(
  inputs: ScanInputs,
  settings: IdentifierSettings,
  tally: Tally,
  options: ScanOptions,
): Promise<void> {
  const catalogue = compileCatalogue(chooseIdentifiers(settings));
  warnOf(catalogue.refused);
  await explainObjects(inputs.objects(), { catalogue, format: options.format, tally, write: print });
}

function warnOf(refused: readonly RefusedIdentifier[]): void {
  for (const { id, reason } of refused) note(`dowser: ${id} is not looked for: ${reason}`);
}
