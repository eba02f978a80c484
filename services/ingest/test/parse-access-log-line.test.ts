import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AccessEvent } from '@dowser/contracts';
import fc from 'fast-check';
import { actionOfOperation } from '../src/access/access-log-operation.ts';
import { decodeLoggedKey, parseAccessLogLine } from '../src/access/parse-access-log-line.ts';
import { parseCloudTrailRecord } from '../src/access/parse-cloudtrail-record.ts';

const OWNER = '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be';

interface LineFields {
  readonly requester: string;
  readonly address: string;
  readonly operation: string;
  readonly key: string;
  readonly request: string;
  readonly status: string;
  readonly error: string;
  readonly sent: string;
  readonly agent: string;
  readonly rest: string;
}

/** A line as S3 writes it. Source: Amazon S3 user guide, "Amazon S3 server access log format". */
function line(fields: Partial<LineFields> = {}): string {
  const all: LineFields = {
    requester: 'arn:aws:sts::123456789012:assumed-role/Loader/session-17',
    address: '192.0.2.3',
    operation: 'REST.GET.OBJECT',
    key: 'exports/customers.csv',
    request: 'GET /amzn-s3-demo-bucket/exports/customers.csv HTTP/1.1',
    status: '200',
    error: '-',
    sent: '2662992',
    agent: 'Boto3/1.34.0 md/Botocore#1.34.0',
    rest: '- s9lzHYrFp76ZVxRcpX9+5cjAnEH2ROuNkd2BHfIa6UkFVdtjf5mKR3/eTPFvsiP/XV/VLi31234= SigV4 ECDHE-RSA-AES128-GCM-SHA256 AuthHeader amzn-s3-demo-bucket.s3.us-west-1.amazonaws.com TLSV1.2 - - us-east-1',
    ...fields,
  };
  return `${OWNER} amzn-s3-demo-bucket [06/Feb/2019:00:00:38 +0000] ${all.address} ${all.requester} 3E57427F3EXAMPLE ${all.operation} ${all.key} "${all.request}" ${all.status} ${all.error} ${all.sent} 3462992 70 10 "-" "${all.agent}" ${all.rest}`;
}

function event(text: string): AccessEvent {
  const outcome = parseAccessLogLine(text);
  assert.equal(outcome.fate, 'emit', `${JSON.stringify(outcome)} ${text}`);
  return outcome.fate === 'emit' ? outcome.values[0]! : assert.fail();
}

test('a line, field by field', () => {
  const { eventId, ...rest } = event(line());
  assert.match(eventId, /^[0-9a-f]{32}$/);
  assert.deepEqual(rest, {
    schemaVersion: 1,
    source: 'server-access-log',
    eventTime: '2019-02-06T00:00:38.000Z',
    principal: '123456789012:assumed-role:Loader',
    principalType: 'role',
    account: '123456789012',
    sourceAddress: '192.0.2.3',
    sourceNetwork: '192.0.2.0/24',
    userAgentFamily: 'boto3',
    action: 'GetObject',
    actionClass: 'read',
    isCall: true,
    bucket: 'amzn-s3-demo-bucket',
    key: 'exports/customers.csv',
    bytesOut: 2662992,
    errorCode: '',
    tlsVersion: 'TLSv1.2',
    authentication: 'AuthHeader',
    anonymous: false,
  });
});

test('the same request has the same id and principal in CloudTrail', () => {
  const outcome = parseCloudTrailRecord({
    eventVersion: '1.11',
    eventTime: '2019-02-06T00:00:39Z',
    eventSource: 's3.amazonaws.com',
    eventName: 'GetObject',
    requestID: '3E57427F3EXAMPLE',
    userIdentity: {
      type: 'AssumedRole',
      sessionContext: { sessionIssuer: { type: 'Role', arn: 'arn:aws:iam::123456789012:role/p/Loader' } },
    },
    requestParameters: { bucketName: 'amzn-s3-demo-bucket', key: 'exports/customers.csv' },
  });
  assert.ok(outcome.fate === 'emit');
  const logged = event(line());
  assert.equal(outcome.values[0]?.eventId, logged.eventId);
  assert.equal(outcome.values[0]?.principal, logged.principal);
});

