import { setTimeout as sleep } from 'node:timers/promises';
import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { eventMessage } from '@dowser/local';
import type { StoredObject } from './bucket.ts';

/** SQS takes ten messages in a call. */
const MESSAGES_PER_CALL = 10;
const SENDERS = 8;

export interface EmitOptions {
  readonly sqs: SQSClient;
  readonly queueUrl: string;
  /** Events a second; 0: as fast as the queue takes them. */
  readonly perSecond: number;
  readonly now: () => number;
  /** Told just before an object's event is sent. */
  readonly onSent: (key: string, atMs: number) => void;
}

/** Sends an s3:ObjectCreated:Put notification of each object, in order, at the set rate. Throws when the queue refuses one. */
export async function emitEvents(objects: readonly StoredObject[], options: EmitOptions): Promise<void> {
  const { sqs, queueUrl, perSecond, now, onSent } = options;
  const beganMs = now();
  let next = 0;
  const send = async (): Promise<void> => {
    for (;;) {
      const from = next;
      const batch = objects.slice(from, from + MESSAGES_PER_CALL);
      if (batch.length === 0) return;
      next += batch.length;
      if (perSecond > 0) await sleep(Math.max(0, beganMs + ((from + batch.length) / perSecond) * 1_000 - now()));
      const atMs = now();
      for (const { key } of batch) onSent(key, atMs);
      const { Failed = [] } = await sqs.send(
        new SendMessageBatchCommand({
          QueueUrl: queueUrl,
          Entries: batch.map((object, i) => ({ Id: String(i), MessageBody: message(object, from + i, atMs) })),
        }),
      );
      if (Failed.length > 0) throw new Error(`the queue refused ${Failed.length} events: ${Failed[0]?.Message}`);
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, send));
}

function message({ bucket, key, size, etag }: StoredObject, number: number, atMs: number): string {
  const sequencer = (BigInt(atMs) * 1_000_000n + BigInt(number % 1_000_000))
    .toString(16)
    .toUpperCase()
    .padStart(18, '0');
  return eventMessage({
    name: 'ObjectCreated:Put',
    bucket,
    region: 'us-east-1',
    at: new Date(atMs),
    requestId: `LOAD${number}`,
    hostId: 'load-test',
    sourceIp: '127.0.0.1',
    configurationId: 'load-test',
    object: { key, size, eTag: etag, sequencer },
  });
}
