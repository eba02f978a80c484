import { gzipSync } from 'node:zlib';
import {
  CreateBucketCommand,
  HeadBucketCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import {
  type PutProgress,
  putSample,
  type SampleObject,
  type SampleOptions,
  sampleAccessLog,
  sampleObjects,
} from '@dowser/local';
import { embeddedAwsEnvironment } from './embedded.ts';

export const SAMPLE_BUCKET = 'dowser-sample';
/** Where the sample's access log lies; its objects are no part of the sample. */
export const SAMPLE_LOG_BUCKET = 'dowser-sample-logs';
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

/** Makes the sample bucket and that of its access log, both announced to a queue, and fills them. Returns the queue's URL. */
export async function fillSampleBucket(
  awsUrl: string,
  options: SampleOptions,
  onProgress: (progress: PutProgress) => void,
): Promise<{ queueUrl: string; put: PutProgress }> {
  const { s3, sqs } = embeddedClients(awsUrl);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: QUEUE }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  for (const bucket of [SAMPLE_BUCKET, SAMPLE_LOG_BUCKET]) await announcedBucket(s3, bucket, Attributes?.QueueArn);
  const objects: SampleObject[] = [];
  const noted = function* (): Iterable<SampleObject> {
    for (const object of sampleObjects(options)) {
      objects.push(object);
      yield object;
    }
  };
  const put = await putSample(s3, SAMPLE_BUCKET, noted(), onProgress);
  const log = sampleAccessLog({ seed: options.seed, bucket: SAMPLE_BUCKET, objects, endMs: Date.now() });
  await s3.send(
    new PutObjectCommand({ Bucket: SAMPLE_LOG_BUCKET, Key: `${SAMPLE_BUCKET}/access.log.gz`, Body: gzipSync(log) }),
  );
  s3.destroy();
  sqs.destroy();
  return { queueUrl: QueueUrl!, put };
}

async function announcedBucket(s3: S3Client, bucket: string, queueArn: string | undefined): Promise<void> {
  const exists = await s3.send(new HeadBucketCommand({ Bucket: bucket })).then(
    () => true,
    () => false,
  );
  if (!exists) await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  const QueueConfigurations = [
    {
      Id: 'dowser',
      QueueArn: queueArn,
      Events: ['s3:ObjectCreated:*' as const, 's3:ObjectRemoved:*' as const],
    },
  ];
  await s3.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket: bucket,
      NotificationConfiguration: { QueueConfigurations },
    }),
  );
}
