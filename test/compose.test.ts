/** The compose file sets what the services read, and no more. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '..');

interface ComposeService {
  readonly command?: string;
  readonly environment?: Readonly<Record<string, string | null>>;
  readonly depends_on?: Readonly<Record<string, unknown>>;
}
const compose = parse(readFileSync(join(root, 'infra/compose.yaml'), 'utf8'), { merge: true }) as {
  readonly services: Readonly<Record<string, ComposeService>>;
};

describe('infra/compose.yaml', () => {
  for (const [name, { command, environment = {}, depends_on = {} }] of Object.entries(compose.services)) {
    test(`${name} depends on services of the file`, () => {
      for (const other of Object.keys(depends_on)) assert.ok(other in compose.services, other);
    });
    if (command === undefined) continue;

    test(`${name} runs a service, with keys that it knows`, () => {
      const main = join(root, command);
      assert.ok(existsSync(main), command);
      const help = execFileSync(process.execPath, [main, '--help'], { encoding: 'utf8' });
      const ours = Object.keys(environment).filter((key) => key.startsWith('DOWSER_'));
      assert.deepEqual(
        ours.filter((key) => !help.includes(`  ${key}\n`)),
        [],
      );
      assert.ok(ours.length > 0);
    });
  }
});
