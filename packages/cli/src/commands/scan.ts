import { availableParallelism } from 'node:os';
import { Command, InvalidArgumentError, Option } from 'commander';
import { ExitCode } from '../exit-code.ts';
import { CONFIG_OPTION, IDENTIFIERS_OPTION } from '../identifier-options.ts';
import type { ScanOptions } from '../scan/run-scan.ts';

export function scanCommand(): Command {
  return new Command('scan')
    .description('Scans files, directories and buckets and prints what it finds. Stores nothing.')
    .argument('<target...>', 'a file, a directory (walked), s3://bucket/prefix, or - for stdin')
    .option('--endpoint <url>', 'of the S3-compatible store that s3:// targets are in')
    .addOption(new Option('--format <format>', 'how to print').choices(['table', 'jsonl']).default('table'))
    .option(...IDENTIFIERS_OPTION)
    .option(...CONFIG_OPTION)
    .option('--explain', 'for each candidate, which gates passed it and which one refused it')
    .addOption(
      new Option(
        '--fail-on <severity>',
        `exit with ${ExitCode.FindingsAtSeverity} when a finding is at least this severe`,
      ).choices(['low', 'medium', 'high']),
    )
    .option('--workers <n>', 'threads that scan', parseWorkers, availableParallelism())
    .addHelpText('after', HELP)
    .action(async (targets: string[], options: ScanOptions) => {
      // Loaded when it is needed: the engine and the AWS SDK take their time.
      const { runScan } = await import('../scan/run-scan.ts');
      process.exitCode = await runScan(targets, options);
    });
}

const HELP = `
With --format jsonl, stdout has one line for each occurrence and nothing else:
  {"object","identifier","category","severity","start","end","line","column","confidence"}
start and end are byte offsets in the decoded object (decompressed, as UTF-8), half-open;
confidence is 1 to 100. Progress, and what was not scanned
and why, go to stderr. Matched values are never printed.

Exit codes: 0 done (also when some objects could not be read: stderr lists them); ${ExitCode.FindingsAtSeverity} --fail-on is met; 2 bad usage, a
target that does not exist, or nothing at all could be read; 1 anything else.

Examples:
  dowser scan exports/
  dowser scan --format jsonl s3://my-bucket/2026/ > findings.jsonl
  dowser scan --fail-on high --identifiers AWS_CREDENTIALS,GITHUB_TOKEN .
  dowser scan --identifiers pack:pci-dss,pack:credentials exports/
  dowser scan --config dowser.yaml --identifiers none exports/    only your own identifiers
  pg_dump shop | dowser scan --explain -`;

function parseWorkers(text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new InvalidArgumentError('give a whole number from 1 to 999');
  return Number(text);
}
