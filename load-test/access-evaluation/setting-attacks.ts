import type { Day } from './activity.ts';
import type { Attack, Victim } from './attacks.ts';
import type { Chance } from './chance.ts';
import { stretch } from './stretch.ts';

type Parameters = Readonly<Record<string, unknown>>;
/** One call, with CloudTrail's name and request parameters. */
type Change = (victim: Victim, chance: Chance) => readonly [action: string, parameters: Parameters];

const FOREIGN_ACCOUNT = '999900001111';

const policy = (victim: Victim, principal: unknown, more: Parameters = {}): Parameters => ({
  policy: '',
  bucketPolicy: {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: principal,
        Action: 's3:GetObject',
        Resource: `arn:aws:s3:::${victim.org.vault.bucket}/*`,
        ...more,
      },
    ],
  },
});
const grant = (grantee: Parameters): Parameters => ({
  acl: '',
  AccessControlPolicy: { AccessControlList: { Grant: { Grantee: grantee, Permission: 'READ' } } },
});
const group = (name: string): Parameters => ({
  'xsi:type': 'Group',
  URI: `http://acs.amazonaws.com/groups/global/${name}`,
});

const OPENINGS: readonly Change[] = [
  (victim) => ['PutBucketPolicy', policy(victim, '*')],
  (victim) => ['PutBucketPolicy', policy(victim, { AWS: '*' })],
  (victim) => ['PutBucketPolicy', policy(victim, { AWS: `arn:aws:iam::${FOREIGN_ACCOUNT}:root` })],
  (victim) => ['PutBucketPolicy', policy(victim, { AWS: [`arn:aws:iam::${victim.account}:root`, FOREIGN_ACCOUNT] })],
  () => ['PutBucketAcl', grant(group('AllUsers'))],
  () => ['PutBucketAcl', grant(group('AuthenticatedUsers'))],
  () => ['PutBucketAcl', { acl: '', 'x-amz-acl': ['public-read'] }],
  () => ['DeleteBucketPublicAccessBlock', { publicAccessBlock: '' }],
  () => [
    'PutBucketPublicAccessBlock',
    {
      publicAccessBlock: '',
      PublicAccessBlockConfiguration: {
        RestrictPublicBuckets: false,
        BlockPublicPolicy: false,
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
      },
    },
  ],
];

const SWITCHES: readonly Change[] = [
  () => [
    'PutBucketLogging',
    { logging: '', BucketLoggingStatus: { xmlns: 'http://s3.amazonaws.com/doc/2006-03-01/' } },
  ],
  () => ['PutBucketVersioning', { versioning: '', VersioningConfiguration: { Status: 'Suspended' } }],
  () => ['DeleteBucketEncryption', { encryption: '' }],
  (victim) => ['StopLogging', { name: `arn:aws:cloudtrail:eu-west-1:${victim.account}:trail/main` }],
  (victim) => ['DeleteTrail', { name: `arn:aws:cloudtrail:eu-west-1:${victim.account}:trail/main` }],
];

const REPLICATIONS: readonly Change[] = [
  () => [
    'PutBucketReplication',
    replication({ Bucket: 'arn:aws:s3:::backup-of-everything', Account: FOREIGN_ACCOUNT }),
  ],
  () => [
    'PutBucketReplication',
    replication({
      Bucket: 'arn:aws:s3:::backup-of-everything',
      Account: FOREIGN_ACCOUNT,
      AccessControlTranslation: { Owner: 'Destination' },
    }),
  ],
];
function replication(destination: Parameters): Parameters {
  const rule = { ID: 'all', Status: 'Enabled', Priority: 1, Filter: { Prefix: '' }, Destination: destination };
  return { replication: '', ReplicationConfiguration: { Role: 'arn:aws:iam::111122223333:role/r', Rule: rule } };
}

const EXPIRIES: readonly Change[] = [1, 2, 3].map((days) => () => [
  'PutBucketLifecycle',
  {
    lifecycle: '',
    LifecycleConfiguration: { Rule: { ID: 'x', Status: 'Enabled', Prefix: '', Expiration: { Days: days } } },
  },
]);

/** One change, by anyone, at any time, from where the victim is or not. */
const oneOf =
  (changes: readonly Change[]): Attack =>
  (chance, victim): readonly Day[] => {
    const source = chance.pick(victim.sources);
    const folder = chance.pick(victim.org.folders);
    const [action, parameters] = chance.pick(changes)(victim, chance);
    return [stretch({ source, folder, action, calls: 1, start: chance.between(0, 1_400), minutes: 1, parameters })];
  };

/** Files of the trail are read or deleted by who is not the trail. */
const trailTouched: Attack = (chance, victim) => {
  const folder = {
    bucket: victim.org.trailBucket,
    prefix: `AWSLogs/${victim.account}/CloudTrail/eu-west-1/2026/01/`,
    objects: 10_000,
    objectBytes: 9_000,
    sensitive: 0,
    occurrences: 0,
  };
  const action = chance.pick(['GetObject', 'DeleteObject']);
  const at = { source: chance.pick(victim.sources), folder, start: chance.between(0, 1_300), minutes: 10 };
  return [stretch({ ...at, action, calls: chance.between(1, 20), firstKey: chance.between(0, 9_000) })];
};

/** Attacks on settings: they have no size. */
export const settingAttacks: Readonly<Record<string, Attack>> = {
  'policy-opening': oneOf(OPENINGS),
  'logging-off': oneOf(SWITCHES),
  'replication-out': oneOf(REPLICATIONS),
  'short-expiry': oneOf(EXPIRIES),
  'trail-touched': trailTouched,
};
