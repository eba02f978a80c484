import { Command } from 'commander';

/** Short names for ClickHouse's formats; any other name is passed on. */
export const FORMATS: Readonly<Record<string, string>> = {
  table: 'PrettyCompactMonoBlock',
  jsonl: 'JSONEachRow',
  json: 'JSON',
  csv: 'CSVWithNames',
  tsv: 'TSVWithNames',
  vertical: 'Vertical',
  markdown: 'Markdown',
};

export function queryCommand(): Command {
  return new Command('query')
    .description('Asks ClickHouse in SQL and prints the answer.')
    .argument('<sql>', 'one statement; a FORMAT clause of its own wins over --format')
    .option('--format <name>', `${Object.keys(FORMATS).join(', ')}, or any ClickHouse format`, 'table')
    .option('--url <url>', 'ClickHouse over HTTP; default DOWSER_CLICKHOUSE_URL, else the stack of `dowser start`')
    .addHelpText(
      'after',
      `
Without a URL it asks the stack that \`dowser start\` runs, or, when none is up, starts ClickHouse on that stack's data for
this one query. DOWSER_CLICKHOUSE_DATABASE, _USER and _PASSWORD are used where set. Tables show 10,000 rows at most.

Examples:
  dowser query "SELECT * FROM by_identifier"
  dowser query --format csv "SELECT bucket, key, identifier, count FROM findings ORDER BY count DESC" > findings.csv
  dowser query --format jsonl "SELECT * FROM occurrences WHERE identifier = 'AWS_CREDENTIALS'"`,
    )
    .action(async (sql: string, { format, url }: { format: string; url?: string }) => {
      const { runQuery } = await import('../query/run-query.ts');
      await runQuery(sql, FORMATS[format] ?? format, url);
    });
}
