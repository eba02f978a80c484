import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AccessEvent } from '@dowser/contracts';
import fc from 'fast-check';
import { parseCloudTrailRecord } from '../src/access/parse-cloudtrail-record.ts';

const ALICE = {
  type: 'IAMUser',
  principalId: 'AIDAJ45Q7YFFAREXAMPLE',
  arn: 'arn:aws:iam::123456789012:user/Alice',
  accountId: '123456789012',
  userName: 'Alice',
};

/** A data event as CloudTrail writes it. Source: Amazon S3 user guide, "CloudTrail log file examples". */
const record = (fields: Readonly<Record<string, unknown>> = {}) => ({
  eventVersion: '1.11',
  userIdentity: ALICE,
  eventTime: '2025-03-01T12:00:00Z',
  eventSource: 's3.amazonaws.com',
  eventName: 'GetObject',
  awsRegion: 'eu-west-1',
  sourceIPAddress: '192.0.2.3',
  userAgent: '[aws-cli/2.18.5 md/awscrt#0.22.0]',
  requestParameters: { bucketName: 'amzn-s3-demo-bucket', key: 'a b.csv', Host: 's3.eu-west-1.amazonaws.com' },
  responseElements: null,
  additionalEventData: {
    SignatureVersion: 'SigV4',
    CipherSuite: 'TLS_AES_128_GCM_SHA256',
    bytesTransferredIn: 0,
    AuthenticationMethod: 'AuthHeader',
    'x-amz-id-2': 'abc=',
    bytesTransferredOut: 28441,
  },
  requestID: '3E57427F3EXAMPLE',
  eventID: 'f2b287f3-0df1-1234-a2f4-c4bdfed47657',
  readOnly: true,
  resources: [
    { type: 'AWS::S3::Object', ARN: 'arn:aws:s3:::amzn-s3-demo-bucket/a b.csv' },
    { accountId: '123456789012', type: 'AWS::S3::Bucket', ARN: 'arn:aws:s3:::amzn-s3-demo-bucket' },
  ],
  eventType: 'AwsApiCall',
  managementEvent: false,
  recipientAccountId: '123456789012',
  eventCategory: 'Data',
  tlsDetails: { tlsVersion: 'TLSv1.3', cipherSuite: 'TLS_AES_128_GCM_SHA256' },
  ...fields,
});

function events(input: unknown): readonly AccessEvent[] {
  const outcome = parseCloudTrailRecord(input);
  assert.equal(outcome.fate, 'emit', JSON.stringify(outcome));
  return outcome.fate === 'emit' ? outcome.values : [];
}
const event = (fields: Readonly<Record<string, unknown>> = {}): AccessEvent => events(record(fields))[0]!;

test('a data event, field by field', () => {
  const { eventId, ...rest } = event();
  assert.match(eventId, /^[0-9a-f]{32}$/);
  assert.deepEqual(rest, {
    schemaVersion: 1,
    source: 'cloudtrail',
    eventTime: '2025-03-01T12:00:00.000Z',
    principal: '123456789012:user:Alice',
    principalType: 'user',
    account: '123456789012',
    sourceAddress: '192.0.2.3',
    sourceNetwork: '192.0.2.0/24',
    userAgentFamily: 'aws-cli',
    action: 'GetObject',
    actionClass: 'read',
    isCall: true,
    bucket: 'amzn-s3-demo-bucket',
    key: 'a b.csv',
    bytesOut: 28441,
    errorCode: '',
    tlsVersion: 'TLSv1.3',
    authentication: 'AuthHeader',
    anonymous: false,
  });
});

