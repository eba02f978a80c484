import { Command } from 'commander';
import { anomaliesCommand } from './commands/anomalies.ts';
import { capacityCommand } from './commands/capacity.ts';
import { fingerprintCommand } from './commands/fingerprint.ts';
import { identifiersCommand } from './commands/identifiers.ts';
import { queryCommand } from './commands/query.ts';
import { runCommand } from './commands/run.ts';
import { scanCommand } from './commands/scan.ts';
import { startCommand } from './commands/start.ts';

/** The `dowser` command: one file of src/commands for each word that follows it. */
export function createProgram(): Command {
  const program = new Command('dowser')
    .description('Finds the sensitive data in object storage: all of it, continuously, in SQL.')
    .version('0.1.0')
    .showHelpAfterError('(add --help for what can be given)');
  for (const command of [
    startCommand(),
    scanCommand(),
    queryCommand(),
    anomaliesCommand(),
    runCommand(),
    identifiersCommand(),
    fingerprintCommand(),
    capacityCommand(),
  ]) {
    program.addCommand(command);
  }
  throwInsteadOfExit(program);
  return program;
}

/** Commander must not end the process: main.ts decides the exit code. */
function throwInsteadOfExit(command: Command): void {
  command.exitOverride();
  for (const sub of command.commands) throwInsteadOfExit(sub);
}
