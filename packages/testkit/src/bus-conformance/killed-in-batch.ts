import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type CrashChildOrders, STUCK } from '../bus-crash-child.ts';
import { until } from '../until.ts';

/** Runs a consumer in a process of its own and kills it inside the handler. */
export async function killedInBatch(orders: CrashChildOrders): Promise<void> {
  const script = fileURLToPath(new URL('../bus-crash-child.ts', import.meta.url));
  const child = spawn(process.execPath, [script, JSON.stringify(orders)], { stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = once(child, 'exit');
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (said += bytes));
  try {
    await until(() => said.includes(STUCK) || child.exitCode !== null, `the child is stuck; it said: ${said}`);
    assert.match(said, new RegExp(STUCK), 'the child ended by itself');
  } finally {
    child.kill('SIGKILL');
    await exited;
  }
}
