// node infra/bootstrap/run.mjs <script> [arguments]: sets up what is missing, then runs the script on the right Node.
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bootstrap, environmentFor, root } from './bootstrap.mjs';

/** kafkajs asks for negative timeouts on this Node, which Node warns about and then does right. */
const NODE_FLAGS = ['--disable-warning=TimeoutNegativeWarning', '--disable-warning=ExperimentalWarning'];

/**
 * Runs a script of this checkout and ends this process as the script ended.
 * @param {string} script path from the checkout's root
 * @param {string[]} args
 */
export async function run(script, args) {
  let node;
  try {
    node = await bootstrap();
  } catch (error) {
    process.stderr.write(`dowser: set-up failed: ${error.message}\n`);
    process.exit(1);
  }
  const child = spawn(node, [...NODE_FLAGS, join(root, script), ...args], {
    stdio: 'inherit',
    env: environmentFor(node),
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('close', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [script, ...args] = process.argv.slice(2);
  if (script === undefined) {
    process.stderr.write('usage: node infra/bootstrap/run.mjs <script> [arguments]\n');
    process.exit(2);
  }
  await run(script, args);
}
