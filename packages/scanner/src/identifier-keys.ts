import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { CONFIG_FILE_ENV, key, readYaml, textList } from '@dowser/config';
import { compileCatalogue, wholeMatch } from '@dowser/detection';
import {
  ALLOW_LIMITS,
  type AllowList,
  type AllowListDefinition,
  type CustomIdentifier,
  type IdentifierSelection,
  parseAllowLists,
  parseCustomIdentifiers,
  selectIdentifiers,
  UnknownIdentifiersError,
  wordProblems,
  wordsOf,
} from '@dowser/identifiers';
import { z } from 'zod';
import { customRows } from './choose-identifiers.ts';

/** Definitions as written, each with the folder that its paths are relative to. */
interface Written {
  readonly definitions: readonly unknown[];
  readonly folder: string;
}

/** The keys that say what is looked for. Paths are relative to the configuration file, or else to the working directory. */
export function identifierKeys(env: NodeJS.ProcessEnv) {
  const file = env[CONFIG_FILE_ENV];
  const folder = file === undefined || file === '' ? resolve('.') : dirname(resolve(file));
  return {
    identifiers: key({
      env: 'DOWSER_IDENTIFIERS',
      file: 'matcher.identifiers',
      doc: 'What is looked for: recommended, all, none, or a list of identifier ids and of packs (pack:pci-dss). Default recommended.',
      schema: textList.transform((words, context): IdentifierSelection => {
        const selection = selectionOf(words);
        say(context, selectionProblems(selection));
        return selection;
      }),
    }),
    customIdentifiers: key({
      env: 'DOWSER_CUSTOM_IDENTIFIERS',
      file: 'customIdentifiers',
      doc: "Identifiers of your own, looked for beside those: a list of {id, name, regex, keywords, maximumMatchDistance, ignoreWords, severityLevels, validator, examples, counterExamples} with Amazon Macie's meanings and limits, or paths of YAML or JSON files that have the list under customIdentifiers.",
      schema: z.unknown().transform((raw, context) => {
        const problems: string[] = [];
        const values = readCustomIdentifiers(read(raw, 'customIdentifiers', folder, problems), problems);
        say(context, problems);
        return values;
      }),
    }),
    allowLists: key({
      env: 'DOWSER_ALLOW_LISTS',
      file: 'allowLists',
      doc: 'Text that is never reported: a list of {name, regex}, {name, words} and {name, file}, the file with one entry a line; or paths of YAML or JSON files that have the list under allowLists. A match is allowed when the whole of it is an entry, whatever its case, or matches the regex.',
      schema: z.unknown().transform((raw, context) => {
        const problems: string[] = [];
        const values = readAllowLists(read(raw, 'allowLists', folder, problems), problems);
        say(context, problems);
        return values;
      }),
    }),
  };
}

/** No words: the recommended ones. */
export function selectionOf(words: readonly string[]): IdentifierSelection {
  const [word = 'recommended'] = words;
  const isSet = word === 'recommended' || word === 'all' || word === 'none';
  return words.length <= 1 && isSet ? word : words;
}

function selectionProblems(selection: IdentifierSelection): readonly string[] {
  try {
    selectIdentifiers(selection);
    return [];
  } catch (error) {
    if (!(error instanceof UnknownIdentifiersError)) throw error;
    return [error.message];
  }
}

/** What is wrong with any of them is added to `problems`. */
export function readCustomIdentifiers(written: readonly Written[], problems: string[]): readonly CustomIdentifier[] {
  const parsed = parseCustomIdentifiers(written.flatMap(({ definitions }) => definitions));
  problems.push(...parsed.problems);
  const { refused } = compileCatalogue(customRows(parsed.values));
  problems.push(...refused.map(({ id, reason }) => `customIdentifiers: ${id}: ${reason}`));
  return parsed.values;
}

function readAllowLists(written: readonly Written[], problems: string[]): readonly AllowList[] {
  const parsed = written.flatMap(({ definitions, folder }) => {
    const { values, problems: own } = parseAllowLists(definitions);
    problems.push(...own);
    return values.map((definition) => ({ definition, folder }));
  });
  return parsed.flatMap(({ definition, folder }) => {
    const found = allowListProblems(definition, folder);
    problems.push(...found.problems.map((problem) => `allowLists: ${definition.name}: ${problem}`));
    return found.list ?? [];
  });
}

function allowListProblems(
  definition: AllowListDefinition,
  folder: string,
): { readonly list?: AllowList; readonly problems: readonly string[] } {
  const { name } = definition;
  try {
    if ('regex' in definition) {
      wholeMatch(definition.regex);
      return { list: definition, problems: [] };
    }
    const words = 'words' in definition ? definition.words : readWords(resolve(folder, definition.file));
    return { list: { name, words }, problems: wordProblems(words) };
  } catch (error) {
    return { problems: [error instanceof Error ? error.message : String(error)] };
  }
}

function readWords(path: string): readonly string[] {
  const { size } = statSync(path);
  if (size > ALLOW_LIMITS.wordsFileBytes) {
    throw new Error(`${path} has ${size} bytes; at most ${ALLOW_LIMITS.wordsFileBytes} can be`);
  }
  return wordsOf(readFileSync(path, 'utf8'));
}

/** A list as it is, or those in the files that a text names. */
export function read(raw: unknown, field: string, folder: string, problems: string[]): readonly Written[] {
  if (raw === undefined || raw === null) return [];
  if (Array.isArray(raw) && !raw.every((entry) => typeof entry === 'string')) return [{ definitions: raw, folder }];
  const paths = textList.safeParse(raw);
  if (!paths.success) {
    problems.push(`${field}: must be a list of definitions, or paths of files`);
    return [];
  }
  return paths.data.flatMap((path): readonly Written[] => {
    const full = resolve(folder, path);
    try {
      const content = readYaml(full) as Readonly<Record<string, unknown>> | null;
      const definitions = content?.[field];
      if (Array.isArray(definitions)) return [{ definitions, folder: dirname(full) }];
      problems.push(`${full}: has no list under the key ${field}`);
    } catch (error) {
      problems.push(`cannot read ${full}: ${error instanceof Error ? error.message : String(error)}`);
    }
    return [];
  });
}

function say(context: z.core.$RefinementCtx, problems: readonly string[]): void {
  for (const message of problems) context.addIssue({ code: 'custom', message });
}
