import { text } from 'node:stream/consumers';
import { Command } from 'commander';
import { print } from '../output.ts';
import { fingerprintKey, homeFolder } from '../start/home.ts';
import { UsageError } from '../usage-error.ts';

export function fingerprintCommand(): Command {
  return new Command('fingerprint')
    .description(
      "The fingerprint of a value, read from stdin, under this installation's key: finds one person's data without storing it.",
    )
    .addHelpText(
      'after',
      `
The key is DOWSER_FINGERPRINT_KEY, else the one that \`dowser start\` made in its data folder (DOWSER_HOME).
The value is not an argument, so that it stays out of the shell's history and of the process list.

Examples:
  dowser fingerprint < value.txt
  dowser query "SELECT bucket, key, line FROM occurrences WHERE fingerprint = '$(dowser fingerprint < value.txt)'"`,
    )
    .action(async () => {
      const value = (await text(process.stdin)).replace(/\r?\n$/, '');
      if (value === '') throw new UsageError('no value on stdin; give it as: dowser fingerprint < value.txt');
      const { fingerprint } = await import('@dowser/scanner');
      await print(`${fingerprint(fingerprintKey(homeFolder(process.env), process.env), value)}\n`);
    });
}
