import { systemClock } from '@dowser/pipeline';
import {
  busConformance,
  createSimulatedBroker,
  createSimulatedBus,
  directLink,
  gate,
  type Link,
} from '@dowser/testkit';

busConformance('simulated, on the system clock', async () => {
  const broker = createSimulatedBroker(() => performance.now());
  const open = async (link: Link = directLink(systemClock)) =>
    createSimulatedBus({ broker, link, clock: systemClock, sessionTimeoutMs: 1_000, rebalanceGraceMs: 300 });
  return {
    open: () => open(),
    async killedInBatch({ topic, group, maxBatchMessages, batches }) {
      const link = directLink(systemClock);
      let isDead = false;
      const bus = await open({ call: (request) => (isDead ? new Promise(() => {}) : link.call(request)) });
      const stuck = gate();
      let begun = 0;
      await bus.consume({
        group,
        topics: [topic],
        maxBatchMessages,
        async handle() {
          if (++begun <= batches) return;
          isDead = true;
          stuck.open();
          await new Promise(() => {});
        },
      });
      await stuck.opened;
    },
    tearDown: async () => {},
  };
});
