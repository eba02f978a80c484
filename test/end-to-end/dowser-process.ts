import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface DowserProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves once stdout and stderr together hold the text; rejects when the process ends or `withinMs` passes before. */
  saw(text: string | RegExp, withinMs: number): Promise<void>;
}

/** The `dowser` command as a user runs it. */
export function dowser(args: readonly string[], env: Record<string, string>, cwd: string = root): DowserProcess {
  const child = spawn(process.execPath, [join(root, 'packages/cli/bin/dowser.mjs'), ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, stdout, stderr }));
  const holds = (text: string | RegExp): boolean =>
    typeof text === 'string' ? (stdout + stderr).includes(text) : text.test(stdout + stderr);
  return {
    child,
    ended,
    saw: async (text, withinMs) => {
      const deadline = Date.now() + withinMs;
      while (!holds(text)) {
        if (Date.now() > deadline) throw new Error(`not seen within ${withinMs} ms: ${text}\n${stdout}\n${stderr}`);
        if (child.exitCode !== null)
          throw new Error(`ended with ${child.exitCode} before: ${text}\n${stdout}\n${stderr}`);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
  };
}
