import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A real text without names of people but those of its authors. */
export interface RealText {
  readonly path: string;
  readonly bytes: Buffer;
}

const LARGEST = 400_000;

/** Texts of installed packages, as many as `limit` bytes of each ending, in order of path. */
export function realTexts(root: string, endings: readonly string[], limit: number): readonly RealText[] {
  const texts: RealText[] = [];
  for (const ending of endings) {
    let left = limit;
    const paths = globSync(`node_modules/**/${ending}`, {
      cwd: root,
      exclude: (path) => /@dowser|faker|node-random-name/.test(path),
    });
    for (const path of paths.sort()) {
      const full = join(root, path);
      const { size } = statSync(full);
      if (left <= 0) break;
      if (size > LARGEST || size === 0 || !statSync(full).isFile()) continue;
      texts.push({ path, bytes: readFileSync(full) });
      left -= size;
    }
  }
  return texts;
}
