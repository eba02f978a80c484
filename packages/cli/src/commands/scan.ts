import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { Severity } from '@dowser/contracts';
import { compileCatalogue, type RefusedIdentifier } from '@dowser/detection';
import { ObjectError } from '@dowser/objects';
import { TransientError } from '@dowser/pipeline';
import { createScanner } from '@dowser/scanner';
import { Command, InvalidArgumentError, Option } from 'commander';
import { ExitCode } from '../exit-code.ts';
import { identifiersOf, parseIdentifierChoice } from '../identifier-choice.ts';
import { note, print } from '../output.ts';
import { explainObjects } from '../scan/explain-objects.ts';
import { showProgress } from '../scan/progress.ts';
import { findingsTable, summaryText } from '../scan/report.ts';
import { openScanInputs, type ScanInputs } from '../scan/scan-input.ts';
import { scanObjects } from '../scan/scan-objects.ts';
import { Tally } from '../scan/tally.ts';
import { UsageError } from '../usage-error.ts';
import { WorkError } from '../work-error.ts';

const SEVERITIES = { low: Severity.Low, medium: Severity.Medium, high: Severity.High } as const;

interface ScanOptions {
  readonly endpoint?: string;
  readonly format: 'table' | 'jsonl';
  readonly identifiers: string;
  readonly explain?: boolean;
  readonly failOn?: keyof typeof SEVERITIES;
  readonly workers: number;
}

export function scanCommand(): Command {
  return new Command('scan')
    .description('Scans files, directories and buckets and prints what it finds. Stores nothing.')
    .argument('<target...>', 'a file, a directory (walked), s3://bucket/prefix, or - for stdin')
    .option('--endpoint <url>', 'of the S3-compatible store that s3:// targets are in')
    .addOption(new Option('--format <format>', 'how to print').choices(['table', 'jsonl']).default('table'))
    .option('--identifiers <set>', 'recommended, all, or ids with commas between', 'recommended')
    .option('--explain', 'for each candidate, which gates passed it and which one refused it')
    .addOption(
      new Option(
        '--fail-on <severity>',
        `exit with ${ExitCode.FindingsAtSeverity} when a finding is at least this severe`,
      ).choices(Object.keys(SEVERITIES)),
    )
    .option('--workers <n>', 'threads that scan', parseWorkers, availableParallelism())
    .addHelpText('after', HELP)
    .action(async (targets: string[], options: ScanOptions) => {
      process.exitCode = await scan(targets, options);
    });
}

const HELP = `
With --format jsonl, stdout has one line for each occurrence and nothing else:
  {"object","identifier","category","severity","start","end","line","column"}
start and end are byte offsets in the decoded object (decompressed, as UTF-8), half-open. Progress, and what was not scanned
and why, go to stderr. Matched values are never printed.

Exit codes: 0 done (also when some objects could not be read: stderr lists them); ${ExitCode.FindingsAtSeverity} --fail-on is met; 2 bad usage, a
target that does not exist, or nothing at all could be read; 1 anything else.

Examples:
  dowser scan exports/
  dowser scan --format jsonl s3://my-bucket/2026/ > findings.jsonl
  dowser scan --fail-on high --identifiers AWS_CREDENTIALS,GITHUB_TOKEN .
  pg_dump shop | dowser scan --explain -`;

function parseWorkers(text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new InvalidArgumentError('give a whole number from 1 to 999');
  return Number(text);
}

async function scan(targets: readonly string[], options: ScanOptions): Promise<ExitCode> {
  const startedAt = performance.now();
  const rows = new Map(identifiersOf(options.identifiers).map((row) => [row.id, row]));
  const inputs = openScanInputs(targets, options.endpoint);
  const tally = new Tally();
  const hideProgress = showProgress(tally);
  try {
    await (options.explain ? explainAll : scanAll)(inputs, rows, tally, options);
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

type Rows = ReadonlyMap<string, ReturnType<typeof identifiersOf>[number]>;

async function scanAll(inputs: ScanInputs, rows: Rows, tally: Tally, options: ScanOptions): Promise<void> {
  const scanner = await createScanner({
    identifiers: parseIdentifierChoice(options.identifiers),
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

async function explainAll(inputs: ScanInputs, rows: Rows, tally: Tally, options: ScanOptions): Promise<void> {
  const catalogue = compileCatalogue([...rows.values()]);
  warnOf(catalogue.refused);
  await explainObjects(inputs.objects(), { catalogue, format: options.format, tally, write: print });
}

function warnOf(refused: readonly RefusedIdentifier[]): void {
  for (const { id, reason } of refused) note(`dowser: ${id} is not looked for: ${reason}`);
}
