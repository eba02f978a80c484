import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AccessEvent, accessEventSchema, FACT_DETAIL_LIMIT, FACTS_LIMIT } from '@dowser/contracts';
import fc from 'fast-check';
import { parseAccessLogLine } from '../src/access/parse-access-log-line.ts';
import { parseCloudTrailRecord } from '../src/access/parse-cloudtrail-record.ts';
import { SHORT_EXPIRY_DAYS } from '../src/access/request-facts.ts';

const OWNER = '111122223333';
const OTHER = '444455556666';

interface Call {
  readonly eventName: string;
  readonly parameters?: unknown;
  readonly more?: Readonly<Record<string, unknown>>;
}

function eventOf({ eventName, parameters = {}, more = {} }: Call): AccessEvent {
  const outcome = parseCloudTrailRecord({
    eventVersion: '1.11',
    userIdentity: { type: 'IAMUser', arn: `arn:aws:iam::${OWNER}:user/admin`, accountId: OWNER },
    eventTime: '2026-01-01T12:00:00Z',
    eventSource: 's3.amazonaws.com',
    eventName,
    requestID: 'R',
    requestParameters: { bucketName: 'b', ...(parameters as object) },
    resources: [{ type: 'AWS::S3::Bucket', ARN: 'arn:aws:s3:::b', accountId: OWNER }],
    ...more,
  });
  return outcome.fate === 'emit' ? outcome.values[0]! : assert.fail(JSON.stringify(outcome));
}
const factsOf = (call: Call): readonly string[] =>
  (eventOf(call).facts ?? []).map(({ kind, detail }) => `${kind} ${detail}`.trim());

const policy = (...statements: readonly object[]): Call => ({
  eventName: 'PutBucketPolicy',
  parameters: {
    bucketPolicy: { Version: '2012-10-17', Statement: statements.length === 1 ? statements[0] : statements },
  },
});
const allow = (fields: object): object => ({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...fields });
const grantTo = (grantee: object): Call => ({
  eventName: 'PutBucketAcl',
  parameters: {
    acl: '',
    AccessControlPolicy: {
      Owner: { ID: 'a'.repeat(64) },
      AccessControlList: {
        Grant: [
          { Grantee: { ID: 'a'.repeat(64) }, Permission: 'FULL_CONTROL' },
          { Grantee: grantee, Permission: 'READ' },
        ],
      },
    },
  },
});
const group = (name: string): string => `http://acs.amazonaws.com/groups/global/${name}`;
const lifecycle = (rule: object): Call => ({
  eventName: 'PutBucketLifecycle',
  parameters: { LifecycleConfiguration: { Rule: { ID: 'r', Status: 'Enabled', ...rule } } },
});
const replication = (destination: object, status = 'Enabled'): Call => ({
  eventName: 'PutBucketReplication',
  parameters: { ReplicationConfiguration: { Role: 'r', Rule: [{ Status: status, Destination: destination }] } },
});
const block = (fields: object): Call => ({
  eventName: 'PutBucketPublicAccessBlock',
  parameters: {
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
      ...fields,
    },
  },
});
const put = (headers: object, more = {}): Call => ({
  eventName: 'PutObject',
  parameters: { key: 'k', ...headers },
  more,
});
const trailFile = `logs/AWSLogs/${OWNER}/CloudTrail/eu-west-1/2026/01/01/x.json.gz`;
const onTrail = (eventName: string, key = trailFile, more = {}): Call => ({ eventName, parameters: { key }, more });
const VPC = { StringEquals: { 'aws:SourceVpce': 'vpce-1' } };

