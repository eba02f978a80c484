import { Command } from 'commander';
import { UsageError } from '../usage-error.ts';
import { FORMATS } from './query.ts';

interface Options {
  readonly format: string;
  readonly all?: boolean;
  readonly archive?: string;
  readonly reopen?: string;
  readonly note: string;
  readonly url?: string;
}

export function anomaliesCommand(): Command {
  return new Command('anomalies')
    .description('Lists what is unusual in who accesses what, with the evidence.')
    .option('--format <name>', `text, or ${Object.keys(FORMATS).join(', ')}, or any ClickHouse format`, 'text')
    .option('--all', 'archived and withdrawn ones too')
    .option('--archive <id>', 'sets one aside: someone has looked at it')
    .option('--reopen <id>', 'takes one back')
    .option('--note <text>', 'why, with --archive or --reopen', '')
    .option('--url <url>', 'ClickHouse over HTTP; default DOWSER_CLICKHOUSE_URL, else the stack of `dowser start`')
    .addHelpText(
      'after',
      `
Basic ones met an exact rule (a bucket made public, a trail stopped); predictive ones deviate from what is usual for the
principal. The sink looks for them after each roll-up; in SQL they are the view anomalies, with anomaly_history.

Examples:
  dowser anomalies
  dowser anomalies --format jsonl --all
  dowser anomalies --archive 5b0e4bd4c1c3bf1bb5c4a4b5d1a5a7c1 --note "the yearly export"`,
    )
    .action(async ({ format, all = false, archive, reopen, note, url }: Options) => {
      if (archive !== undefined && reopen !== undefined) throw new UsageError('--archive or --reopen, not both');
      const { decideAnomaly, listAnomalies } = await import('../anomalies/run-anomalies.ts');
      const id = archive ?? reopen;
      if (id !== undefined) await decideAnomaly({ id, archive: archive !== undefined, note, url });
      else await listAnomalies({ format: format === 'text' ? null : (FORMATS[format] ?? format), all, url });
    });
}