/** Lines published by AWS, of 2014 (18 fields) and of today. */
const PUBLISHED: readonly (readonly [string, Partial<AccessEvent>])[] = [
  [
    `${OWNER} mybucket [06/Feb/2014:00:01:57 +0000] 192.0.2.3 ${OWNER} DD6CC733AEXAMPLE REST.PUT.OBJECT s3-dg.pdf "PUT /mybucket/s3-dg.pdf HTTP/1.1" 200 - - 4406583 41754 28 "-" "S3Console/0.4" -`,
    {
      action: 'PutObject',
      bytesOut: 0,
      userAgentFamily: 's3console',
      principal: OWNER,
      principalType: 'account',
      tlsVersion: '',
    },
  ],
  [
    `${OWNER} amzn-s3-demo-bucket1 [06/Feb/2019:00:00:38 +0000] 192.0.2.3 ${OWNER} A1206F460EXAMPLE REST.GET.BUCKETPOLICY - "GET /amzn-s3-demo-bucket1?policy HTTP/1.1" 404 NoSuchBucketPolicy 297 - 38 - "-" "S3Console/0.4" - BNaBsXZQQDbssi6xMBdBU2sLt+Yf5kZDmeBUP35sFoKa3sLLeMC78iwEIWxs99CRUrbS4n11234= SigV4 ECDHE-RSA-AES128-GCM-SHA256 AuthHeader amzn-s3-demo-bucket1.s3.us-west-1.amazonaws.com TLSV1.2 - Yes us-east-1`,
    { action: 'GetBucketPolicy', actionClass: 'list', errorCode: 'NoSuchBucketPolicy', key: '', bytesOut: 297 },
  ],
];
for (const [text, expected] of PUBLISHED) {
  test(`published line: ${expected.action}`, () => {
    const found: Partial<Record<string, unknown>> = event(text);
    for (const [field, value] of Object.entries(expected)) assert.equal(found[field], value, field);
  });
}

const cases: Readonly<Record<string, readonly [Partial<LineFields>, Partial<AccessEvent>]>> = {
  'nobody is -': [{ requester: '-' }, { principal: 'ANONYMOUS_PRINCIPAL', anonymous: true }],
  'an IAM user': [{ requester: 'arn:aws:iam::123456789012:user/Alice' }, { principal: '123456789012:user:Alice' }],
  'a service': [
    { requester: 'svc:logging.s3.amazonaws.com' },
    { principal: 'logging.s3.amazonaws.com', principalType: 'service' },
  ],
  'a lifecycle rule': [
    { requester: 'AmazonS3', operation: 'S3.EXPIRE.OBJECT', address: '-', request: '-', status: '-', agent: '-' },
    { principal: 's3.amazonaws.com', action: 'ExpireObject', actionClass: 'delete', sourceNetwork: '' },
  ],
  'a batch delete: the call': [
    { operation: 'REST.POST.MULTI_OBJECT_DELETE', key: '-', request: 'POST /b?delete HTTP/1.1' },
    { action: 'DeleteObjects', actionClass: 'delete', key: '', isCall: true },
  ],
  'a batch delete: one object, which is no call': [
    { operation: 'BATCH.DELETE.OBJECT', key: 'k', request: '-', status: '204' },
    { action: 'BatchDeleteObject', actionClass: 'delete', key: 'k', isCall: false },
  ],
  'the reading half of a copy': [
    { operation: 'REST.COPY.OBJECT_GET' },
    { action: 'CopyObjectSource', actionClass: 'read', bytesOut: 0 },
  ],
  'an error without a code': [{ status: '503', error: '-' }, { errorCode: 'Http503' }],
  'not modified is no error': [
    { status: '304', error: '-', sent: '-' },
    { errorCode: '', bytesOut: 0 },
  ],
  'a presigned URL': [
    { rest: '- id= SigV4 ECDHE-RSA-AES128-GCM-SHA256 QueryString host TLSv1.3 - -' },
    { authentication: 'QueryString', tlsVersion: 'TLSv1.3' },
  ],
  'no TLS': [{ rest: '- id= SigV4 - AuthHeader host - - -' }, { tlsVersion: '' }],
  IPv6: [{ address: '2001:DB8:1:2:0:0:0:7' }, { sourceAddress: '2001:db8:1:2::7', sourceNetwork: '2001:db8:1::/48' }],
  'an agent with quotes and spaces': [
    { agent: 'my "own" agent" 200 - "x' },
    { userAgentFamily: 'my', tlsVersion: 'TLSv1.2' },
  ],
  'an agent that is only a quote': [{ agent: '"' }, { userAgentFamily: 'other', authentication: 'AuthHeader' }],
  'a request with quotes': [{ request: 'GET /b/k?x="y" z HTTP/1.1' }, { errorCode: '', bytesOut: 2662992 }],
  'no agent': [{ agent: '-' }, { userAgentFamily: '' }],
};
for (const [name, [fields, expected]] of Object.entries(cases)) {
  test(`line: ${name}`, () => {
    const found: Partial<Record<string, unknown>> = event(line(fields));
    for (const [field, value] of Object.entries(expected)) assert.equal(found[field], value, field);
  });
}

