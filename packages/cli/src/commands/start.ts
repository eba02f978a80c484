import { availableParallelism } from 'node:os';
import { Command } from 'commander';
import { CONFIG_OPTION, IDENTIFIERS_OPTION } from '../identifier-options.ts';
import { homeFolder, runningStack } from '../start/home.ts';
import { parseTarget } from '../start/target.ts';
import { UsageError } from '../usage-error.ts';

/** Terminals and npm both pass Ctrl-C on: what comes within this is the same one. A later one ends at once. */
const SAME_INTERRUPT_MS = 1_000;

interface StartFlags {
  readonly once?: boolean;
  readonly large?: boolean;
  readonly load?: boolean;
  readonly endpoint?: string;
  readonly identifiers?: string;
  readonly config?: string;
  readonly workers?: number;
}

export function startCommand(): Command {
  return new Command('start')
    .description('Brings up the whole pipeline on this machine, scans a bucket and stays to watch it.')
    .argument('[target]', 'a directory or s3://bucket/prefix; without one, a sample bucket is made')
    .option('--once', 'end when everything is scanned; the last line is JSON')
    .option('--endpoint <url>', 'an S3-compatible store for s3://…; default AWS')
    .option(...IDENTIFIERS_OPTION)
    .option(...CONFIG_OPTION)
    .option('--workers <number>', `matching threads; default ${availableParallelism()}, one a core`, wholeNumber)
    .option('--large', 'the sample bucket gets an object of more than 200 MB')
    .option('--load', 'runs a small load test instead, on a stack of its own, and shows its figures')
    .addHelpText(
      'after',
      `
Examples:
  dowser start --once                        the sample bucket, then the summary, then one line of JSON
  dowser start ~/Documents                   reads the directory in place
  dowser start s3://bucket/logs/ --once      with the usual AWS credentials

Data, logs and the key of the fingerprints are in .dowser of the checkout, or in DOWSER_HOME. A second start goes on with them.`,
    )
    .action(async (word: string | undefined, flags: StartFlags) => {
      if (flags.load === true) {
        if (word !== undefined || Object.keys(flags).length > 1)
          throw new UsageError('--load goes with nothing else: for scenarios of your own use npm run load');
        const { runLoadTest } = await import('../start/run-load-test.ts');
        return runLoadTest(interruption());
      }
      const home = homeFolder(process.env);
      const other = runningStack(home);
      if (other !== null) {
        throw new UsageError(
          `already running as process ${other.pid} on ${home}: stop it, or set DOWSER_HOME to another folder`,
        );
      }
      // npm runs scripts in the checkout's root and says here where it was called.
      const folder = process.env.INIT_CWD ?? process.cwd();
      const options = {
        target: parseTarget(word, flags.endpoint, folder),
        once: flags.once ?? false,
        large: flags.large ?? false,
        identifiers: { identifiers: flags.identifiers, config: flags.config, folder },
        workers: flags.workers,
        home,
      };
      const { runStart } = await import('../start/run-start.ts');
      await runStart(options, interruption());
    });
}

function wholeNumber(word: string): number {
  const number = Number(word);
  if (!Number.isInteger(number) || number < 1)
    throw new UsageError(`--workers ${word}: give a whole number of at least 1`);
  return number;
}

/** Aborts on the first Ctrl-C or SIGTERM; a second one, later, ends the process at once. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  let firstMs = 0;
  const interrupt = (): void => {
    if (!controller.signal.aborted) {
      firstMs = Date.now();
      controller.abort(new Error('interrupted'));
    } else if (Date.now() - firstMs > SAME_INTERRUPT_MS) {
      process.exit(130);
    }
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  return controller.signal;
}
