import { CONFIG_FILE_ENV, type ConfigKey, type ConfigSpec } from './load-config.ts';

/** What a key takes when it is not set: shown to people. */
const REQUIRED = 'required';

/** The text of `--help`: every key's two names, default and meaning. Reads neither the environment nor a file. */
export function describeConfig(title: string, spec: ConfigSpec): string {
  const keys = Object.values(spec).map(
    (entry) => `  ${entry.env}\n      in the file: ${entry.file}; ${defaultOf(entry)}\n      ${entry.doc}`,
  );
  return [
    title,
    '',
    `Set by the environment, or by the YAML file that ${CONFIG_FILE_ENV} names; the environment wins key by key.`,
    '',
    ...keys,
    '',
  ].join('\n');
}

function defaultOf({ schema, secret = false }: ConfigKey): string {
  const absent = schema.safeParse(undefined);
  if (!absent.success) return secret ? `${REQUIRED}, never shown` : REQUIRED;
  if (secret) return 'optional, never shown';
  const { data } = absent;
  if (data === undefined || data === null || data === '' || (Array.isArray(data) && data.length === 0))
    return 'default: none';
  return `default: ${typeof data === 'string' ? data : JSON.stringify(data)}`;
}
