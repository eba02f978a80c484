import { openBus } from '@dowser/bus';
import { describeConfig } from '@dowser/config';
import { topics } from '@dowser/contracts';
import { selectIdentifiers } from '@dowser/identifiers';
import { openObjectStore } from '@dowser/objects';
import { ConfigError, logRetry, retryTransient, TransientError } from '@dowser/pipeline';
import { createScanner } from '@dowser/scanner';
import { createTelemetry } from '@dowser/telemetry';
import { loadMatcherConfig, matcherConfigSpec } from './config.ts';
import { runMatcher, StoppedWhileAway } from './run-matcher.ts';

/** Exit codes: 0 drained, 1 a bug, 2 a configuration that cannot work. */
async function main(): Promise<void> {
  if (process.argv.includes('--help')) {
    console.log(describeConfig('The matcher scans objects and reports what it finds.', matcherConfigSpec));
    return;
  }
  const config = loadMatcherConfig(process.env);
  const telemetry = createTelemetry({ service: 'matcher', level: config.logLevel });
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());

  const objects = openObjectStore(config.objectsUrl);
  const scanner = await createScanner(config);
  for (const { id, reason } of scanner.refused) telemetry.log.error({ id, reason }, 'identifier not looked for');
  const bus = await openBus(config.busUrl, { clientId: 'dowser-matcher' });
  try {
    const ready = { signal: stop.signal, onRetry: logRetry(telemetry, 'matcher') };
    await retryTransient(() => bus.ensureTopics(Object.values(topics)), ready);
    const rows = selectIdentifiers(config.identifiers);
    const subscription = await runMatcher({ ...config, bus, objects, scanner, rows, telemetry, stop: stop.signal });
    telemetry.log.info({ identifiers: rows.length, identifierSetId: scanner.identifierSetId }, 'matcher started');
    stop.signal.addEventListener('abort', () => void subscription.stop());
    if (stop.signal.aborted) await subscription.stop();
    await subscription.done;
  } catch (error) {
    const away = error instanceof TransientError || error instanceof StoppedWhileAway;
    if (!(away && stop.signal.aborted)) throw error;
    telemetry.log.warn({ error: error.message }, 'stopped while waiting; the tasks in hand come again');
  } finally {
    await scanner.close();
    await objects.close();
    await bus.close();
    telemetry.log.info({ counters: telemetry.snapshot() }, 'matcher ended');
  }
}

main().catch((error: unknown) => {
  const config = error instanceof ConfigError;
  createTelemetry({ service: 'matcher' }).log.fatal(
    config ? error.message : { err: error },
    ...(config ? [] : ['a bug']),
  );
  process.exitCode = config ? 2 : 1;
});
