import type { Subscription } from '@dowser/bus';
import { createTelemetry, type Telemetry } from '@dowser/telemetry';
import { ConfigError, TransientError } from './errors.ts';

export interface ServiceContext<C> {
  readonly config: C;
  readonly telemetry: Telemetry;
  /** Aborted by SIGTERM or SIGINT: finish what is in hand, then return. */
  readonly stop: AbortSignal;
}

export interface Service<C extends { readonly logLevel: string }> {
  readonly name: string;
  /** What `--help` prints. */
  readonly help: () => string;
  /** Throws ConfigError. Nothing is connected yet. */
  readonly loadConfig: (env: NodeJS.ProcessEnv) => C;
  /** Runs until there is no more to do or `stop` aborts, and closes what it opened. */
  readonly run: (context: ServiceContext<C>) => Promise<void>;
}

/**
 * The frame of every service process. Exit codes: 0 done or drained, 1 a bug, 2 a configuration that cannot work.
 * What is away when the stop comes (TransientError) is no failure: nothing was let go that was not durable.
 */
export async function runService<C extends { readonly logLevel: string }>(service: Service<C>): Promise<void> {
  const { name } = service;
  if (process.argv.includes('--help')) {
    console.log(service.help());
    return;
  }
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());
  let telemetry = createTelemetry({ service: name });
  try {
    const config = service.loadConfig(process.env);
    telemetry = createTelemetry({ service: name, level: config.logLevel });
    await service.run({ config, telemetry, stop: stop.signal });
  } catch (error) {
    if (error instanceof TransientError && stop.signal.aborted) {
      telemetry.log.warn({ error: error.message }, 'stopped while waiting; what was in hand comes again');
    } else if (error instanceof ConfigError) {
      telemetry.log.fatal(error.message);
      process.exitCode = 2;
    } else {
      telemetry.log.fatal({ err: error }, 'a bug');
      process.exitCode = 1;
    }
  }
  telemetry.log.info({ counters: telemetry.snapshot() }, `${name} ended`);
}

/** Waits until the subscription ends: after `stop` with what is in hand finished, before it with what went wrong (throws). */
export async function untilStopped(subscription: Subscription, stop: AbortSignal): Promise<void> {
  // What goes wrong while stopping, `done` says.
  const leave = (): void => void subscription.stop().catch(() => undefined);
  if (stop.aborted) leave();
  else stop.addEventListener('abort', leave, { once: true });
  await subscription.done;
}
