/** The structure of the repository as a test: what may import what, and how files are named. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, test } from 'node:test';

const root = join(import.meta.dirname, '..');
const MAX_MAIN_LINES = 80;
const MAX_SOURCE_LINES = 320;

/** No I/O, clock or randomness: they come as arguments. */
const PURE = [
  /^packages\/(anomaly|contracts|identifiers|extraction|detection|wasm)\/src\//,
  /^packages\/pipeline\/src\/outcome\.ts$/,
];
const PURE_MAY_IMPORT = new Set(['node:crypto', 'node:zlib', 'node:buffer', 'node:util']);
const IMPURE_CALLS =
  /\b(Date\.now|Math\.random|new Date\(\)|process\.|performance\.now|setTimeout|setInterval|fetch)\b/;

/** Only the place that wires a process chooses an adapter. */
const ADAPTER_OPENERS = /\b(openBus|openObjectStore|openStore|createKafkaBus|createSqliteBus|createS3ObjectStore)\s*\(/;

interface Source {
  readonly path: string;
  readonly text: string;
}

interface Problem {
  readonly path: string;
  readonly rule: string;
}

const importsOf = (text: string): readonly { specifier: string; typeOnly: boolean }[] =>
  [
    ...text.matchAll(
      /^(?:import|export)\s+(type\s)?[^;]*?from\s+'([^']+)'|^import\s+'([^']+)'|\bimport\('([^']+)'\)/gm,
    ),
  ].map((m) => ({
    specifier: m[2] ?? m[3] ?? m[4]!,
    typeOnly: m[1] !== undefined,
  }));

/** Every breach in the given sources. Pure, so that planted breaches can be tested. */
function breaches(sources: readonly Source[]): readonly Problem[] {
  const problems: Problem[] = [];
  for (const { path, text } of sources) {
    const say = (rule: string): void => void problems.push({ path, rule });
    const inTest =
      /\/(test|bench)\/|^packages\/testkit\//.test(path) || path.startsWith('test/') || path.startsWith('load-test/');
    const ring = PURE.some((pattern) => pattern.test(path));
    if (!/^[a-z0-9]+(-[a-z0-9]+)*(\.integration)?(\.test)?\.(ts|mjs)$/.test(basename(path)))
      say('file names are kebab-case');
    for (const { specifier, typeOnly } of importsOf(text)) {
      if (/^@dowser\/[^/]+\//.test(specifier)) say(`deep import ${specifier}`);
      if (specifier.startsWith('@dowser/testkit') && !inTest) say('testkit is for tests');
      if (/^(\.\.\/)+(packages|services|infra)\//.test(specifier) && path.endsWith('.ts'))
        say(`import by name, not by path: ${specifier}`);
      const service = /^services\/([^/]+)\//.exec(path)?.[1];
      if (service !== undefined && /^@dowser\/(ingest|matcher|sink)$/.test(specifier))
        say(`a service imports a service: ${specifier}`);
      if (path.startsWith('packages/') && !inTest && /^@dowser\/(ingest|matcher|sink)$/.test(specifier))
        say(`a package imports a service: ${specifier}`);
      if (path.startsWith('packages/detection/src/') && specifier === '@dowser/identifiers' && !typeOnly)
        say('detection knows identifiers by type only');
      if (ring && specifier.startsWith('node:') && !PURE_MAY_IMPORT.has(specifier))
        say(`pure code imports ${specifier}`);
    }
    if (ring) {
      const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
      const impure = IMPURE_CALLS.exec(code);
      if (impure !== null) say(`pure code uses ${impure[0]}`);
    }
    if (/^services\/[^/]+\/src\//.test(path) && basename(path) !== 'main.ts' && ADAPTER_OPENERS.test(text))
      say('only main.ts opens adapters');
    const lines = text.split('\n').length;
    if (/^services\/[^/]+\/src\/main\.ts$/.test(path) && lines > MAX_MAIN_LINES) say(`main.ts has ${lines} lines`);
    if (!inTest && lines > MAX_SOURCE_LINES) say(`${lines} lines`);
    if (/@ts-(ignore|expect-error|nocheck)|biome-ignore|eslint-disable/.test(text) && path !== 'test/tidy.test.ts')
      say('a check is switched off');
    if (/\b(enum|namespace)\s+[A-Z]\w*\s*\{/.test(text)) say('enum or namespace');
  }
  return problems;
}

const sources = globSync(
  [
    '{packages,services,infra}/*/{src,test,bench,learn}/**/*.ts',
    'infra/bootstrap/*.mjs',
    'test/**/*.ts',
    'load-test/**/*.ts',
  ],
  { cwd: root },
)
  .filter((path) => path !== 'test/tidy.test.ts')
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

describe('tidy', () => {
  test('the sources keep the rules', () => {
    assert.deepEqual(breaches(sources), []);
    assert.ok(sources.length > 50, 'the sources were found');
  });

  const planted: readonly (Source & { rule: RegExp })[] = [
    {
      path: 'services/sink/src/core.ts',
      text: "import { x } from '@dowser/ingest';",
      rule: /service imports a service/,
    },
    { path: 'packages/bus/src/a.ts', text: "import { x } from '@dowser/sink';", rule: /package imports a service/ },
    { path: 'packages/bus/src/a.ts', text: "import { x } from '@dowser/store/src/client.ts';", rule: /deep import/ },
    { path: 'packages/bus/src/a.ts', text: "import { x } from '@dowser/testkit';", rule: /testkit/ },
    { path: 'packages/detection/src/a.ts', text: "import { readFileSync } from 'node:fs';", rule: /pure code imports/ },
    {
      path: 'packages/detection/src/a.ts',
      text: "import { identifiers } from '@dowser/identifiers';",
      rule: /by type only/,
    },
    { path: 'packages/extraction/src/a.ts', text: 'export const at = () => Date.now();', rule: /pure code uses/ },
    { path: 'services/matcher/src/core.ts', text: 'const bus = await openBus(url);', rule: /only main\.ts/ },
    { path: 'services/matcher/src/main.ts', text: '\n'.repeat(MAX_MAIN_LINES), rule: /main\.ts has/ },
    { path: 'packages/bus/src/SqliteBus.ts', text: '', rule: /kebab-case/ },
    { path: 'packages/bus/src/a.ts', text: 'export enum Colour { Red }', rule: /enum/ },
  ];
  for (const { rule, ...source } of planted) {
    test(`a planted breach is found: ${rule.source}`, () => {
      const found = breaches([source]);
      assert.ok(
        found.some((problem) => rule.test(problem.rule)),
        JSON.stringify(found),
      );
    });
  }

  test('every workspace has one entry', () => {
    for (const path of globSync('packages/*/package.json', { cwd: root })) {
      const manifest = JSON.parse(readFileSync(join(root, path), 'utf8')) as { exports?: unknown };
      assert.equal(manifest.exports, './src/index.ts', path);
    }
  });

  test('dependencies are pinned', () => {
    for (const path of globSync(['package.json', '{packages,services,infra}/*/package.json'], { cwd: root })) {
      const manifest = JSON.parse(readFileSync(join(root, path), 'utf8')) as Record<
        string,
        Record<string, string> | undefined
      >;
      for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
        assert.match(version, /^\d+\.\d+\.\d+/, `${path}: ${name}`);
      }
    }
  });
});