test('keys are encoded as the request has them, and once more', () => {
  for (const [logged, request, key] of [
    ['a%2520b.csv', 'GET /b/a%20b.csv HTTP/1.1', 'a b.csv'],
    ['100%2525', 'GET /b/100%25 HTTP/1.1', '100%'],
    ['a%2Bb', 'GET /b/a+b HTTP/1.1', 'a+b'],
    ['caf%25C3%25A9', 'GET /caf%C3%A9?versionId=1 HTTP/1.1', 'café'],
    ['a%20b', 'GET /b/a%20b HTTP/1.1', 'a b'],
    ['%ZZ', '', '%ZZ'],
    ['dir/plain.txt', 'GET /dir/plain.txt HTTP/1.1', 'dir/plain.txt'],
  ] as const) {
    assert.equal(decodeLoggedKey(logged, request), key, logged);
  }
});

test('any key comes back, encoded twice', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (key) => {
      const sent = encodeURIComponent(key.toWellFormed());
      assert.equal(decodeLoggedKey(encodeURIComponent(sent), `GET /b/${sent} HTTP/1.1`), key.toWellFormed());
    }),
  );
});

for (const [operation, hasKey, action] of [
  ['REST.GET.BUCKET', false, 'ListObjects'],
  ['REST.HEAD.OBJECT', true, 'HeadObject'],
  ['REST.PUT.ACL', true, 'PutObjectAcl'],
  ['REST.PUT.ACL', false, 'PutBucketAcl'],
  ['REST.PUT.BUCKETPOLICY', false, 'PutBucketPolicy'],
  ['REST.PUT.LOGGING_STATUS', false, 'PutBucketLogging'],
  ['REST.DELETE.PUBLIC_ACCESS_BLOCK', false, 'DeleteBucketPublicAccessBlock'],
  ['REST.PUT.VERSIONING', false, 'PutBucketVersioning'],
  ['REST.PUT.OBJECT_TAGGING', true, 'PutObjectTagging'],
  ['REST.PUT.LEGAL_HOLD', true, 'PutObjectLegalHold'],
  ['WEBSITE.GET.OBJECT', true, 'GetObject'],
  ['S3.TRANSITION_GDA.OBJECT', true, 'TransitionObject'],
  ['SOAP.CreateBucket', false, 'CreateBucket'],
  ['nonsense', false, null],
] as const) {
  test(`${operation} ${hasKey ? 'of an object ' : ''}is ${action}`, () =>
    assert.equal(actionOfOperation(operation, hasKey), action));
}

for (const [name, text] of Object.entries({
  'no log line': 'hello',
  'cut off': line().slice(0, 200),
  'a time that is none': line().replace('06/Feb/2019', '31/Feb/2019'),
  'a month that is none': line().replace('Feb', 'Foo'),
  'bytes that are none': line({ sent: 'many' }),
  'an operation that is none': line({ operation: 'DROP' }),
  'no request id': line().replace('3E57427F3EXAMPLE', '-'),
})) {
  test(`rejected: ${name}`, () => {
    const outcome = parseAccessLogLine(text);
    assert.equal(outcome.fate === 'reject' && outcome.code, 'INVALID_ACCESS_RECORD', JSON.stringify(outcome));
  });
}

test('whatever senders write into request and agent, the line is read', () => {
  const text = fc.string({ unit: 'grapheme' }).map((written) => written.replaceAll('\n', ''));
  fc.assert(
    fc.property(text, text, (agent, request) => {
      assert.ok(['emit', 'reject'].includes(parseAccessLogLine(line({ agent, request })).fate));
      assert.equal(event(line({ agent })).tlsVersion, 'TLSv1.2');
    }),
  );
});
