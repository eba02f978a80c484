import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface ClickHouseProcess {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  readonly pid: number;
  /** Answers what is under way, then ends. */
  stop(): Promise<void>;
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>;
}

export interface StartClickHouseOptions {
  /** 0 for a free one. */
  readonly port: number;
  /** One process at a time; created when missing. */
  readonly dataDir: string;
}

/** Queries that run at the same time: chDB uses libuv's threads. */
const THREADS = 8;

/** Starts the embedded ClickHouse in a process of its own, which ends with this one. Binds to 127.0.0.1. */
export async function startClickHouse({ port, dataDir }: StartClickHouseOptions): Promise<ClickHouseProcess> {
  const child = spawn(
    process.execPath,
    [
      '--import',
      new URL('../exit-with-parent.ts', import.meta.url).href,
      fileURLToPath(new URL('../clickhouse-main.ts', import.meta.url)),
      '--port',
      String(port),
      '--data-dir',
      dataDir,
    ],
    // Detached: Ctrl-C in the terminal is the starter's to handle, which may still have rows to write.
    {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true,
      env: { ...process.env, UV_THREADPOOL_SIZE: String(THREADS) },
    },
  );
  const exited = once(child, 'exit');
  const url = await readyUrl(child);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await exited;
  };
  return { url, pid: child.pid ?? -1, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}

function readyUrl(child: ChildProcess): Promise<string> {
  let complaints = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    complaints = `${complaints}${text}`.slice(-4_000);
  });
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout! }).once('line', (line) =>
      resolve((JSON.parse(line) as { url: string }).url),
    );
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      reject(new Error(`the embedded ClickHouse ended (${code ?? signal}) before it was ready: ${complaints}`));
    });
  });
}
