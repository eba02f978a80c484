// First: clients that are loaded before it are not traced.
import './start-tracing.ts';

import { openBus } from '@dowser/bus';
import { describeConfig } from '@dowser/config';
import { ConsumerGroup, topics } from '@dowser/contracts';
import { measureObjectStore, openObjectStore } from '@dowser/objects';
import { logRetry, retryTransient, runService } from '@dowser/pipeline';
import { openStore, type Store } from '@dowser/store';
import { createAccessIngester } from './access/access-ingester.ts';
import { type IngestConfig, ingestConfigSpec, loadIngestConfig, policyOf } from './config.ts';
import { createIngester, STAGE } from './ingester.ts';
import { liveShares } from './live-shares.ts';
import { runIngest } from './run-ingest.ts';
import { orcReader } from './sources/orc-reader.ts';
import { createSqsClient, createSqsQueue } from './sources/sqs-queue.ts';

await runService({
  name: 'ingest',
  help: () => describeConfig('Ingest turns S3 events, inventories and listings into object tasks.', ingestConfigSpec),
  loadConfig: loadIngestConfig,
  run: async ({ config, telemetry, stop }) => {
    const objects = measureObjectStore(openObjectStore(config.objectsUrl), (operation, outcome, seconds) => {
      telemetry.count('objectRequests', 1, { operation, outcome });
      telemetry.observe('objectRequestSeconds', seconds, { operation });
    });
    const bus = await openBus(config.busUrl, {
      clientId: 'dowser-ingest',
      onNotice: (text) => telemetry.log.warn(text),
    });
    const queues = config.queueUrls.map((url) => createSqsQueue(url, createSqsClient(url, process.env)));
    const store = openOrcStore(config);
    const readOrc = store === null ? null : orcReader(store);
    try {
      const ready = { signal: stop, onRetry: logRetry(telemetry, STAGE) };
      await retryTransient(() => bus.ensureTopics(Object.values(topics)), ready);
      const crowded = liveShares({
        backlog: () => bus.lag(ConsumerGroup.MatcherLive, [topics.liveObjectTasks.name]),
        backlogMax: config.liveBacklog,
      });
      const ingest = createIngester({ bus, objects, telemetry, policy: policyOf(config), crowded });
      const access = createAccessIngester({ bus, telemetry });
      telemetry.health.started();
      const backlog = () => bus.lag(ConsumerGroup.MatcherBulk, [topics.bulkObjectTasks.name]);
      await runIngest({ config, objects, queues, readOrc, ingest, access, backlog, telemetry, stop });
    } finally {
      for (const queue of queues) queue.close();
      await store?.close();
      await objects.close();
      await bus.close();
    }
  },
});

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
