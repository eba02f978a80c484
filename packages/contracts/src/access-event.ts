import { z } from 'zod';
import { deterministicId } from './ids.ts';

/** The log that told of a request. */
export const AccessSource = { CloudTrail: 'cloudtrail', ServerAccessLog: 'server-access-log' } as const;
export type AccessSource = (typeof AccessSource)[keyof typeof AccessSource];

/** What kind of identity made the request. */
export const PrincipalType = {
  User: 'user',
  Role: 'role',
  Root: 'root',
  Federated: 'federated',
  /** Another account, of which the log says no more than its number (or canonical id). */
  Account: 'account',
  Service: 'service',
  Anonymous: 'anonymous',
} as const;
export type PrincipalType = (typeof PrincipalType)[keyof typeof PrincipalType];

/**
 * What a request does to the data. `list`: learns what is there or how it is set, no content. `permission`: changes who may
 * reach it. `control`: changes any other setting of a bucket, or the logging itself.
 */
export const ActionClass = {
  Read: 'read',
  List: 'list',
  Write: 'write',
  Delete: 'delete',
  Permission: 'permission',
  Control: 'control',
} as const;
export type ActionClass = (typeof ActionClass)[keyof typeof ActionClass];

/** What a successful request does to the protection of a bucket or of what it holds. */
export const AccessFactKind = {
  /** A policy or access list that lets everyone in. */
  PublicPolicy: 'public-policy',
  PublicAcl: 'public-acl',
  /** The same for every AWS account's users. */
  AuthenticatedUsersAcl: 'authenticated-users-acl',
  /** Detail: the other account, or its canonical id. */
  CrossAccountPolicy: 'cross-account-policy',
  CrossAccountAcl: 'cross-account-acl',
  PublicAccessBlockRemoved: 'public-access-block-removed',
  EncryptionOff: 'encryption-off',
  /** Of server access logs. */
  LoggingOff: 'logging-off',
  /** A trail was stopped, deleted, or made to leave out events. Detail: the trail. */
  TrailOff: 'trail-off',
  VersioningOff: 'versioning-off',
  /** Detail: days. */
  ShortExpiry: 'short-expiry',
  /** Detail: the other account, or the bucket where the account is not named. */
  ExternalReplication: 'external-replication',
  /** Files of a trail were read; were written or deleted by another than the trail. */
  TrailRead: 'trail-read',
  TrailTampered: 'trail-tampered',
  /** An object was written under a key that the caller brought (SSE-C), or a KMS key of another account (detail). */
  CustomerKeyWrite: 'customer-key-write',
  ForeignKeyWrite: 'foreign-key-write',
} as const;
export type AccessFactKind = (typeof AccessFactKind)[keyof typeof AccessFactKind];

/** Most facts of one request, and the longest detail of one. */
export const FACTS_LIMIT = 32;
export const FACT_DETAIL_LIMIT = 128;

export const requestFactSchema = z.object({
  kind: z.enum(AccessFactKind),
  detail: z.string().max(FACT_DETAIL_LIMIT),
});
export type RequestFact = z.infer<typeof requestFactSchema>;

/** One request to S3, as its logs tell it. Text that a log does not carry is ''. */
export const accessEventSchema = z.object({
  schemaVersion: z.literal(1),
  /** `accessEventId`: the same for one request in CloudTrail and in the server access logs. */
  eventId: z.string().length(32),
  source: z.enum(AccessSource),
  /** When the request happened, by the log: not when the log arrived. */
  eventTime: z.iso.datetime(),
  /**
   * Who: `ACCOUNT:user:NAME`, `ACCOUNT:assumed-role:ROLE` (the role, not its session), `ACCOUNT:root:root`,
   * `ACCOUNT:federated-user:NAME`, `SERVICE.amazonaws.com`, `ANONYMOUS_PRINCIPAL`; else what names the account.
   */
  principal: z.string().min(1),
  principalType: z.enum(PrincipalType),
  /** The principal's account: 12 digits. */
  account: z.string(),
  /** An IP address in its shortest form, or the name of the AWS service that called. */
  sourceAddress: z.string(),
  /** /24 of an IPv4 address, /48 of an IPv6 one; the address itself when it is a name. */
  sourceNetwork: z.string(),
  /** The program, lower case and without its version: `aws-cli`, `boto3`, `s3console`, `browser`. */
  userAgentFamily: z.string(),
  /** CloudTrail's event name: `GetObject`. `CopyObjectSource` is the reading half of a copy. */
  action: z.string().min(1),
  actionClass: z.enum(ActionClass),
  /** False for a part of a call that has an event of its own (an object of a batch delete): keys count, calls do not. */
  isCall: z.boolean(),
  /** '' for a call that concerns no single bucket. */
  bucket: z.string(),
  /** '' for a call that concerns no single object: DeleteObjects names none. */
  key: z.string(),
  /** Bytes of the response's body. */
  bytesOut: z.number().int().nonnegative(),
  /** S3's code, '' on success. */
  errorCode: z.string(),
  /** As the log writes it: `TLSv1.2`; '' without TLS, or when the log does not say. */
  tlsVersion: z.string(),
  /** AuthHeader, QueryString (a presigned URL) or ''. */
  authentication: z.string(),
  anonymous: z.boolean(),
  /** Absent: none. */
  facts: z.array(requestFactSchema).max(FACTS_LIMIT).exactOptional(),
});
export type AccessEvent = z.infer<typeof accessEventSchema>;

/** The reading half of a copy is a request of its own: it may concern another bucket, or the very object that is written. */
export type CopyHalf = '' | 'source';

/** The identity of one request about one key; each object of a batch delete has one too. */
export function accessEventId(requestId: string, bucket: string, key: string, half: CopyHalf = ''): string {
  return deterministicId([requestId, bucket, key, half]);
}
