import { type DataIdentifier, identifiers } from '@dowser/identifiers';
import { Command, Option } from 'commander';
import { identifiersOf } from '../identifier-choice.ts';
import { print } from '../output.ts';
import { renderTable } from '../table.ts';

export function identifiersCommand(): Command {
  const command = new Command('identifiers')
    .description('What Dowser can look for: the catalogue of data identifiers.')
    .addHelpText(
      'after',
      `
Examples:
  dowser identifiers list
  dowser identifiers list --format jsonl
  dowser identifiers show USA_SOCIAL_SECURITY_NUMBER`,
    );
  command
    .command('list')
    .description('Every identifier with its category, and whether it is looked for unless told otherwise.')
    .addOption(new Option('--format <format>', 'how to print').choices(['table', 'jsonl']).default('table'))
    .action(async ({ format }: { format: 'table' | 'jsonl' }) => print(format === 'table' ? table() : lines()));
  command
    .command('show')
    .description('One identifier in full: its rules, sources and examples.')
    .argument('<id>', 'its id, as `dowser identifiers list` prints it')
    .action(async (id: string) => {
      for (const identifier of identifiersOf(id)) await print(describe(identifier));
    });
  return command;
}

const table = (): string =>
  renderTable(
    ['identifier', 'name', 'category', 'keyword', 'recommended'],
    identifiers.map(({ id, name, category, keyword, recommended }) => [
      id,
      name,
      category,
      keyword === 'required' ? 'needed' : 'not needed',
      recommended ? 'yes' : 'no',
    ]),
  );

const lines = (): string =>
  identifiers
    .map(({ id, name, category, keyword, keywords, severity, recommended, sources }) =>
      JSON.stringify({ id, name, category, keyword, keywords, severity, recommended, sources }),
    )
    .join('\n')
    .concat('\n');

function describe(identifier: DataIdentifier): string {
  const { id, name, category, pattern, keyword, keywords, severity, recommended, sources } = identifier;
  const list = (title: string, items: readonly string[]): string[] =>
    items.length === 0 ? [] : [title, ...items.map((item) => `  ${item}`)];
  const scale = Object.entries(severity).map(([level, least]) => `${level} from ${least}`);
  return [
    `${id}: ${name}`,
    `category     ${category}`,
    `recommended  ${recommended ? 'yes' : 'no'}`,
    `severity     ${scale.join(', ')} occurrences in an object`,
    `pattern      ${pattern}`,
    `validated    ${identifier.validate ? 'yes' : 'no'}`,
    `keyword      ${keyword === 'required' ? 'one of these must be near' : 'not needed'}`,
    ...list('keywords', keywords),
    ...list('examples', identifier.examples.map(oneLine)),
    ...list(
      'not reported',
      identifier.counterExamples.map(({ text, stoppedBy }) => `${oneLine(text)}   (${stoppedBy})`),
    ),
    ...list('sources', sources),
    '',
  ].join('\n');
}

const oneLine = (text: string): string => text.replaceAll('\n', '\\n');
