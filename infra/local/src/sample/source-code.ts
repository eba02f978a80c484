import type { Plantable, PlantLedger } from './plantable.ts';
import { HEX, type Random } from './random.ts';
import { keyFiles } from './secrets.ts';

const VERBS = ['load', 'merge', 'render', 'resolve', 'sort', 'split', 'update', 'walk'];
const NOUNS = ['Basket', 'Index', 'Layout', 'Order', 'Queue', 'Report', 'Tree', 'Window'];

interface Language {
  readonly extension: string;
  readonly comment: string;
  routine(name: string, random: Random): string;
  setting(name: string, value: string): string;
}

const LANGUAGES: readonly Language[] = [
  {
    extension: 'ts',
    comment: '//',
    routine: (name, r) =>
      `export function ${name}(input: readonly number[]): number {\n  let total = ${r.int(10)};\n  for (const value of input) {\n    if (value % ${r.between(2, 9)} === 0) total += value;\n    else total ^= value << ${r.int(8)};\n  }\n  return total;\n}\n`,
    setting: (name, value) => `const ${name} = '${value}';\n`,
  },
  {
    extension: 'py',
    comment: '#',
    routine: (name, r) =>
      `def ${name}(rows):\n    seen = {}\n    for row in rows:\n        seen.setdefault(row[${r.int(6)}], []).append(row)\n    return [group for group in seen.values() if len(group) > ${r.between(1, 9)}]\n`,
    setting: (name, value) => `${name} = "${value}"\n`,
  },
  {
    extension: 'go',
    comment: '//',
    routine: (name, r) =>
      `func ${name}(ctx context.Context, items []Item) error {\n\tfor i, item := range items {\n\t\tif i > ${r.int(90)} {\n\t\t\treturn fmt.Errorf("too many items: %d", i)\n\t\t}\n\t\tif err := item.Flush(ctx); err != nil {\n\t\t\treturn err\n\t\t}\n\t}\n\treturn nil\n}\n`,
    setting: (name, value) => `var ${name} = "${value}"\n`,
  },
  {
    extension: 'yaml',
    comment: '#',
    routine: (name, r) =>
      `${name}:\n  replicas: ${r.between(1, 9)}\n  image: registry.example.com/shop/${name.toLowerCase()}:1.${r.int(40)}.${r.int(9)}\n  resources:\n    memory: ${r.between(1, 16) * 64}Mi\n    cpu: ${r.between(1, 8) * 100}m\n`,
    setting: (name, value) => `${name}: "${value}"\n`,
  },
];

export const languageOf = (index: number): Language => LANGUAGES[index % LANGUAGES.length]!;

/** Source code of `routines` routines, with the given secrets left in it. */
export function sourceCode(
  random: Random,
  ledger: PlantLedger,
  language: Language,
  routines: number,
  secrets: readonly Plantable[],
): string {
  let text = `${language.comment} Build ${random.chars(HEX, 40)}\n\n`;
  const places = new Set(secrets.map((_, i) => Math.floor(((i + 1) * routines) / (secrets.length + 1))));
  const pending = [...secrets];
  for (let i = 0; i < routines; i++) {
    const secret = places.has(i) ? pending.shift() : undefined;
    if (secret) text += `${language.setting(secret.field, ledger.plant(secret, random))}\n`;
    text += `${language.routine(`${random.pick(VERBS)}${random.pick(NOUNS)}${i}`, random)}\n`;
  }
  return text;
}

/** A private key alone in its file, of the `index`th kind. */
export function keyFile(random: Random, ledger: PlantLedger, index: number): string {
  return `${ledger.plant(keyFiles[index % keyFiles.length]!, random)}\n`;
}
