import { Command, Option } from 'commander';
import { CONFIG_OPTION } from '../identifier-options.ts';

const format = (): Option =>
  new Option('--format <format>', 'how to print').choices(['table', 'jsonl']).default('table');

export function identifiersCommand(): Command {
  const command = new Command('identifiers')
    .description('What Dowser can look for: the catalogue of data identifiers, packs of them, and your own.')
    .addHelpText('after', HELP);
  command
    .command('list')
    .description('Every identifier with its category and packs, and whether it is looked for unless told otherwise.')
    .addOption(format())
    .option(...CONFIG_OPTION)
    .action(async (options) => (await run()).runList(options));
  command
    .command('show')
    .description('One identifier in full: its rules, sources and examples. Or one pack.')
    .argument('<id>', 'its id, as `dowser identifiers list` prints it, or pack:<id>')
    .option(...CONFIG_OPTION)
    .action(async (id: string, options) => (await run()).runShow(id, options));
  command
    .command('test')
    .description('Tries the custom identifiers of a file on their examples and counter-examples.')
    .argument('<file>', 'YAML or JSON with the list customIdentifiers, and allowLists where wanted')
    .addOption(format())
    .action(async (file: string, options) => {
      process.exitCode = await (await run()).runTest(file, options);
    });
  command
    .command('check')
    .description('Tries the whole catalogue, and says how each identifier is looked for.')
    .addOption(format())
    .option(...CONFIG_OPTION)
    .action(async (options) => {
      process.exitCode = await (await run()).runCheck(options);
    });
  return command;
}

/** Loaded when it is needed: the engine takes its time. */
const run = () => import('../identifiers/run-identifiers.ts');

const HELP = `
test and check end with 1 when an example is not found, or a counter-example is not refused by the gate it names.

Examples:
  dowser identifiers list
  dowser identifiers list --format jsonl
  dowser identifiers show USA_SOCIAL_SECURITY_NUMBER
  dowser identifiers show pack:pci-dss
  dowser identifiers test our-identifiers.yaml
  dowser identifiers check --config dowser.yaml`;
