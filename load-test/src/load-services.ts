import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ManagedProcess, startService } from '@dowser/local';
import type { UsageSampler } from './process-usage.ts';

type ServiceName = 'ingest' | 'matcher' | 'sink';

export interface LoadServices {
  /** Starts ingest on what there is to read. */
  startIngest(env: NodeJS.ProcessEnv): void;
  /** Throws, with the end of its log, when a service has ended that should not. */
  check(): void;
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 50;
const TAIL_CHARACTERS = 2_000;
/** The matcher's log says so when it has joined its groups. */
const MATCHER_READY = 'matcher started';

/** Starts the sink and the matchers, and waits until the matchers take work. */
export async function startLoadServices(
  env: NodeJS.ProcessEnv,
  matchers: number,
  folder: string,
  usage: UsageSampler,
): Promise<LoadServices> {
  const running: { readonly service: ManagedProcess; readonly log: string; code: number | null }[] = [];
  const start = (name: ServiceName, own: NodeJS.ProcessEnv, logFolder: string): void => {
    const service = startService(name, { ...env, ...own }, logFolder);
    const entry = { service, log: join(logFolder, `${name}.log`), code: null as number | null };
    running.push(entry);
    usage.watch(name, service.pid);
    void service.exited.then((code) => {
      entry.code = code;
    });
  };
  const check = (): void => {
    for (const { service, log, code } of running) {
      if (code === null || (service.name === 'ingest' && code === 0)) continue;
      throw new Error(`${service.name} ended with ${code}. The end of its log:\n${tail(log)}`);
    }
  };
  const stop = async (): Promise<void> => {
    for (const name of ['ingest', 'matcher', 'sink']) {
      const named = running.filter(({ service }) => service.name === name);
      await Promise.all(named.map(({ service }) => service.stop()));
    }
  };
  start('sink', {}, folder);
  for (let i = 0; i < matchers; i++) start('matcher', {}, join(folder, `matcher-${i}`));
  try {
    for (let waitedMs = 0; !matchersReady(); waitedMs += LOOK_EVERY_MS) {
      check();
      if (waitedMs > READY_WITHIN_MS)
        throw new Error(`the matchers were not ready within ${READY_WITHIN_MS / 1_000} s`);
      await sleep(LOOK_EVERY_MS);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  function matchersReady(): boolean {
    const logs = running.filter(({ service }) => service.name === 'matcher');
    return logs.every(({ log }) => readFileSync(log, 'utf8').includes(MATCHER_READY));
  }
  return { startIngest: (own) => start('ingest', own, folder), check, stop };
}

const tail = (log: string): string => readFileSync(log, 'utf8').slice(-TAIL_CHARACTERS);
