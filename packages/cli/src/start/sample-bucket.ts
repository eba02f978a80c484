import {
  CreateBucketCommand,
  HeadBucketCommand,
  PutBucketNotificationConfigurationCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type PutProgress, putSample, type SampleOptions, sampleObjects } from '@dowser/local';
import { embeddedAwsEnvironment } from './embedded.ts';

export const SAMPLE_BUCKET = 'dowser-sample';
export const SAMPLE_SEED = 'dowser';
const QUEUE = 'dowser-events';

/** Clients of the embedded S3 and SQS. */
export function embeddedClients(awsUrl: string): { s3: S3Client; sqs: SQSClient } {
  const {
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  } = embeddedAwsEnvironment(awsUrl);
  const common = {
    endpoint: awsUrl,
    region: region!,
    credentials: { accessKeyId: accessKeyId!, secretAccessKey: secretAccessKey! },
  };
  return { s3: new S3Client({ ...common, forcePathStyle: true }), sqs: new SQSClient(common) };
}

/** Makes the sample bucket with its notifications to a queue, and fills it. Returns the queue's URL. */
export async function fillSampleBucket(
  awsUrl: string,
  options: SampleOptions,
  onProgress: (progress: PutProgress) => void,
): Promise<{ queueUrl: string; put: PutProgress }> {
  const { s3, sqs } = embeddedClients(awsUrl);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: QUEUE }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  const exists = await s3.send(new HeadBucketCommand({ Bucket: SAMPLE_BUCKET })).then(
    () => true,
    () => false,
  );
  if (!exists) await s3.send(new CreateBucketCommand({ Bucket: SAMPLE_BUCKET }));
  const notifications = {
    QueueConfigurations: [
      {
        Id: 'dowser',
        QueueArn: Attributes?.QueueArn,
        Events: ['s3:ObjectCreated:*' as const, 's3:ObjectRemoved:*' as const],
      },
    ],
  };
  await s3.send(
    new PutBucketNotificationConfigurationCommand({ Bucket: SAMPLE_BUCKET, NotificationConfiguration: notifications }),
  );
  const put = await putSample(s3, SAMPLE_BUCKET, sampleObjects(options), onProgress);
  s3.destroy();
  sqs.destroy();
  return { queueUrl: QueueUrl!, put };
}
