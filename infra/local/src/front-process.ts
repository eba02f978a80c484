import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A part of the embedded stack in a process of its own, reached over HTTP on 127.0.0.1. */
export interface FrontProcess {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  readonly pid: number;
  /** Answers what is under way, then ends. */
  stop(): Promise<void>;
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>;
  /** Sends a word to the process and gives what it answers. One that knows no words never answers. */
  ask(word: string): Promise<unknown>;
}

export interface FrontOptions {
  /** 0 for a free one. */
  readonly port: number;
  /** One process at a time; created when missing. */
  readonly dataDir: string;
}

const COMPLAINTS_KEPT = 4_000;

/** Starts `src/<name>-main.ts`, which ends with this process, and waits for its line `{"ready":true,"url":…}`. */
export async function startFront(
  name: string,
  options: FrontOptions,
  env: Record<string, string> = {},
): Promise<FrontProcess> {
  const main = fileURLToPath(new URL(`./${name}-main.ts`, import.meta.url));
  const child = spawn(
    process.execPath,
    [
      '--import',
      new URL('./exit-with-parent.ts', import.meta.url).href,
      main,
      '--port',
      String(options.port),
      '--data-dir',
      options.dataDir,
    ],
    // Detached: Ctrl-C in the terminal is the starter's to handle, which may still have work for it.
    { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], detached: true, env: { ...process.env, ...env } },
  );
  const exited = once(child, 'exit');
  const url = await readyUrl(name, child);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await exited;
  };
  const ask = async (word: string): Promise<unknown> => {
    const answered = once(child, 'message');
    child.send(word);
    return (await answered)[0];
  };
  return { url, pid: child.pid ?? -1, stop: () => end('SIGTERM'), kill: () => end('SIGKILL'), ask };
}

function readyUrl(name: string, child: ChildProcess): Promise<string> {
  let complaints = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    complaints = `${complaints}${text}`.slice(-COMPLAINTS_KEPT);
  });
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout! }).once('line', (line) =>
      resolve((JSON.parse(line) as { url: string }).url),
    );
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      reject(new Error(`the embedded ${name} ended (${code ?? signal}) before it was ready: ${complaints}`));
    });
  });
}