const issuer = {
  type: 'Role',
  arn: 'arn:aws:iam::123456789012:role/teams/etl/Loader',
  accountId: '123456789012',
  userName: 'Loader',
};
const identities: Readonly<Record<string, readonly [unknown, Partial<AccessEvent>]>> = {
  'an IAM user with a path': [
    { ...ALICE, arn: 'arn:aws:iam::123456789012:user/division/Alice' },
    { principal: '123456789012:user:Alice', principalType: 'user' },
  ],
  'an assumed role: the role, neither its path nor the session': [
    {
      type: 'AssumedRole',
      principalId: 'AROAIDPPEZS35WEXAMPLE:session-17',
      arn: 'arn:aws:sts::123456789012:assumed-role/Loader/session-17',
      accountId: '123456789012',
      sessionContext: { sessionIssuer: issuer, attributes: { mfaAuthenticated: 'false' } },
    },
    { principal: '123456789012:assumed-role:Loader', principalType: 'role', account: '123456789012' },
  ],
  'an assumed role whose issuer is missing': [
    { type: 'AssumedRole', arn: 'arn:aws:sts::123456789012:assumed-role/Loader/session-18', accountId: '123456789012' },
    { principal: '123456789012:assumed-role:Loader', principalType: 'role' },
  ],
  'root of another partition': [
    { type: 'Root', principalId: '123456789012', arn: 'arn:aws-cn:iam::123456789012:root', accountId: '123456789012' },
    { principal: '123456789012:root:root', principalType: 'root' },
  ],
  'a federated user': [
    { type: 'FederatedUser', arn: 'arn:aws:sts::123456789012:federated-user/Bob', accountId: '123456789012' },
    { principal: '123456789012:federated-user:Bob', principalType: 'federated' },
  ],
  'another account, without more': [
    { type: 'AWSAccount', principalId: 'AIDAQRSTUVWXYZEXAMPLE', accountId: '210987654321' },
    { principal: '210987654321:AIDAQRSTUVWXYZEXAMPLE', principalType: 'account', account: '210987654321' },
  ],
  "another account's role session": [
    { type: 'AWSAccount', principalId: 'AROAQRSTUVWXYZEXAMPLE:i-0123', accountId: '210987654321' },
    { principal: '210987654321:AROAQRSTUVWXYZEXAMPLE', principalType: 'account', account: '210987654321' },
  ],
  'a service': [
    { type: 'AWSService', invokedBy: 'replication.s3.amazonaws.com' },
    { principal: 'replication.s3.amazonaws.com', principalType: 'service', account: '' },
  ],
  nobody: [
    { type: 'AWSAccount', principalId: '', accountId: 'ANONYMOUS_PRINCIPAL' },
    { principal: 'ANONYMOUS_PRINCIPAL', principalType: 'anonymous', anonymous: true, account: '' },
  ],
  'an identity of no known type': [
    { type: 'IdentityCenterUser', accountId: '123456789012' },
    { principal: '123456789012', principalType: 'account' },
  ],
};
for (const [name, [userIdentity, expected]] of Object.entries(identities)) {
  test(`principal: ${name}`, () => {
    const found: Partial<Record<string, unknown>> = event({ userIdentity });
    for (const [field, value] of Object.entries(expected)) assert.equal(found[field], value, field);
  });
}

test('the id is that of the request: a second trail that tells of it has the same', () => {
  assert.equal(event({ eventID: 'other' }).eventId, event().eventId);
  assert.notEqual(event({ requestID: 'other' }).eventId, event().eventId);
});

test('without a request id the event names itself', () => {
  assert.notEqual(event({ requestID: undefined }).eventId, event({ requestID: null, eventID: 'other' }).eventId);
});

test('through an access point: the bucket is among the resources', () => {
  const bucketName = 'arn:aws:s3:eu-west-1:123456789012:accesspoint/finance';
  assert.equal(event({ requestParameters: { bucketName, key: 'a b.csv' } }).bucket, 'amzn-s3-demo-bucket');
});

test('DeleteObjects names no key: one call', () => {
  const deleted = event({
    eventName: 'DeleteObjects',
    requestParameters: { bucketName: 'b', delete: '' },
    resources: null,
  });
  assert.deepEqual([deleted.actionClass, deleted.key, deleted.isCall, deleted.bucket], ['delete', '', true, 'b']);
});

