import { openBus } from '@dowser/bus';
import { describeConfig } from '@dowser/config';
import { topics } from '@dowser/contracts';
import { openObjectStore } from '@dowser/objects';
import { ConfigError, logRetry, retryTransient, TransientError } from '@dowser/pipeline';
import { openStore, type Store } from '@dowser/store';
import { createTelemetry } from '@dowser/telemetry';
import { type IngestConfig, ingestConfigSpec, loadIngestConfig, policyOf } from './config.ts';
import { createIngester, STAGE } from './ingester.ts';
import { runIngest } from './run-ingest.ts';
import { orcReader } from './sources/orc-reader.ts';
import { createSqsClient, createSqsQueue } from './sources/sqs-queue.ts';

/** Exit codes: 0 done or drained, 1 a bug, 2 a configuration that cannot work. */
async function main(): Promise<void> {
  if (process.argv.includes('--help')) {
    console.log(
      describeConfig('Ingest turns S3 events, inventories and listings into object tasks.', ingestConfigSpec),
    );
    return;
  }
  const config = loadIngestConfig(process.env);
  const telemetry = createTelemetry({ service: 'ingest', level: config.logLevel });
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());

  const objects = openObjectStore(config.objectsUrl);
  const bus = await openBus(config.busUrl);
  const queues = config.queueUrls.map((url) => createSqsQueue(url, createSqsClient(url, process.env)));
  const store = openOrcStore(config);
  const readOrc = store === null ? null : orcReader(store);
  try {
    const ready = { signal: stop.signal, onRetry: logRetry(telemetry, STAGE) };
    await retryTransient(() => bus.ensureTopics(Object.values(topics)), ready);
    const ingest = createIngester({ bus, objects, telemetry, policy: policyOf(config) });
    await runIngest({ config, objects, queues, readOrc, ingest, telemetry, stop: stop.signal });
  } catch (error) {
    // A stop while the bus is away: nothing was taken that could be lost.
    if (!(stop.signal.aborted && error instanceof TransientError)) throw error;
  } finally {
    for (const queue of queues) queue.close();
    await store?.close();
    await objects.close();
    await bus.close();
    telemetry.log.info({ counters: telemetry.snapshot() }, 'ingest ended');
  }
}

/** ClickHouse is needed for inventories in ORC only. */
function openOrcStore(config: IngestConfig): Store | null {
  if (config.clickhouseUrl === '') return null;
  return openStore({
    url: config.clickhouseUrl,
    database: config.clickhouseDatabase,
    username: config.clickhouseUser,
    password: config.clickhousePassword,
  });
}

main().catch((error: unknown) => {
  const config = error instanceof ConfigError;
  createTelemetry({ service: 'ingest' }).log.fatal(
    config ? error.message : { err: error },
    ...(config ? [] : ['a bug']),
  );
  process.exitCode = config ? 2 : 1;
});
