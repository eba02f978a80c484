import { resolve } from 'node:path';
import { CONFIG_FILE_ENV, type Config, loadConfig } from '@dowser/config';
import { identifierKeys } from '@dowser/scanner';
import { UsageError } from './usage-error.ts';

export interface IdentifierOptions {
  /** `--identifiers`: goes before the environment and the file. */
  readonly identifiers?: string | undefined;
  /** `--config`: a YAML file; goes before the environment's. */
  readonly config?: string | undefined;
  /** Where `--config` is relative to; by default the working directory. */
  readonly folder?: string;
}

/** The environment with what the options say put in, as a service reads it. Throws UsageError when `--identifiers` is empty. */
export function identifierEnvironment(
  { identifiers, config, folder = process.cwd() }: IdentifierOptions,
  env: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv {
  if (identifiers !== undefined && identifiers.replaceAll(/[\s,]/g, '') === '') {
    throw new UsageError('--identifiers names none: give recommended, all, none, or ids and packs with commas between');
  }
  const file = config ?? env[CONFIG_FILE_ENV];
  return {
    ...env,
    ...(file === undefined || file === '' ? {} : { [CONFIG_FILE_ENV]: resolve(folder, file) }),
    ...(identifiers === undefined ? {} : { DOWSER_IDENTIFIERS: identifiers }),
  };
}

/** What is looked for. Throws ConfigError that lists every problem. */
export function identifierSettings(options: IdentifierOptions): Config<ReturnType<typeof identifierKeys>> {
  const env = identifierEnvironment(options, process.env);
  return loadConfig(identifierKeys(env), env);
}