test('a copy is a write and a read of its source, also of the object itself', () => {
  for (const [written, source] of [
    ['/from/dir/a%20b%2Bc?versionId=3HL4', { bucket: 'from', key: 'dir/a b+c' }],
    ['amzn-s3-demo-bucket/a%20b.csv', { bucket: 'amzn-s3-demo-bucket', key: 'a b.csv' }],
    ['from/100%', { bucket: 'from', key: '100%' }],
  ] as const) {
    const requestParameters = { bucketName: 'amzn-s3-demo-bucket', key: 'a b.csv', 'x-amz-copy-source': written };
    const [write, read] = events(record({ eventName: 'CopyObject', requestParameters }));
    assert.deepEqual([write?.actionClass, write?.key], ['write', 'a b.csv']);
    assert.deepEqual([read?.actionClass, read?.action, read?.bytesOut], ['read', 'CopyObjectSource', 0]);
    assert.deepEqual({ bucket: read?.bucket, key: read?.key }, source);
    assert.notEqual(write?.eventId, read?.eventId);
  }
});

test('a denied call keeps its code; who calls for someone stands for the address', () => {
  const denied = event({
    errorCode: 'AccessDenied',
    errorMessage: 'Access Denied',
    sourceIPAddress: 'athena.amazonaws.com',
  });
  assert.deepEqual(
    [denied.errorCode, denied.sourceAddress, denied.sourceNetwork],
    ['AccessDenied', 'athena.amazonaws.com', 'athena.amazonaws.com'],
  );
});

test('parameters that come as lists, numbers that come as text', () => {
  const odd = event({
    requestParameters: { bucketName: ['b'], key: ['k'] },
    resources: [],
    additionalEventData: { bytesTransferredOut: '512.0' },
  });
  assert.deepEqual([odd.bucket, odd.key, odd.bytesOut, odd.authentication], ['b', 'k', 512, '']);
});

for (const [eventName, actionClass] of [
  ['HeadObject', 'list'],
  ['ListObjects', 'list'],
  ['GetBucketAcl', 'list'],
  ['PutObject', 'write'],
  ['DeleteObject', 'delete'],
  ['PutBucketAcl', 'permission'],
  ['DeleteBucketPublicAccessBlock', 'permission'],
  ['PutBucketVersioning', 'control'],
  ['PutBucketLifecycle', 'control'],
  ['SomethingNew', 'control'],
] as const) {
  test(`${eventName} is ${actionClass}`, () => assert.equal(event({ eventName }).actionClass, actionClass));
}

for (const [name, fields] of Object.entries({
  'another service': { eventSource: 'ec2.amazonaws.com', eventName: 'RunInstances' },
  'an insight': { eventCategory: 'Insight', eventType: 'AwsCloudTrailInsight' },
  'reading the trails': { eventSource: 'cloudtrail.amazonaws.com', eventName: 'DescribeTrails' },
})) {
  test(`dropped: ${name}`, () => {
    assert.deepEqual(parseCloudTrailRecord(record(fields)), { fate: 'drop', reason: 'event-not-used' });
  });
}

test('logging switched off is a control event without a bucket', () => {
  const stopped = event({
    eventSource: 'cloudtrail.amazonaws.com',
    eventName: 'StopLogging',
    requestParameters: { name: 't' },
    resources: null,
  });
  assert.deepEqual([stopped.actionClass, stopped.bucket], ['control', '']);
});

for (const [name, input, code] of [
  ['no object', 'text', 'INVALID_ACCESS_RECORD'],
  ['no identity', record({ userIdentity: undefined }), 'INVALID_ACCESS_RECORD'],
  ['no time', record({ eventTime: 'yesterday' }), 'INVALID_ACCESS_RECORD'],
  ['no id', record({ requestID: '', eventID: '' }), 'INVALID_ACCESS_RECORD'],
  ['another version', record({ eventVersion: '2.0' }), 'UNKNOWN_SCHEMA'],
] as const) {
  test(`rejected: ${name}`, () => {
    const outcome = parseCloudTrailRecord(input);
    assert.equal(outcome.fate === 'reject' && outcome.code, code);
  });
}

test('whatever the JSON, there is an outcome', () => {
  fc.assert(
    fc.property(
      fc.record({ eventSource: fc.constant('s3.amazonaws.com') }, { noNullPrototype: true }),
      fc.json(),
      (head, json) => {
        const rest = JSON.parse(json) as object;
        assert.ok(['emit', 'drop', 'reject'].includes(parseCloudTrailRecord({ ...record(), ...rest, ...head }).fate));
      },
    ),
  );
});
