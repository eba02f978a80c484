import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { startAws } from '@dowser/local';

/** The local AWS in a directory of its own, with the real SDK's clients. */
export async function startAwsFixture() {
  const dataDir = await mkdtemp(join(tmpdir(), 'dowser-aws-'));
  const aws = await startAws({ port: 0, dataDir });
  const { s3, sqs } = awsClients(aws.url);
  return {
    url: aws.url,
    dataDir,
    s3,
    sqs,
    async close(): Promise<void> {
      s3.destroy();
      sqs.destroy();
      await aws.stop();
      await rm(dataDir, { recursive: true });
    },
  };
}

export function awsClients(endpoint: string) {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const common = { endpoint, region: 'us-east-1', credentials, maxAttempts: 1 };
  return { s3: new S3Client({ ...common, forcePathStyle: true }), sqs: new SQSClient(common) };
}

export async function createQueue(sqs: SQSClient, name: string): Promise<{ url: string; arn: string }> {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  return { url: QueueUrl ?? '', arn: `arn:aws:sqs:us-east-1:000000000000:${name}` };
}

/** Every message that is in the queue now, in the order received, and out of it. */
export async function drainQueue(sqs: SQSClient, queueUrl: string): Promise<unknown[]> {
  const bodies: unknown[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 }),
    );
    if (Messages.length === 0) return bodies;
    for (const { Body, ReceiptHandle } of Messages) {
      bodies.push(JSON.parse(Body ?? ''));
      await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: ReceiptHandle ?? '' }));
    }
  }
}

/** Rejections with this S3 error code and HTTP status. */
export const s3Error = (name: string, status: number) => (error: unknown) => {
  const { name: actual, $metadata } = error as { name: string; $metadata?: { httpStatusCode?: number } };
  return actual === name && $metadata?.httpStatusCode === status;
};
