import { openBus } from '@dowser/bus';
import { describeConfig, loadConfig } from '@dowser/config';
import { topics } from '@dowser/contracts';
import { ConfigError, logRetry, retryTransient, TransientError } from '@dowser/pipeline';
import { openStore } from '@dowser/store';
import { createTelemetry } from '@dowser/telemetry';
import { sinkConfigSpec } from './config.ts';
import { runSink } from './run-sink.ts';

/** Exit codes: 0 drained, 1 a bug, 2 a configuration that cannot work. */
async function main(): Promise<void> {
  if (process.argv.includes('--help')) {
    console.log(describeConfig('The sink writes scan results and object records into ClickHouse.', sinkConfigSpec));
    return;
  }
  const config = loadConfig(sinkConfigSpec, process.env);
  const telemetry = createTelemetry({ service: 'sink', level: config.logLevel });
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());

  const bus = await openBus(config.busUrl);
  const store = openStore({
    url: config.clickhouseUrl,
    database: config.clickhouseDatabase,
    username: config.clickhouseUser,
    password: config.clickhousePassword,
  });
  try {
    const ready = { signal: stop.signal, onRetry: logRetry(telemetry, 'sink') };
    await retryTransient(() => bus.ensureTopics(Object.values(topics)), ready);
    const applied = await retryTransient(() => store.migrate(), ready);
    telemetry.log.info({ applied }, 'tables are up to date');
    const subscription = await runSink({ bus, store, telemetry, ...config });
    // What went wrong while stopping, `done` says.
    const leave = (): void => void subscription.stop().catch(() => undefined);
    if (stop.signal.aborted) leave();
    else stop.signal.addEventListener('abort', leave);
    await subscription.done;
  } catch (error) {
    // Before the first batch nothing is in hand that could be lost.
    if (!(stop.signal.aborted && error instanceof TransientError)) throw error;
    telemetry.log.warn({ error: error.message }, 'stopped while waiting');
  } finally {
    await store.close();
    await bus.close();
    telemetry.log.info({ counters: telemetry.snapshot() }, 'sink ended');
  }
}

main().catch((error: unknown) => {
  const config = error instanceof ConfigError;
  createTelemetry({ service: 'sink' }).log.fatal(config ? error.message : { err: error }, ...(config ? [] : ['a bug']));
  process.exitCode = config ? 2 : 1;
});