const cases: Readonly<Record<string, readonly [Call, readonly string[]]>> = {
  'policy: everyone': [policy(allow({ Principal: '*' })), ['public-policy']],
  'policy: everyone among AWS principals': [policy(allow({ Principal: { AWS: ['*'] } })), ['public-policy']],
  'policy: all but someone': [policy(allow({ NotPrincipal: { AWS: OWNER } })), ['public-policy']],
  'policy: everyone from a network endpoint': [policy(allow({ Principal: '*', Condition: VPC })), []],
  'policy: everyone, with a condition that fixes nothing': [
    policy(allow({ Principal: '*', Condition: { StringLike: { 'aws:PrincipalArn': '*' } } })),
    ['public-policy'],
  ],
  'policy: everyone, with a condition of another kind': [
    policy(allow({ Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'true' } } })),
    ['public-policy'],
  ],
  'policy: everyone from a wide network': [
    policy(allow({ Principal: '*', Condition: { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '0.0.0.0/7'] } } })),
    ['public-policy'],
  ],
  'policy: everyone from a network at the limit': [
    policy(
      allow({
        Principal: '*',
        Condition: { IpAddress: { 'aws:SourceIp': ['52.0.0.0/8', '2001:db8::/32', '192.0.2.1'] } },
      }),
    ),
    [],
  ],
  'policy: denied to everyone': [policy({ Effect: 'Deny', Principal: '*', Action: '*' }), []],
  'policy: two other accounts, oneself and a service': [
    policy(
      allow({ Principal: { AWS: [`arn:aws:iam::${OTHER}:root`, `arn:aws:iam::${OWNER}:role/own`] } }),
      allow({ Principal: { AWS: '777788889999', Service: 'logging.s3.amazonaws.com' } }),
    ),
    [`cross-account-policy ${OTHER}`, 'cross-account-policy 777788889999'],
  ],
  'ACL: everyone': [grantTo({ URI: group('AllUsers') }), ['public-acl']],
  'ACL: every AWS account': [grantTo({ URI: group('AuthenticatedUsers') }), ['authenticated-users-acl']],
  'ACL: another account': [grantTo({ ID: 'c'.repeat(64) }), [`cross-account-acl ${'c'.repeat(64)}`]],
  'ACL: log delivery': [grantTo({ URI: 'http://acs.amazonaws.com/groups/s3/LogDelivery' }), []],
  'ACL: canned': [{ eventName: 'PutBucketAcl', parameters: { 'x-amz-acl': ['public-read'] } }, ['public-acl']],
  'ACL: private': [{ eventName: 'PutBucketAcl', parameters: { 'x-amz-acl': ['private'] } }, []],
  'ACL: by header, of an object': [
    { eventName: 'PutObjectAcl', parameters: { key: 'k', 'x-amz-grant-read': `uri="${group('AllUsers')}", id="x"` } },
    ['public-acl'],
  ],
  'public access block: one of four off': [
    block({ BlockPublicPolicy: false }),
    ['public-access-block-removed BlockPublicPolicy'],
  ],
  'public access block: all on': [block({}), []],
  'public access block: deleted': [{ eventName: 'DeleteBucketPublicAccessBlock' }, ['public-access-block-removed']],
  'public access block: of the account': [
    { eventName: 'DeleteAccountPublicAccessBlock' },
    ['public-access-block-removed'],
  ],
  'encryption off': [{ eventName: 'DeleteBucketEncryption' }, ['encryption-off']],
  'logging off': [
    { eventName: 'PutBucketLogging', parameters: { BucketLoggingStatus: { xmlns: 'x' } } },
    ['logging-off'],
  ],
  'logging on': [
    { eventName: 'PutBucketLogging', parameters: { BucketLoggingStatus: { LoggingEnabled: { TargetBucket: 'l' } } } },
    [],
  ],
  'versioning suspended': [
    { eventName: 'PutBucketVersioning', parameters: { VersioningConfiguration: { Status: 'Suspended' } } },
    ['versioning-off'],
  ],
  'versioning enabled': [
    { eventName: 'PutBucketVersioning', parameters: { VersioningConfiguration: { Status: 'Enabled' } } },
    [],
  ],
  'expiry at the limit': [lifecycle({ Prefix: '', Expiration: { Days: SHORT_EXPIRY_DAYS } }), ['short-expiry 7']],
  'expiry one past it': [lifecycle({ Prefix: '', Expiration: { Days: SHORT_EXPIRY_DAYS + 1 } }), []],
  'expiry of a folder': [lifecycle({ Filter: { Prefix: 'tmp/' }, Expiration: { Days: 1 } }), []],
  'expiry of what has a tag': [lifecycle({ Filter: { Tag: { Key: 't' } }, Expiration: { Days: 1 } }), []],
  'expiry that is off': [lifecycle({ Status: 'Disabled', Expiration: { Days: 1 } }), []],
  'expiry of everything, by an empty filter': [lifecycle({ Filter: '', Expiration: { Days: 1 } }), ['short-expiry 1']],
  'replication to another account': [
    replication({ Bucket: 'arn:aws:s3:::x', Account: OTHER }),
    [`external-replication ${OTHER}`],
  ],
  'replication to one of nobody knows whom': [
    replication({ Bucket: 'arn:aws:s3:::x' }),
    ['external-replication arn:aws:s3:::x'],
  ],
  'replication to oneself': [replication({ Bucket: 'arn:aws:s3:::x', Account: OWNER }), []],
  'replication that is off': [replication({ Bucket: 'arn:aws:s3:::x', Account: OTHER }, 'Disabled'), []],
  'a trail stopped': [
    { eventName: 'StopLogging', parameters: { name: 'main' }, more: { eventSource: 'cloudtrail.amazonaws.com' } },
    ['trail-off main'],
  ],
  'a trail that takes only reads': [
    {
      eventName: 'PutEventSelectors',
      parameters: { trailName: 'main', eventSelectors: [{ readWriteType: 'ReadOnly', includeManagementEvents: true }] },
      more: { eventSource: 'cloudtrail.amazonaws.com' },
    },
    ['trail-off main'],
  ],
  'a trail that takes all': [
    {
      eventName: 'PutEventSelectors',
      parameters: { trailName: 'main', eventSelectors: [{ readWriteType: 'All', includeManagementEvents: true }] },
      more: { eventSource: 'cloudtrail.amazonaws.com' },
    },
    [],
  ],
  'a key of the caller': [put({ 'x-amz-server-side-encryption-customer-algorithm': 'AES256' }), ['customer-key-write']],
  'a key of the caller, as it was applied': [
    put({}, { additionalEventData: { SSEApplied: 'SSE_C' } }),
    ['customer-key-write'],
  ],
  'reading under a key of the caller': [
    { eventName: 'GetObject', more: { additionalEventData: { SSEApplied: 'SSE_C' } } },
    [],
  ],
  "another account's key": [
    put({ 'x-amz-server-side-encryption-aws-kms-key-id': `arn:aws:kms:eu-west-1:${OTHER}:key/k` }),
    [`foreign-key-write ${OTHER}`],
  ],
  "one's own key": [put({ 'x-amz-server-side-encryption-aws-kms-key-id': `arn:aws:kms:eu-west-1:${OWNER}:key/k` }), []],
  "a trail's file read": [onTrail('GetObject'), ['trail-read']],
  "an organisation's trail's file deleted": [
    onTrail('DeleteObject', `AWSLogs/o-abcdefghij/${OWNER}/CloudTrail-Digest/x`),
    ['trail-tampered'],
  ],
  "a trail's file written by the trail": [
    onTrail('PutObject', trailFile, { userIdentity: { type: 'AWSService', invokedBy: 'cloudtrail.amazonaws.com' } }),
    [],
  ],
  'a file beside the trail': [onTrail('GetObject', `AWSLogs/${OWNER}/elasticloadbalancing/x`), []],
  'a plain write': [put({}), []],
};
for (const [name, [call, expected]] of Object.entries(cases)) {
  test(name, () => assert.deepEqual(factsOf(call), expected));
}

