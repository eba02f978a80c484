import { openBus } from '@dowser/bus';

/** Sends `count` records one call at a time: `<key>=0`, `<key>=1`, …, all of one key. Arguments: url, topic, key, count. */
const [url, topic, key, count] = process.argv.slice(2) as [string, string, string, string];
const bus = await openBus(url);
for (let i = 0; i < Number(count); i++) await bus.produce(topic, [{ key, value: Buffer.from(`${key}=${i}`) }]);
await bus.close();
