import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const preload = new URL('./exit-with-parent.ts', import.meta.url).href;

/** A SIGTERM that is not obeyed within this becomes a SIGKILL. */
export const STOP_DEADLINE_MS = 20_000;

export interface ManagedProcess {
  readonly name: string;
  readonly pid: number;
  /** How it ended: its exit code, or 1 after a signal. */
  readonly exited: Promise<number>;
  /** SIGTERM, then SIGKILL after STOP_DEADLINE_MS; resolves with the exit code. */
  stop(): Promise<number>;
  kill(signal: NodeJS.Signals): void;
}

export interface ManagedProcessOptions {
  readonly name: string;
  /** From the root of the checkout: `services/sink/src/main.ts`. */
  readonly script: string;
  readonly args?: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Takes the process's stdout and stderr, appended. */
  readonly logFile: string;
}

/** Starts a script of this checkout as a process that cannot outlive this one. */
export function startProcess(options: ManagedProcessOptions): ManagedProcess {
  mkdirSync(dirname(options.logFile), { recursive: true });
  const log = openSync(options.logFile, 'a');
  const flags = [
    '--disable-warning=TimeoutNegativeWarning',
    '--disable-warning=ExperimentalWarning',
    '--import',
    preload,
  ];
  const child = spawn(process.execPath, [...flags, join(root, options.script), ...(options.args ?? [])], {
    env: options.env,
    stdio: ['ignore', log, log, 'ipc'],
    // Ctrl-C in the terminal reaches the supervisor only: it stops the others in the order that loses nothing.
    detached: true,
  });
  closeSync(log);
  const exited = exitOf(child);
  return {
    name: options.name,
    pid: child.pid ?? -1,
    exited,
    kill: (signal) => void child.kill(signal),
    stop: async () => {
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), STOP_DEADLINE_MS);
      try {
        return await exited;
      } finally {
        clearTimeout(late);
      }
    },
  };
}

/** Starts one of the services on the given configuration. */
export function startService(
  name: 'ingest' | 'matcher' | 'sink',
  env: NodeJS.ProcessEnv,
  logFolder: string,
): ManagedProcess {
  return startProcess({ name, script: `services/${name}/src/main.ts`, env, logFile: join(logFolder, `${name}.log`) });
}

function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.on('error', () => resolve(1));
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
