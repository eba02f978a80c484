// First: clients that are loaded before it are not traced.
import './start-tracing.ts';

import { openBus } from '@dowser/bus';
import { describeConfig, loadConfig } from '@dowser/config';
import { ConsumerGroup, topics } from '@dowser/contracts';
import { packMembers } from '@dowser/identifiers';
import { logRetry, retryTransient, runService, untilStopped, watchLag } from '@dowser/pipeline';
import { openStore } from '@dowser/store';
import { sinkConfigSpec } from './config.ts';
import { keepRolledUp } from './keep-rolled-up.ts';
import { runSink, SINK_TOPICS } from './run-sink.ts';

await runService({
  name: 'sink',
  help: () => describeConfig('The sink writes scan results and object records into ClickHouse.', sinkConfigSpec),
  loadConfig: (env) => loadConfig(sinkConfigSpec, env),
  run: async ({ config, telemetry, stop, giveUp }) => {
    const bus = await openBus(config.busUrl, { clientId: 'dowser-sink', onNotice: (text) => telemetry.log.warn(text) });
    const store = openStore({
      url: config.clickhouseUrl,
      database: config.clickhouseDatabase,
      username: config.clickhouseUser,
      password: config.clickhousePassword,
    });
    const endLagWatch = watchLag({ bus, telemetry, groups: [{ group: ConsumerGroup.Sink, topics: SINK_TOPICS }] });
    try {
      const ready = { signal: stop, onRetry: logRetry(telemetry, 'sink') };
      await retryTransient(() => bus.ensureTopics(Object.values(topics)), ready);
      const applied = await retryTransient(() => store.migrate(), ready);
      await retryTransient(() => store.definePacks(packMembers), ready);
      telemetry.log.info({ applied }, 'tables are up to date');
      const rollUps = keepRolledUp({ store, telemetry, ...config });
      try {
        const subscription = await retryTransient(() => runSink({ bus, store, telemetry, ...config }), ready);
        telemetry.health.started();
        const ending = AbortSignal.any([stop, rollUps.failed]);
        await untilStopped(subscription, ending, { giveUp, abandon: () => bus.close() });
      } finally {
        await rollUps.stop();
      }
    } finally {
      await endLagWatch();
      await store.close();
      await bus.close();
    }
  },
});
