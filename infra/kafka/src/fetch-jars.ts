import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const PROJECT = fileURLToPath(new URL('..', import.meta.url));

/**
 * The directory with the broker's jars, fetched by Maven when pom.xml has changed since the last time. The directory is
 * named after the pom's hash and appears whole, so several processes may ask at once.
 */
export async function fetchJars(log: (text: string) => void): Promise<string> {
  const pom = await readFile(join(PROJECT, 'pom.xml'));
  const hash = createHash('sha256').update(pom).digest('hex').slice(0, 16);
  const jars = join(PROJECT, 'target', `jars-${hash}`);
  if (existsSync(jars)) return jars;
  log('fetching Apache Kafka from Maven Central (about 45 MB, once)');
  const partial = `${jars}.${process.pid}`;
  const options = ['-q', '-B', 'dependency:copy-dependencies', `-DoutputDirectory=${partial}`];
  try {
    await run('mvn', options, { cwd: PROJECT });
  } catch (cause) {
    await rm(partial, { recursive: true, force: true });
    const said = cause instanceof Error && 'stdout' in cause ? String(cause.stdout).trim() : '';
    throw new Error(`Maven could not fetch Kafka's jars (${PROJECT}pom.xml): ${said}`, { cause });
  }
  await rename(partial, jars).catch(async (error: unknown) => {
    await rm(partial, { recursive: true, force: true });
    if (!existsSync(jars)) throw error;
  });
  return jars;
}
