import { execFileSync, type StdioOptions, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataIdentifier } from '../src/types.ts';

/** A list of expressions that takes longer is left out. */
const MAX_COMPILE_MS = 120_000;

/** Another engine's speed on the same bytes. */
export interface Yardstick {
  readonly name: string;
  round(corpus: string, bytes: Uint8Array): void;
  speeds(corpus: string): readonly number[];
  /** Raw matches, before any rule. */
  matches(corpus: string): number;
}

/**
 * Vectorscan in blocks, without start of match: `vectorscan-all` has every pattern and keyword, `vectorscan-expert` what an
 * engineer would give it as a first stage: patterns that need no keyword, and all keywords. None where its library or a C
 * compiler is missing.
 */
export function vectorscan(rows: readonly DataIdentifier[]): readonly Yardstick[] {
  const folder = mkdtempSync(join(tmpdir(), 'vectorscan-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const program = join(folder, 'vectorscan');
  const source = join(import.meta.dirname, 'vectorscan.c');
  if (spawnSync('cc', ['-O2', source, '-o', program, '-lhs'], { stdio: 'ignore' }).status !== 0) return [];
  const gated = rows.filter((row) => row.keyword === 'required');
  const keywords = [...new Set(gated.flatMap((row) => row.keywords.map((keyword) => keyword.toLowerCase())))].map(
    (keyword) => `1\t${keyword.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replaceAll(' ', '[ _-]?')}`,
  );
  const patterns = (some: readonly DataIdentifier[]): readonly string[] =>
    some.map(({ pattern }) => `0\t${pattern.replaceAll('(?P<value>', '(?:')}`);
  const free = rows.filter((row) => row.keyword === 'none');
  return [
    yardstick('vectorscan-expert', program, folder, [...patterns(free), ...keywords]),
    yardstick('vectorscan-all', program, folder, [...patterns(rows), ...keywords]),
  ].filter((one) => one !== undefined);
}

/** Undefined, and said, where the expressions take too long to compile. */
function yardstick(
  name: string,
  program: string,
  folder: string,
  expressions: readonly string[],
): Yardstick | undefined {
  const list = join(folder, `${name}.tsv`);
  writeFileSync(list, expressions.map((expression) => `${expression}\n`).join(''));
  const database = join(folder, `${name}.db`);
  const stdio: StdioOptions = ['ignore', 'ignore', 'inherit'];
  const { error, status } = spawnSync(program, ['compile', list, database], { stdio, timeout: MAX_COMPILE_MS });
  if (error !== undefined || status !== 0) {
    const reason = error?.message ?? `its compiler ended with ${status}`;
    console.error(`${name} is left out: ${reason} (it may take ${MAX_COMPILE_MS / 1000} s)`);
    return undefined;
  }
  const results = new Map<string, { readonly speeds: number[]; matches: number }>();
  return {
    name,
    round(corpus, bytes) {
      const file = join(folder, 'corpus');
      writeFileSync(file, bytes);
      const [seconds, matches] = execFileSync(program, ['scan', database, file], { encoding: 'utf8' })
        .split(' ')
        .map(Number);
      const result = results.get(corpus) ?? { speeds: [], matches: 0 };
      result.speeds.push(bytes.length / 1e6 / seconds!);
      result.matches = matches!;
      results.set(corpus, result);
    },
    speeds: (corpus) => results.get(corpus)?.speeds ?? [],
    matches: (corpus) => results.get(corpus)?.matches ?? 0,
  };
}
