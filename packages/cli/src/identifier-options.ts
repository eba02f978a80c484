import { CONFIG_FILE_ENV } from '@dowser/config';

/** What these options are called and say in the help of every command that has them. */
export const CONFIG_OPTION = [
  '--config <file>',
  `YAML file with customIdentifiers, allowLists and matcher.identifiers (${CONFIG_FILE_ENV})`,
] as const;

export const IDENTIFIERS_OPTION = [
  '--identifiers <set>',
  'recommended, all, none, or ids and packs (pack:pci-dss) with commas between; default what the configuration says, or recommended',
] as const;