test('a call that failed has no facts', () => {
  assert.equal(eventOf({ eventName: 'DeleteBucketEncryption', more: { errorCode: 'AccessDenied' } }).facts, undefined);
});

test('a policy with more accounts than facts, and longer names: as many and as long as the schema takes', () => {
  const accounts = Array.from({ length: FACTS_LIMIT + 1 }, (_, i) => String(100000000000 + i));
  const many = eventOf(
    policy(allow({ Principal: { AWS: accounts, CanonicalUser: 'u'.repeat(FACT_DETAIL_LIMIT + 1) } })),
  );
  assert.equal(many.facts?.length, FACTS_LIMIT);
  const long = eventOf(policy(allow({ Principal: { CanonicalUser: 'u'.repeat(FACT_DETAIL_LIMIT + 1) } })));
  assert.equal(long.facts?.[0]?.detail.length, FACT_DETAIL_LIMIT);
  for (const event of [many, long]) assert.equal(accessEventSchema.safeParse(event).success, true);
  const over = { ...many, facts: [...many.facts!, { kind: 'public-policy', detail: '' }] };
  assert.equal(accessEventSchema.safeParse(over).success, false);
});

test('an access log, which has no parameters, tells what the operation alone says', () => {
  const line = (operation: string): string =>
    `o b [06/Feb/2026:00:00:38 +0000] 192.0.2.3 arn:aws:iam::${OWNER}:user/x R ${operation} - "DELETE /b HTTP/1.1" 204 - - - 1 - "-" "aws-cli/2" - h SigV4 c AuthHeader b.s3.amazonaws.com TLSv1.3 - -`;
  const outcome = parseAccessLogLine(line('REST.DELETE.PUBLIC_ACCESS_BLOCK'));
  assert.equal(outcome.fate, 'emit');
  assert.deepEqual(outcome.fate === 'emit' && outcome.values[0]?.facts, [
    { kind: 'public-access-block-removed', detail: '' },
  ]);
  const plain = parseAccessLogLine(line('REST.PUT.BUCKETPOLICY'));
  assert.equal(plain.fate === 'emit' && plain.values[0]?.facts, undefined);
});

test('whatever the parameters, there is an event that fits its schema', () => {
  const eventName = fc.constantFrom(
    'PutBucketPolicy',
    'PutBucketAcl',
    'PutBucketLifecycle',
    'PutBucketReplication',
    'PutObject',
  );
  fc.assert(
    fc.property(eventName, fc.json(), (name, json) => {
      const value: unknown = JSON.parse(json);
      const parameters = {
        bucketPolicy: value,
        AccessControlPolicy: value,
        LifecycleConfiguration: value,
        ReplicationConfiguration: value,
      };
      assert.equal(accessEventSchema.safeParse(eventOf({ eventName: name, parameters })).success, true);
    }),
  );
});
