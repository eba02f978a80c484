import type { Subscription } from '@dowser/bus';
import { createTelemetry, type OperationServer, serveOperation, type Telemetry } from '@dowser/telemetry';
import { ConfigError, TransientError } from './errors.ts';

/** After work was given up, the service has this long to close what it opened; then the process ends all the same. */
export const CLOSE_WITHIN_MS = 3_000;

export interface ServiceContext<C> {
  readonly config: C;
  readonly telemetry: Telemetry;
  /** Aborted by SIGTERM or SIGINT: finish what is in hand, then return. */
  readonly stop: AbortSignal;
  /** Aborted `stopSeconds` after `stop`: what is in hand still is given up, and comes again. */
  readonly giveUp: AbortSignal;
}

/** What every service is told of its operation: the keys of @dowser/config's operationKeys. */
export interface OperationConfig {
  readonly logLevel: string;
  readonly httpPort: number | null;
  readonly httpHost: string;
  readonly stopSeconds: number;
}

export interface Service<C extends OperationConfig> {
  readonly name: string;
  /** What `--help` prints. */
  readonly help: () => string;
  /** Throws ConfigError. Nothing is connected yet. */
  readonly loadConfig: (env: NodeJS.ProcessEnv) => C;
  /** Runs until there is no more to do or `stop` aborts, and closes what it opened. Says `telemetry.health.started()`. */
  readonly run: (context: ServiceContext<C>) => Promise<void>;
}

/**
 * The frame of every service process: signals, /healthz, /readyz and /metrics, the deadline of a stop. Exit codes: 0 done,
 * drained, or stopped with work in hand given up, 1 a bug, 2 a configuration that cannot work.
 * What is away when the stop comes (TransientError) is no failure: nothing was let go that was not durable.
 */
export async function runService<C extends OperationConfig>(service: Service<C>): Promise<void> {
  const { name } = service;
  if (process.argv.includes('--help')) {
    console.log(service.help());
    return;
  }
  const stop = new AbortController();
  const giveUp = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());
  let telemetry = createTelemetry({ service: name });
  let operation: OperationServer | null = null;
  let ended = (): void => {};
  try {
    const config = service.loadConfig(process.env);
    telemetry = createTelemetry({ service: name, level: config.logLevel });
    operation = await listen(config, telemetry);
    ended = onDeadline(config, stop.signal, giveUp, telemetry);
    await service.run({ config, telemetry, stop: stop.signal, giveUp: giveUp.signal });
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
  ended();
  await operation?.close();
  telemetry.log.info({ counters: telemetry.snapshot() }, `${name} ended`);
}

async function listen({ httpHost, httpPort }: OperationConfig, telemetry: Telemetry): Promise<OperationServer | null> {
  if (httpPort === null) return null;
  try {
    const server = await serveOperation(telemetry, { host: httpHost, port: httpPort });
    telemetry.log.info({ host: httpHost, port: server.port }, '/healthz, /readyz and /metrics are served');
    return server;
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    throw new ConfigError([
      `DOWSER_HTTP_PORT: cannot listen on ${httpHost}:${httpPort} (${code}). Give each process of a machine a port of its own`,
    ]);
  }
}

/** Gives the work up `stopSeconds` after the stop, and ends the process when that does not help. Returns how to call it off. */
function onDeadline(
  { stopSeconds }: OperationConfig,
  stop: AbortSignal,
  giveUp: AbortController,
  telemetry: Telemetry,
): () => void {
  const timers: NodeJS.Timeout[] = [];
  const late = (): void => {
    telemetry.log.warn(
      { stopSeconds },
      'not done within DOWSER_STOP_SECONDS: work in hand is given up and comes again',
    );
    giveUp.abort();
    timers.push(setTimeout(() => process.exit(), CLOSE_WITHIN_MS));
  };
  stop.addEventListener(
    'abort',
    () => {
      telemetry.health.stopping();
      timers.push(setTimeout(late, stopSeconds * 1_000));
    },
    { once: true },
  );
  return () => timers.forEach(clearTimeout);
}

export interface GivingUp {
  readonly giveUp: AbortSignal;
  /** Throws the running work away: closes the bus. */
  readonly abandon: () => Promise<void>;
}

/**
 * Waits until the subscription ends: after `stop` with what is in hand finished, after `giveUp` without, before them with
 * what went wrong (throws).
 */
export async function untilStopped(subscription: Subscription, stop: AbortSignal, giving?: GivingUp): Promise<void> {
  // What goes wrong while stopping, `done` says.
  const leave = (): void => void subscription.stop().catch(() => undefined);
  const abandon = (): void => void giving?.abandon().catch(() => undefined);
  if (stop.aborted) leave();
  else stop.addEventListener('abort', leave, { once: true });
  giving?.giveUp.addEventListener('abort', abandon, { once: true });
  await subscription.done;
}
