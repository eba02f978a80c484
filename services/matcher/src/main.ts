// First: clients that are loaded before it are not traced.
import './start-tracing.ts';

import { setFlagsFromString } from 'node:v8';
import { openBus } from '@dowser/bus';
import { describeConfig } from '@dowser/config';
import { ConsumerGroup, topics } from '@dowser/contracts';
import { measureObjectStore, openObjectStore, paceObjectStore } from '@dowser/objects';
import { logRetry, retryTransient, runService, systemClock, untilStopped, watchLag } from '@dowser/pipeline';
import { chooseIdentifiers, createScanner } from '@dowser/scanner';
import { loadMatcherConfig, matcherConfigSpec, paceOf } from './config.ts';
import { runMatcher } from './run-matcher.ts';

// By itself, V8 marks its whole heap for each 64 MB that passes through buffers of sockets: a third of all that the matcher did.
setFlagsFromString('--external-memory-accounted-in-global-limit');
await runService({
  name: 'matcher',
  help: () => describeConfig('The matcher scans objects and reports what it finds.', matcherConfigSpec(process.env)),
  loadConfig: loadMatcherConfig,
  run: async ({ config, telemetry, stop, giveUp }) => {
    // Measured under the pace: what waits for its turn is not the store's slowness.
    const store = measureObjectStore(openObjectStore(config.objectsUrl), (operation, outcome, seconds) => {
      telemetry.count('objectRequests', 1, { operation, outcome });
      telemetry.observe('objectRequestSeconds', seconds, { operation });
    });
    const objects = paceObjectStore(store, paceOf(config), systemClock);
    const scanner = await createScanner(config);
    for (const { id, reason } of scanner.refused) telemetry.log.error({ id, reason }, 'identifier not looked for');
    const bus = await openBus(config.busUrl, {
      clientId: 'dowser-matcher',
      onNotice: (text) => telemetry.log.warn(text),
    });
    const groups = [
      { group: ConsumerGroup.MatcherLive, topics: [topics.liveObjectTasks] },
      { group: ConsumerGroup.MatcherBulk, topics: [topics.bulkObjectTasks] },
      { group: ConsumerGroup.MatcherParts, topics: [topics.objectParts] },
    ];
    const endLagWatch = watchLag({ bus, telemetry, groups });
    try {
      const ready = { signal: stop, onRetry: logRetry(telemetry, 'matcher') };
      await retryTransient(() => bus.ensureTopics(Object.values(topics)), ready);
      const rows = chooseIdentifiers(config);
      const subscription = await runMatcher({ ...config, bus, objects, scanner, rows, telemetry, stop });
      telemetry.log.info({ identifiers: rows.length, identifierSetId: scanner.identifierSetId }, 'matcher started');
      telemetry.health.started();
      await untilStopped(subscription, stop, { giveUp, abandon: () => bus.close() });
    } finally {
      await endLagWatch();
      await scanner.close();
      await objects.close();
      await bus.close();
    }
  },
});
