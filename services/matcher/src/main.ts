import { openBus } from '@dowser/bus';
import { describeConfig } from '@dowser/config';
import { topics } from '@dowser/contracts';
import { openObjectStore, paceObjectStore } from '@dowser/objects';
import { logRetry, retryTransient, runService, systemClock, untilStopped } from '@dowser/pipeline';
import { chooseIdentifiers, createScanner } from '@dowser/scanner';
import { loadMatcherConfig, matcherConfigSpec, paceOf } from './config.ts';
import { runMatcher } from './run-matcher.ts';

await runService({
  name: 'matcher',
  help: () => describeConfig('The matcher scans objects and reports what it finds.', matcherConfigSpec(process.env)),
  loadConfig: loadMatcherConfig,
  run: async ({ config, telemetry, stop }) => {
    const objects = paceObjectStore(openObjectStore(config.objectsUrl), paceOf(config), systemClock);
    const scanner = await createScanner(config);
    for (const { id, reason } of scanner.refused) telemetry.log.error({ id, reason }, 'identifier not looked for');
    const bus = await openBus(config.busUrl, {
      clientId: 'dowser-matcher',
      onNotice: (text) => telemetry.log.warn(text),
    });
    try {
      const ready = { signal: stop, onRetry: logRetry(telemetry, 'matcher') };
      await retryTransient(() => bus.ensureTopics(Object.values(topics)), ready);
      const rows = chooseIdentifiers(config);
      const subscription = await runMatcher({ ...config, bus, objects, scanner, rows, telemetry, stop });
      telemetry.log.info({ identifiers: rows.length, identifierSetId: scanner.identifierSetId }, 'matcher started');
      await untilStopped(subscription, stop);
    } finally {
      await scanner.close();
      await objects.close();
      await bus.close();
    }
  },
});
