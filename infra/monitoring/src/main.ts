import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { files } from './files.ts';

const root = join(import.meta.dirname, '../../..');
for (const [path, content] of Object.entries(files())) {
  writeFileSync(join(root, path), content);
  console.log(path);
}
