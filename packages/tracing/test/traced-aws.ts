/** A process that is traced, as a service is: asks S3 and SQS at AWS_ENDPOINT_URL. */
import './start-traced.ts';

import { openObjectStore } from '@dowser/objects';
import { SpanKind, startSpan } from '@dowser/telemetry';

const store = openObjectStore('s3:');
const span = startSpan('of the object', { kind: SpanKind.INTERNAL });
await span.run(() => store.head({ bucket: 'no-such-bucket', key: 'k', versionId: '' })).catch(() => undefined);
span.end();
await store.close();
