import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { ServedObject } from './object-server.ts';

const MESSAGES_PER_CALL = 10;
const RECORDS_PER_MESSAGE = 10;

export interface Announced {
  readonly bucket: string;
  readonly key: string;
}

/** Puts S3's event notifications of these objects into the queue, several in a message. */
export async function announce(
  { sqs, queueUrl, find }: { sqs: SQSClient; queueUrl: string; find: (name: string) => ServedObject | undefined },
  objects: readonly Announced[],
): Promise<void> {
  const bodies = slices(objects, RECORDS_PER_MESSAGE).map((some) =>
    JSON.stringify({ Records: some.map((one) => record(one, find(`${one.bucket}/${one.key}`)!)) }),
  );
  for (const call of slices(bodies, MESSAGES_PER_CALL)) {
    const Entries = call.map((MessageBody, at) => ({ Id: String(at), MessageBody }));
    const { Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
    if (Failed.length > 0) throw new Error(`SQS took ${Failed.length} messages not: ${Failed[0]?.Message}`);
  }
}

let sequence = 0;

function record({ bucket, key }: Announced, { size, etag }: ServedObject): object {
  return {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    eventTime: new Date().toISOString(),
    eventName: 'ObjectCreated:Put',
    s3: {
      bucket: { name: bucket },
      object: {
        key: encodeURIComponent(key).replaceAll('%20', '+'),
        size,
        eTag: etag,
        sequencer: (++sequence).toString(16).toUpperCase().padStart(18, '0'),
      },
    },
  };
}

function slices<T>(all: readonly T[], length: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / length) }, (_, at) => all.slice(at * length, (at + 1) * length));
}
