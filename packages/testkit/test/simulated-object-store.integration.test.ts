import { systemClock } from '@dowser/pipeline';
import {
  createSimulatedBuckets,
  createSimulatedObjectStore,
  directLink,
  objectStoreConformance,
} from '@dowser/testkit';

objectStoreConformance('simulated, on the system clock', async () => {
  const buckets = createSimulatedBuckets(() => new Date());
  buckets.create('bucket', false);
  return {
    store: createSimulatedObjectStore({ buckets, link: directLink(systemClock) }),
    bucket: 'bucket',
    put: async (key, bytes) => void buckets.put('bucket', key, bytes),
    remove: async (key) => void buckets.remove('bucket', key),
    close: async () => {},
  };
});
