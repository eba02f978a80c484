import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  DeleteObjectTaggingCommand,
  type Event,
  GetBucketNotificationConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  type QueueConfiguration,
  RestoreObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { createQueue, drainQueue, s3Error, startAwsFixture } from './aws-fixture.ts';

interface EventRecord {
  eventVersion: string;
  eventSource: string;
  awsRegion: string;
  eventTime: string;
  eventName: string;
  userIdentity: { principalId: string };
  requestParameters: { sourceIPAddress: string };
  responseElements: Record<string, string>;
  s3: {
    s3SchemaVersion: string;
    configurationId: string;
    bucket: { name: string; ownerIdentity: { principalId: string }; arn: string };
    object: { key: string; size?: number; eTag?: string; versionId?: string; sequencer?: string };
  };
  glacierEventData?: {
    restoreEventData: { lifecycleRestorationExpiryTime: string; lifecycleRestoreStorageClass: string };
  };
}

describe('S3 event notifications to SQS', () => {
  let fixture: Awaited<ReturnType<typeof startAwsFixture>>;
  before(async () => {
    fixture = await startAwsFixture();
  });
  after(() => fixture.close());

  /** A bucket whose events go to a queue of its own; the queue's test message is taken out. */
  const bucketWithQueue = async (Bucket: string, ...configurations: Omit<QueueConfiguration, 'QueueArn'>[]) => {
    const { s3, sqs } = fixture;
    const queue = await createQueue(sqs, `queue-of-${Bucket}`);
    await s3.send(new CreateBucketCommand({ Bucket }));
    const QueueConfigurations = configurations.map((rest) => ({ ...rest, QueueArn: queue.arn }));
    await s3.send(
      new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration: { QueueConfigurations } }),
    );
    const [test, ...rest] = (await drainQueue(sqs, queue.url)) as Record<string, string>[];
    assert.equal(rest.length, 0);
    const records = async () =>
      ((await drainQueue(sqs, queue.url)) as { Records: EventRecord[] }[]).map(({ Records }) => {
        assert.equal(Records.length, 1);
        return Records[0]!;
      });
    return { queue, test, records };
  };
  const all: Event[] = ['s3:ObjectCreated:*', 's3:ObjectRemoved:*', 's3:ObjectTagging:*', 's3:ObjectRestore:*'];

  it('sends a test event when the configuration is put, and gives the configuration back', async () => {
    const filter = { Key: { FilterRules: [{ Name: 'prefix' as const, Value: 'in/' }] } };
    const { queue, test } = await bucketWithQueue('configured', { Id: 'mine', Events: all, Filter: filter });
    assert.deepEqual(Object.keys(test ?? {}), ['Service', 'Event', 'Time', 'Bucket', 'RequestId', 'HostId']);
    assert.deepEqual([test?.Service, test?.Event, test?.Bucket], ['Amazon S3', 's3:TestEvent', 'configured']);
    const get = () => fixture.s3.send(new GetBucketNotificationConfigurationCommand({ Bucket: 'configured' }));
    assert.deepEqual((await get()).QueueConfigurations, [
      {
        Id: 'mine',
        QueueArn: queue.arn,
        Events: all,
        Filter: { Key: { FilterRules: [{ Name: 'Prefix', Value: 'in/' }] } },
      },
    ]);
    await fixture.s3.send(
      new PutBucketNotificationConfigurationCommand({ Bucket: 'configured', NotificationConfiguration: {} }),
    );
    assert.equal((await get()).QueueConfigurations, undefined);
  });

  it('sends a PUT in the JSON of AWS, the key URL-encoded', async () => {
    const Bucket = 'created';
    const { records } = await bucketWithQueue(Bucket, { Id: 'config-1', Events: all });
    const { ETag } = await fixture.s3.send(new PutObjectCommand({ Bucket, Key: 'red flower+(1)/é.jpg', Body: 'abc' }));
    const [record] = await records();
    assert.ok(record !== undefined);
    const { eventTime, responseElements } = record;
    assert.match(eventTime, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.deepEqual(Object.keys(responseElements), ['x-amz-request-id', 'x-amz-id-2']);
    const { sequencer = '' } = record.s3.object;
    assert.match(sequencer, /^[0-9A-F]{16,}$/);
    assert.deepEqual(record, {
      eventVersion: '2.1',
      eventSource: 'aws:s3',
      awsRegion: 'us-east-1',
      eventTime,
      eventName: 'ObjectCreated:Put',
      userIdentity: { principalId: 'AWS:LOCALDOWSER' },
      requestParameters: { sourceIPAddress: '127.0.0.1' },
      responseElements,
      s3: {
        s3SchemaVersion: '1.0',
        configurationId: 'config-1',
        bucket: { name: Bucket, ownerIdentity: { principalId: 'LOCALDOWSER' }, arn: `arn:aws:s3:::${Bucket}` },
        object: { key: 'red+flower%2B%281%29/%C3%A9.jpg', size: 3, eTag: ETag?.replaceAll('"', ''), sequencer },
      },
    });
  });

  it('tells every way of creating, tagging, restoring and deleting apart, with growing sequencers', async () => {
    const Bucket = 'lifecycle';
    const { s3 } = fixture;
    const { records } = await bucketWithQueue(Bucket, { Events: all });
    const Key = 'k';
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: '1', StorageClass: 'GLACIER' }));
    await s3.send(new RestoreObjectCommand({ Bucket, Key, RestoreRequest: { Days: 2 } }));
    await s3.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: `${Bucket}/${Key}` }));
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    const { ETag } = await s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: 'part' }));
    await s3.send(
      new CompleteMultipartUploadCommand({
        Bucket,
        Key,
        UploadId,
        MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] },
      }),
    );
    const TagSet = [{ Key: 'a', Value: 'b' }];
    await s3.send(new PutObjectTaggingCommand({ Bucket, Key, Tagging: { TagSet } }));
    await s3.send(new DeleteObjectTaggingCommand({ Bucket, Key }));
    await s3.send(new DeleteObjectCommand({ Bucket, Key }));
    await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'copy' }, { Key: 'absent' }] } }));
    const seen = await records();
    assert.deepEqual(
      seen.map(({ eventName, s3: { object } }) => `${eventName} ${object.key} ${object.size ?? '-'}`),
      [
        'ObjectCreated:Put k 1',
        'ObjectRestore:Post k 1',
        'ObjectRestore:Completed k 1',
        'ObjectCreated:Copy copy 1',
        'ObjectCreated:CompleteMultipartUpload k 4',
        'ObjectTagging:Put k -',
        'ObjectTagging:Delete k -',
        'ObjectRemoved:Delete k -',
        'ObjectRemoved:Delete copy -',
      ],
    );
    assert.ok(seen.every(({ s3: { object } }) => object.versionId === undefined));
    assert.equal(seen[5]?.eventVersion, '2.3');
    assert.equal(seen[2]?.glacierEventData?.restoreEventData.lifecycleRestoreStorageClass, 'GLACIER');
    const sequencers = seen.flatMap(({ s3: { object } }) => object.sequencer ?? []);
    assert.equal(sequencers.length, 5);
    assert.deepEqual([...new Set(sequencers)].sort(), sequencers);
  });

  it('carries version ids in a bucket with versioning', async () => {
    const Bucket = 'versions';
    const { s3 } = fixture;
    const { records } = await bucketWithQueue(Bucket, { Events: all });
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
    const put = await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: '1' }));
    const marker = await s3.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'k', VersionId: put.VersionId ?? '' }));
    assert.deepEqual(
      (await records()).map(({ eventName, s3: { object } }) => [eventName, object.versionId]),
      [
        ['ObjectCreated:Put', put.VersionId],
        ['ObjectRemoved:DeleteMarkerCreated', marker.VersionId],
        ['ObjectRemoved:Delete', put.VersionId],
      ],
    );
  });

  it('sends only what a configuration asks for', async () => {
    const Bucket = 'filtered';
    const { s3 } = fixture;
    const FilterRules = [
      { Name: 'prefix' as const, Value: 'logs &/' },
      { Name: 'suffix' as const, Value: '.csv' },
    ];
    const { records } = await bucketWithQueue(Bucket, {
      Events: ['s3:ObjectCreated:Put'],
      Filter: { Key: { FilterRules } },
    });
    for (const Key of ['logs &/a.csv', 'logs &/a.txt', 'other/a.csv']) {
      await s3.send(new PutObjectCommand({ Bucket, Key, Body: '1' }));
    }
    await s3.send(new CopyObjectCommand({ Bucket, Key: 'logs &/copy.csv', CopySource: `${Bucket}/other/a.csv` }));
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'logs &/a.csv' }));
    assert.deepEqual(
      (await records()).map(({ s3: { object } }) => object.key),
      ['logs+%26/a.csv'],
    );
  });

  it('refuses destinations that it cannot serve, and outlives a queue that goes away', async () => {
    const Bucket = 'refused';
    const { s3, sqs } = fixture;
    const { queue } = await bucketWithQueue(Bucket, { Events: all });
    const configure = (NotificationConfiguration: object) =>
      s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration } as never));
    const missing = { QueueArn: 'arn:aws:sqs:us-east-1:000000000000:absent', Events: all };
    await assert.rejects(configure({ QueueConfigurations: [missing] }), s3Error('InvalidArgument', 400));
    const odd = { QueueArn: queue.arn, Events: ['s3:ObjectPainted:*'] };
    await assert.rejects(configure({ QueueConfigurations: [odd] }), s3Error('InvalidArgument', 400));
    const topic = { TopicArn: 'arn:aws:sns:us-east-1:000000000000:t', Events: all };
    await assert.rejects(configure({ TopicConfigurations: [topic] }), s3Error('NotImplemented', 501));
    await assert.rejects(configure({ EventBridgeConfiguration: {} }), s3Error('NotImplemented', 501));
    await sqs.send(new DeleteQueueCommand({ QueueUrl: queue.url }));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: '1' }));
  });
});

