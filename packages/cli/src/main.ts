import { ConfigError } from '@dowser/pipeline';
import { CommanderError } from 'commander';
import { ExitCode } from './exit-code.ts';
import { endWithReader, note } from './output.ts';
import { createProgram } from './program.ts';
import { UsageError } from './usage-error.ts';
import { WorkError } from './work-error.ts';

endWithReader();
try {
  await createProgram().parseAsync(process.argv);
} catch (error) {
  process.exitCode = report(error);
}

/** Says on stderr what went wrong and returns the exit code. What nobody foresaw is a bug and shows its stack. */
function report(error: unknown): ExitCode {
  // Commander has printed its own message already; --help and --version come as errors with exit code 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.Ok : ExitCode.Usage;
  if (error instanceof UsageError || error instanceof ConfigError) {
    note(`dowser: ${error.message}`);
    return ExitCode.Usage;
  }
  note(
    error instanceof WorkError ? `dowser: ${error.message}` : `dowser: ${error instanceof Error ? error.stack : error}`,
  );
  return ExitCode.Failed;
}
