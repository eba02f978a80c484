import { DEFAULT_NODE, PRICES } from '@dowser/capacity';
import { Command } from 'commander';
import { parseQuantity } from '../capacity/quantity.ts';
import { print } from '../output.ts';
import { UsageError } from '../usage-error.ts';

interface CapacityFlags {
  readonly objects: string;
  readonly bytes: string;
  readonly hours: string;
  readonly occurrences?: string;
  readonly cores: string;
  readonly network: string;
  readonly speed: string;
  readonly nodePrice: string;
  readonly format: string;
}

export function capacityCommand(): Command {
  return new Command('capacity')
    .description(
      'What it takes to scan so much in so many hours, and what it costs: a model calibrated by measured runs.',
    )
    .requiredOption('--objects <number>', 'objects: 1e9, 250M')
    .requiredOption('--bytes <number>', 'bytes in them: 500TB, 1.5TiB')
    .requiredOption('--hours <number>', 'hours in which all is to be scanned')
    .option('--occurrences <number>', 'places where something will be found; default one for each object')
    .option('--cores <number>', 'cores of a node', String(DEFAULT_NODE.cores))
    .option('--network <gbps>', 'gigabits a second that a node sustains', String(DEFAULT_NODE.networkGbps))
    .option('--speed <factor>', 'how fast a core is, as a multiple of those measured', String(DEFAULT_NODE.speed))
    .option('--node-price <dollars>', 'US$ an hour of a node', String(PRICES.nodeHour))
    .option('--format <format>', 'table or json', 'table')
    .addHelpText(
      'after',
      `
Example:
  dowser capacity --objects 1e9 --bytes 500TB --hours 24

How it was measured, and how far off the model is: load-test/results/capacity.md. Kafka's own nodes are not in it.`,
    )
    .action(async (flags: CapacityFlags) => {
      const { format } = flags;
      if (format !== 'table' && format !== 'json') throw new UsageError(`--format ${format}: give table or json`);
      const { planCapacity } = await import('@dowser/capacity');
      const { readCalibration } = await import('../capacity/read-calibration.ts');
      const objects = parseQuantity('--objects', flags.objects);
      const input = {
        objects,
        bytes: parseQuantity('--bytes', flags.bytes),
        occurrences: flags.occurrences === undefined ? objects : parseQuantity('--occurrences', flags.occurrences),
        hours: parseQuantity('--hours', flags.hours),
        node: {
          cores: parseQuantity('--cores', flags.cores),
          networkGbps: parseQuantity('--network', flags.network),
          speed: parseQuantity('--speed', flags.speed),
        },
        prices: { ...PRICES, nodeHour: parseQuantity('--node-price', flags.nodePrice) },
      };
      const plan = planCapacity(readCalibration(), input);
      if (format === 'json') return print(`${JSON.stringify(plan)}\n`);
      const { describePlan } = await import('../capacity/describe-plan.ts');
      return print(describePlan(plan, input));
    });
}
