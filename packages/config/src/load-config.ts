import { readFileSync } from 'node:fs';
import { ConfigError } from '@dowser/pipeline';
import { parse as parseYaml } from 'yaml';
import type { z } from 'zod';

/** One configuration key: how it is set, what it means, what it may be. */
export interface ConfigKey<T = unknown> {
  /** Environment variable; wins over the file. */
  readonly env: string;
  /** Dotted path in the YAML file. */
  readonly file: string;
  /** For people: units, meaning, when to change it. */
  readonly doc: string;
  /** Takes the text of the environment or the value of the file. Absent input is `undefined`. */
  readonly schema: z.ZodType<T>;
  /** Not shown when the configuration is printed. */
  readonly secret?: boolean;
}

export type ConfigSpec = Readonly<Record<string, ConfigKey>>;
export type Config<S extends ConfigSpec> = Readonly<{ [K in keyof S]: S[K] extends ConfigKey<infer T> ? T : never }>;

/** Names the YAML file; the environment wins over it key by key. */
export const CONFIG_FILE_ENV = 'DOWSER_CONFIG';

/** Declares one key, keeping its type. */
export const key = <T>(spec: ConfigKey<T>): ConfigKey<T> => spec;

/**
 * The configuration from the environment and, where DOWSER_CONFIG names one, a YAML file.
 * Throws ConfigError that lists every problem at once, each with the key's two names.
 */
export function loadConfig<S extends ConfigSpec>(spec: S, env: NodeJS.ProcessEnv): Config<S> {
  const problems: string[] = [];
  const file = readConfigFile(env[CONFIG_FILE_ENV], problems);
  const values: Record<string, unknown> = {};
  for (const [name, entry] of Object.entries(spec)) {
    const raw = env[entry.env] ?? at(file, entry.file);
    const parsed = entry.schema.safeParse(raw);
    if (parsed.success) values[name] = parsed.data;
    else {
      const messages = parsed.error.issues.map(({ message }) => message);
      const [only = ''] = messages;
      const what = messages.length === 1 ? ` ${only}.` : messages.map((message) => `\n      ${message}`).join('');
      problems.push(
        `${entry.env} (${entry.file} in the file):${what}${messages.length === 1 ? ' ' : '\n      '}${entry.doc}`,
      );
    }
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.freeze(values) as Config<S>;
}

function readConfigFile(path: string | undefined, problems: string[]): unknown {
  if (path === undefined || path === '') return undefined;
  try {
    return readYaml(path);
  } catch (error) {
    problems.push(`${CONFIG_FILE_ENV}: cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

/** The content of a YAML or JSON file. Throws when it cannot be read or parsed. */
export function readYaml(path: string): unknown {
  return parseYaml(readFileSync(path, 'utf8'));
}

function at(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (node, part) => (typeof node === 'object' && node !== null ? (node as Record<string, unknown>)[part] : undefined),
      value,
    );
}
