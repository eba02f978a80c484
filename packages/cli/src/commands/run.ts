import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CONFIG_FILE_ENV } from '@dowser/config';
import { Command } from 'commander';

const SERVICES = [
  ['ingest', 'Turns S3 events, inventories and listings into object tasks.'],
  ['matcher', 'Scans the objects that the tasks name.'],
  ['sink', 'Writes scan results and object records into ClickHouse.'],
] as const;

/** Passed on to the service, which drains and ends by itself. */
const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

interface RunOptions {
  readonly config?: string;
  readonly help?: boolean;
}

export function runCommand(): Command {
  const command = new Command('run')
    .description('Runs one service in the foreground, configured by environment or file.')
    .addHelpText(
      'after',
      `
Examples:
  dowser run matcher --help                 every configuration key, its default and meaning
  dowser run sink --config /etc/dowser.yaml
  DOWSER_BUS_URL=kafka://broker:9092 dowser run matcher`,
    );
  for (const [name, description] of SERVICES) {
    command
      .command(name)
      .description(description)
      // The service describes its own configuration keys.
      .helpOption(false)
      .option('-h, --help', 'every configuration key, its default and meaning')
      .option('--config <file>', `YAML file with the configuration; the environment wins over it (${CONFIG_FILE_ENV})`)
      .action(async ({ config, help = false }: RunOptions) => {
        process.exitCode = await runService(name, help, config);
      });
  }
  return command;
}

/** Resolves with the service's exit code; 128 + the signal's number when a signal ended it, as shells have it. */
function runService(name: string, help: boolean, config: string | undefined): Promise<number> {
  const main = fileURLToPath(new URL(`../../../../services/${name}/src/main.ts`, import.meta.url));
  // kafkajs 2.2.4 asks for negative waits, which Node takes for 1 ms and warns of.
  const child = spawn(
    process.execPath,
    ['--disable-warning=TimeoutNegativeWarning', main, ...(help ? ['--help'] : [])],
    {
      stdio: 'inherit',
      env: config === undefined ? process.env : { ...process.env, [CONFIG_FILE_ENV]: resolve(config) },
      // Out of the terminal's process group: each signal reaches the service once, from here.
      detached: true,
    },
  );
  for (const signal of FORWARDED) process.on(signal, () => child.kill(signal));
  return new Promise((settle, fail) => {
    child.on('error', fail);
    child.on('exit', (code, signal) => settle(code ?? 128 + constants.signals[signal!]));
  });
}