describe('SQS through the AWS SDK', () => {
  let fixture: Awaited<ReturnType<typeof startAwsFixture>>;
  before(async () => {
    fixture = await startAwsFixture();
  });
  after(() => fixture.close());

  it('hides a received message until its visibility runs out, and drops it when deleted', async () => {
    const { sqs } = fixture;
    const { url: QueueUrl } = await createQueue(sqs, 'visibility');
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'one' }));
    const receive = async (WaitTimeSeconds: number) =>
      (await sqs.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 30, WaitTimeSeconds }))).Messages ?? [];
    const [message] = await receive(0);
    assert.equal(message?.Body, 'one');
    assert.deepEqual(await receive(0), []);
    await sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl,
        ReceiptHandle: message?.ReceiptHandle ?? '',
        VisibilityTimeout: 0,
      }),
    );
    const [again] = await receive(1);
    assert.equal(again?.MessageId, message?.MessageId);
    await sqs.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl,
        Entries: [{ Id: 'a', ReceiptHandle: again?.ReceiptHandle ?? '', VisibilityTimeout: 60 }],
      }),
    );
    const { Successful } = await sqs.send(
      new DeleteMessageBatchCommand({ QueueUrl, Entries: [{ Id: 'a', ReceiptHandle: again?.ReceiptHandle ?? '' }] }),
    );
    assert.equal(Successful?.length, 1);
    assert.deepEqual(await receive(0), []);
  });

  it('ends a long poll as soon as a message comes', async () => {
    const { sqs } = fixture;
    const { url: QueueUrl } = await createQueue(sqs, 'long-poll');
    const waiting = sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20, MaxNumberOfMessages: 10 }));
    await sqs.send(
      new SendMessageBatchCommand({ QueueUrl, Entries: ['a', 'b'].map((Id) => ({ Id, MessageBody: Id })) }),
    );
    assert.ok(((await waiting).Messages ?? []).length > 0);
  });
});
