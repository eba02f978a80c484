import { CONFIG_FILE_ENV, loadConfig } from '@dowser/config';
import { type DataIdentifier, identifiers, packs, packsOf, selectIdentifiers } from '@dowser/identifiers';
import { chooseIdentifiers, identifierKeys } from '@dowser/scanner';
import { ExitCode } from '../exit-code.ts';
import { identifierSettings } from '../identifier-settings.ts';
import { note, print } from '../output.ts';
import { renderTable } from '../table.ts';
import { UsageError } from '../usage-error.ts';
import { checkRows, type RowCheck } from './check-rows.ts';
import { describeIdentifier, describePack } from './describe-identifier.ts';

type Format = 'table' | 'jsonl';

interface ListOptions {
  readonly config?: string;
  readonly format: Format;
}

/** The catalogue, then the identifiers of the configuration. */
export async function runList({ config, format }: ListOptions): Promise<void> {
  const rows = allRows(config);
  if (format === 'jsonl') return print(rows.map((row) => `${JSON.stringify(lineOf(row))}\n`).join(''));
  await print(
    renderTable(
      ['identifier', 'name', 'category', 'keyword', 'recommended', 'packs'],
      rows.map((row) => [
        row.id,
        row.name,
        row.category,
        row.keyword === 'required' ? 'needed' : 'not needed',
        row.recommended ? 'yes' : 'no',
        packsOf(row).join(' '),
      ]),
    ),
  );
}

/** One identifier, or one pack as `pack:<id>`. */
export async function runShow(id: string, { config }: { readonly config?: string }): Promise<void> {
  const pack = packs.find((one) => `pack:${one.id}` === id);
  if (pack !== undefined) return print(describePack(pack));
  const row = allRows(config).find((one) => one.id === id);
  if (row === undefined) throw new UsageError(`${reasonFor(id)}\nSee: dowser identifiers list`);
  await print(describeIdentifier(row));
}

/** The custom identifiers of one file against their examples, under its allow lists. */
export async function runTest(file: string, { format }: { readonly format: Format }): Promise<ExitCode> {
  const env = { [CONFIG_FILE_ENV]: file };
  const settings = loadConfig(identifierKeys(env), env);
  if (settings.customIdentifiers.length === 0)
    throw new UsageError(`${file}: has no custom identifiers (customIdentifiers)`);
  return report(chooseIdentifiers({ ...settings, identifiers: 'none' }), format);
}

/** The whole catalogue and the custom identifiers of the configuration. */
export async function runCheck({ config, format }: ListOptions): Promise<ExitCode> {
  return report(allRows(config), format);
}

async function report(rows: readonly DataIdentifier[], format: Format): Promise<ExitCode> {
  const checks = checkRows(rows);
  if (format === 'jsonl') await print(checks.map((check) => `${JSON.stringify(check)}\n`).join(''));
  else {
    await print(
      renderTable(
        ['identifier', 'examples', 'counter-examples', 'looked for by', 'result'],
        checks.map((check) => [check.id, check.examples, check.counterExamples, planText(check), result(check)]),
      ),
    );
  }
  const bad = checks.filter(({ problems }) => problems.length > 0);
  for (const { id, problems } of bad) note(`${id}\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  const without = checks.filter(({ examples }) => examples === 0).length;
  note(
    `${checks.length} identifiers: ${checks.length - bad.length} do what their examples say${without > 0 ? ` (${without} have none)` : ''}, ${bad.length} do not`,
  );
  return bad.length === 0 ? ExitCode.Ok : ExitCode.Failed;
}

function planText({ plans }: RowCheck): string {
  const texts = plans.map(({ how, automaton, limits }) => [automaton ? how : `${how}, RE2`, ...limits].join('; '));
  return [...new Set(texts)].join(' | ');
}

const result = ({ problems }: RowCheck): string => (problems.length === 0 ? 'ok' : `${problems.length} wrong`);

/** A row as a line of `list --format jsonl`. */
function lineOf(row: DataIdentifier): object {
  const { id, name, category, keyword, keywords, severity, recommended, sources } = row;
  return { id, name, category, keyword, keywords, severity, recommended, packs: packsOf(row), sources };
}

function allRows(config: string | undefined): readonly DataIdentifier[] {
  const { customIdentifiers } = identifierSettings({ config });
  return [...identifiers, ...chooseIdentifiers({ identifiers: 'none', customIdentifiers })];
}

/** Why there is no such identifier, with those that resemble it. */
function reasonFor(id: string): string {
  try {
    selectIdentifiers([id]);
    return `${id} is a set: name one identifier`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
