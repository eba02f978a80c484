import { AccessFactKind, FACT_DETAIL_LIMIT, FACTS_LIMIT, type RequestFact } from '@dowser/contracts';
import { aclGrants } from './acl-grants.ts';
import { listOf, textsOf, valueAt } from './json-value.ts';
import { type Grants, policyGrants } from './policy-grants.ts';

/** An expiry of everything within so many days is a fact. */
export const SHORT_EXPIRY_DAYS = 7;

/** What of a request tells what it does to a bucket's protection. */
export interface FactSource {
  readonly action: string;
  readonly errorCode: string;
  readonly key: string;
  /** The account of the bucket; '' when not known. */
  readonly owner: string;
  /** Made by an AWS service: the trail itself writes its files so. */
  readonly byService: boolean;
  /** CloudTrail's requestParameters; undefined where the log does not have them. */
  readonly parameters: unknown;
  /** CloudTrail's additionalEventData.SSEApplied. */
  readonly encryptionApplied: string;
}

/** Where a trail writes. Source: AWS CloudTrail user guide, "Finding your CloudTrail log files". */
const TRAIL_KEY = /(?:^|\/)AWSLogs\/(?:o-[a-z0-9]{10,32}\/)?\d{12}\/CloudTrail(?:-Digest|-Insight)?\//;
/** Requests that make an object, and say under which key. */
const OBJECT_WRITES: ReadonlySet<string> = new Set(['PutObject', 'PostObject', 'CopyObject', 'CreateMultipartUpload']);
const CUSTOMER_ALGORITHM = 'x-amz-server-side-encryption-customer-algorithm';
const KMS_KEY = 'x-amz-server-side-encryption-aws-kms-key-id';
const BLOCKS = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'] as const;

/** The facts of one request; none of one that failed. Source: Amazon S3 user guide, "Amazon S3 CloudTrail events". */
export function requestFacts(source: FactSource): readonly RequestFact[] {
  if (source.errorCode !== '') return [];
  const facts = [...settingFacts(source), ...keyFacts(source), ...trailFacts(source)];
  return facts.slice(0, FACTS_LIMIT).map(({ kind, detail }) => ({ kind, detail: detail.slice(0, FACT_DETAIL_LIMIT) }));
}

const fact = (kind: AccessFactKind, detail = ''): RequestFact => ({ kind, detail });
const when = (is: boolean, kind: AccessFactKind, detail = ''): readonly RequestFact[] =>
  is ? [fact(kind, detail)] : [];

function settingFacts({ action, owner, parameters }: FactSource): readonly RequestFact[] {
  switch (action) {
    case 'PutBucketPolicy':
      return policyFacts(policyGrants(valueAt(parameters, 'bucketPolicy'), owner));
    case 'PutBucketAcl':
    case 'PutObjectAcl':
    case 'CreateBucket':
    case 'PutObject':
    case 'CopyObject':
    case 'CreateMultipartUpload':
      return aclFacts(aclGrants(parameters));
    case 'PutBucketPublicAccessBlock':
    case 'PutAccountPublicAccessBlock': {
      const config = valueAt(parameters, 'PublicAccessBlockConfiguration');
      const off = BLOCKS.filter((name) => String(valueAt(config, name)).toLowerCase() !== 'true');
      return when(config !== undefined && off.length > 0, AccessFactKind.PublicAccessBlockRemoved, off.join(' '));
    }
    case 'DeleteBucketPublicAccessBlock':
    case 'DeleteAccountPublicAccessBlock':
      return [fact(AccessFactKind.PublicAccessBlockRemoved)];
    case 'DeleteBucketEncryption':
      return [fact(AccessFactKind.EncryptionOff)];
    case 'PutBucketLogging': {
      const status = valueAt(parameters, 'BucketLoggingStatus');
      return when(status !== undefined && valueAt(status, 'LoggingEnabled') === undefined, AccessFactKind.LoggingOff);
    }
    case 'PutBucketVersioning':
      return when(
        valueAt(parameters, 'VersioningConfiguration', 'Status') === 'Suspended',
        AccessFactKind.VersioningOff,
      );
    case 'PutBucketLifecycle':
    case 'PutBucketLifecycleConfiguration':
      return expiryFacts(listOf(valueAt(parameters, 'LifecycleConfiguration', 'Rule')));
    case 'PutBucketReplication':
      return replicationFacts(listOf(valueAt(parameters, 'ReplicationConfiguration', 'Rule')), owner);
    case 'StopLogging':
    case 'DeleteTrail':
      return [fact(AccessFactKind.TrailOff, textsOf(valueAt(parameters, 'name'))[0] ?? '')];
    case 'PutEventSelectors':
      return selectorFacts(parameters);
    default:
      return [];
  }
}

