/** A process that is traced, as a service is: sends a record with headers and takes it again. Takes a bus URL and a topic. */
import { startTracing } from '@dowser/tracing';

startTracing('traced', process.env);
const { openBus } = await import('@dowser/bus');

const [url = '', topic = ''] = process.argv.slice(2);
const bus = await openBus(url);
await bus.ensureTopics([{ name: topic, partitions: 1, retentionMs: 86_400_000 }]);
await bus.produce(topic, [{ key: 'k', value: Buffer.from('v'), headers: { 'dowser-traceparent': 'ours' } }]);
const taken = Promise.withResolvers<unknown>();
const subscription = await bus.consume({
  group: `traced-${topic}`,
  topics: [topic],
  maxBatchMessages: 1,
  handle: async ({ messages }) => taken.resolve(messages[0]!.headers?.['dowser-traceparent']),
});
console.log(await taken.promise);
await subscription.stop();
await bus.close();
