import type { ObjectFacts } from '@dowser/contracts';
import type { Observation } from '../../src/observation.ts';

export function facts(changes: Partial<ObjectFacts> = {}): ObjectFacts {
  return {
    bucket: 'amzn-s3-demo-bucket',
    key: 'customers.csv',
    versionId: '',
    etag: '0123456789abcdef0123456789abcdef',
    size: 10,
    lastModified: '2025-03-01T12:00:00.000Z',
    storageClass: 'STANDARD',
    encryption: 'SSE-S3',
    sequencer: '',
    source: 'event',
    observedAt: '2025-03-01T12:00:01.000Z',
    ...changes,
  };
}

export function observation(object: Partial<ObjectFacts> = {}, changes: Partial<Observation> = {}): Observation {
  return { change: 'present', cause: 'ObjectCreated:Put', latest: true, object: facts(object), ...changes };
}
