/** `npm run audit`: whether anything that is shipped has a known vulnerability. Says so loudly when that cannot be known. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { judgeAudit } from './judge-audit.ts';

const ASK_WITHIN_MS = 120_000;

const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  cwd: join(import.meta.dirname, '../..'),
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'ignore'],
  timeout: ASK_WITHIN_MS,
});
const { failed, lines } = judgeAudit(stdout ?? '');
console.log('\n== audit of the dependencies');
for (const line of lines) console.log(line);
process.exitCode = failed ? 1 : 0;