function policyFacts({ everyone, accounts }: Grants): readonly RequestFact[] {
  return [
    ...when(everyone, AccessFactKind.PublicPolicy),
    ...accounts.map((account) => fact(AccessFactKind.CrossAccountPolicy, account)),
  ];
}

function aclFacts({ everyone, authenticated, accounts }: Grants): readonly RequestFact[] {
  return [
    ...when(everyone, AccessFactKind.PublicAcl),
    ...when(authenticated, AccessFactKind.AuthenticatedUsersAcl),
    ...accounts.map((account) => fact(AccessFactKind.CrossAccountAcl, account)),
  ];
}

/** Of the rules that are on and hold for the whole bucket, the shortest expiry. Folders of temporary files have their own. */
function expiryFacts(rules: readonly unknown[]): readonly RequestFact[] {
  const days = rules
    .filter((rule) => valueAt(rule, 'Status') === 'Enabled' && isForAll(rule))
    .map((rule) => Number(valueAt(rule, 'Expiration', 'Days') ?? Number.NaN))
    .filter((count) => count <= SHORT_EXPIRY_DAYS);
  return when(days.length > 0, AccessFactKind.ShortExpiry, String(Math.min(...days)));
}

function isForAll(rule: unknown): boolean {
  const filter = valueAt(rule, 'Filter');
  const names = typeof filter === 'object' && filter !== null ? Object.keys(filter) : [];
  const prefix = valueAt(rule, 'Prefix') ?? valueAt(filter, 'Prefix') ?? '';
  return prefix === '' && names.every((name) => name === 'Prefix');
}

/** Whoever the destination belongs to, unless it is said to be the owner's own. */
function replicationFacts(rules: readonly unknown[], owner: string): readonly RequestFact[] {
  const targets = rules
    .filter((rule) => valueAt(rule, 'Status') === 'Enabled')
    .map((rule) => {
      const destination = valueAt(rule, 'Destination');
      const account = String(valueAt(destination, 'Account') ?? '');
      return account === '' ? (textsOf(valueAt(destination, 'Bucket'))[0] ?? '') : account;
    })
    .filter((target) => target !== '' && target !== owner);
  return [...new Set(targets)].sort().map((target) => fact(AccessFactKind.ExternalReplication, target));
}

/** Selectors of a trail of which none takes all management events. */
function selectorFacts(parameters: unknown): readonly RequestFact[] {
  const selectors = listOf(valueAt(parameters, 'eventSelectors'));
  const whole = selectors.some(
    (one) => valueAt(one, 'includeManagementEvents') !== false && (valueAt(one, 'readWriteType') ?? 'All') === 'All',
  );
  const trail = textsOf(valueAt(parameters, 'trailName'))[0] ?? '';
  return when(selectors.length > 0 && !whole, AccessFactKind.TrailOff, trail);
}

function keyFacts({ action, owner, parameters, encryptionApplied }: FactSource): readonly RequestFact[] {
  if (!OBJECT_WRITES.has(action)) return [];
  if (encryptionApplied === 'SSE_C' || textsOf(valueAt(parameters, CUSTOMER_ALGORITHM)).length > 0) {
    return [fact(AccessFactKind.CustomerKeyWrite)];
  }
  const key = textsOf(valueAt(parameters, KMS_KEY))[0] ?? '';
  const account = /^arn:aws[a-z-]*:kms:[^:]*:(\d{12}):/.exec(key)?.[1] ?? '';
  return when(account !== '' && owner !== '' && account !== owner, AccessFactKind.ForeignKeyWrite, account);
}

function trailFacts({ action, key, byService }: FactSource): readonly RequestFact[] {
  if (byService || !TRAIL_KEY.test(key)) return [];
  if (/^(?:GetObject|SelectObjectContent|CopyObjectSource|UploadPartCopySource)$/.test(action)) {
    return [fact(AccessFactKind.TrailRead)];
  }
  const tampers =
    OBJECT_WRITES.has(action) ||
    /^(?:DeleteObject|BatchDeleteObject|CompleteMultipartUpload|RenameObject)$/.test(action);
  return when(tampers, AccessFactKind.TrailTampered);
}
