import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** Where the embedded stack keeps its data: `.dowser/` of the checkout, or DOWSER_HOME. */
export function homeFolder(env: NodeJS.ProcessEnv): string {
  return env.DOWSER_HOME ?? fileURLToPath(new URL('../../../../.dowser', import.meta.url));
}

const runningStackSchema = z.object({
  pid: z.number().int(),
  clickhouseUrl: z.string(),
  database: z.string(),
  awsUrl: z.string().nullable(),
  busUrl: z.string(),
});
/** What other commands need to know of the stack that is up. */
export type RunningStack = z.infer<typeof runningStackSchema>;

const stackFile = (home: string): string => join(home, 'stack.json');

/** The stack that is up, or null. A file left by a killed process does not count. */
export function runningStack(home: string): RunningStack | null {
  if (!existsSync(stackFile(home))) return null;
  const stack = runningStackSchema.parse(JSON.parse(readFileSync(stackFile(home), 'utf8')));
  return isAlive(stack.pid) ? stack : null;
}

export function announceStack(home: string, stack: RunningStack): void {
  mkdirSync(home, { recursive: true });
  writeFileSync(stackFile(home), `${JSON.stringify(stack, null, 2)}\n`);
}

export function withdrawStack(home: string): void {
  rmSync(stackFile(home), { force: true });
}

/** The installation's key for fingerprints: DOWSER_FINGERPRINT_KEY, else made once and kept readable by its owner only. */
export function fingerprintKey(home: string, env: NodeJS.ProcessEnv): string {
  if (env.DOWSER_FINGERPRINT_KEY !== undefined) return env.DOWSER_FINGERPRINT_KEY;
  const file = join(home, 'fingerprint.key');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const made = randomBytes(32).toString('hex');
  mkdirSync(home, { recursive: true });
  writeFileSync(file, `${made}\n`, { mode: 0o600 });
  return made;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
