import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataIdentifier } from '../src/types.ts';

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
  ];
}

function yardstick(name: string, program: string, folder: string, expressions: readonly string[]): Yardstick {
  const list = join(folder, `${name}.tsv`);
  writeFileSync(list, expressions.map((expression) => `${expression}\n`).join(''));
  const database = join(folder, `${name}.db`);
  execFileSync(program, ['compile', list, database], { stdio: ['ignore', 'ignore', 'inherit'] });
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
