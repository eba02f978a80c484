import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { OrgResult } from './evaluate-org.ts';
import type { OrgMessage, OrgTask } from './org-worker.ts';

/** Evaluates organisations, as many at once as there are processors. The results are in the order of the tasks. */
export async function runOrgs(tasks: readonly OrgTask[], onDay: () => void): Promise<readonly OrgResult[]> {
  const results: OrgResult[] = [];
  const waiting = tasks.map((task, index) => ({ task, index }));
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      results[next.index] = await runOrg(next.task, onDay);
    }
  };
  await Promise.all(Array.from({ length: Math.min(tasks.length, availableParallelism()) }, work));
  return results;
}

function runOrg(task: OrgTask, onDay: () => void): Promise<OrgResult> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./org-worker.ts', import.meta.url), { workerData: task });
    worker.on('message', (message: OrgMessage) => {
      if ('day' in message) onDay();
      else resolve(message.result);
    });
    worker.on('error', reject);
    worker.on('exit', (code) =>
      reject(new Error(`The evaluation of ${task.world} ${task.org} ended with code ${code}`)),
    );
  });
}
