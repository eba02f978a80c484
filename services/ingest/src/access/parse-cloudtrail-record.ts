import {
  type AccessEvent,
  AccessSource,
  accessEventId,
  type CopyHalf,
  PrincipalType,
  RejectCode,
} from '@dowser/contracts';
import { DropReason, drop, emit, type Outcome, reject, tellIssues } from '@dowser/pipeline';
import { z } from 'zod';
import { isoTime } from '../s3-values.ts';
import { actionClassOf } from './action-class.ts';
import { sourcePlace } from './network.ts';
import { ANONYMOUS, foreignAccount, type Principal, principalOfArn, role, service } from './principal.ts';
import { requestFacts } from './request-facts.ts';
import { userAgentFamily } from './user-agent-family.ts';

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');
/** Numbers come as numbers, in some records as text or with a fraction of .0. */
const bytes = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d+(\.0+)?$/)
      .transform(Number),
  ])
  .nullish()
  .transform((value) => Math.max(0, Math.trunc(value ?? 0)));

const identitySchema = z.object({
  type: text,
  principalId: text,
  arn: text,
  accountId: text,
  userName: text,
  invokedBy: text,
  sessionContext: z
    .object({ sessionIssuer: z.object({ type: text, arn: text, accountId: text, userName: text }).nullish() })
    .nullish(),
});
type Identity = z.infer<typeof identitySchema>;

/** Values of request parameters come as text or, repeated, as a list. */
const parameter = z
  .union([z.string(), z.array(z.string())])
  .nullish()
  .catch('')
  .transform((value) => (Array.isArray(value) ? value[0] : value) ?? '');

const recordSchema = z.object({
  eventVersion: z.string(),
  eventTime: z.string(),
  eventName: z.string().min(1),
  eventSource: z.string(),
  eventID: text,
  requestID: text,
  sourceIPAddress: text,
  userAgent: text,
  errorCode: text,
  userIdentity: identitySchema,
  requestParameters: z.looseObject({ bucketName: parameter, key: parameter, 'x-amz-copy-source': parameter }).nullish(),
  additionalEventData: z
    .object({ bytesTransferredOut: bytes, AuthenticationMethod: text, SSEApplied: text.catch('') })
    .nullish(),
  resources: z.array(z.object({ ARN: text, type: text, accountId: text.catch('') })).nullish(),
  tlsDetails: z.object({ tlsVersion: text }).nullish(),
});
type Record = z.infer<typeof recordSchema>;

/** Of the calls to CloudTrail itself, those that change what is logged. */
const TRAIL_CONTROLS: ReadonlySet<string> = new Set([
  'StopLogging',
  'StartLogging',
  'CreateTrail',
  'UpdateTrail',
  'DeleteTrail',
  'PutEventSelectors',
]);

/**
 * One record of CloudTrail: S3 data and management events, and what changes the trails. Other services, insights and the
 * digest are dropped. A copy gives two events: the write, and the read of its source.
 * Source: AWS CloudTrail user guide, "CloudTrail record contents" and "userIdentity element".
 */
export function parseCloudTrailRecord(record: unknown): Outcome<AccessEvent> {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) {
    return reject(RejectCode.InvalidAccessRecord, 'CloudTrail record: not a JSON object');
  }
  const { eventSource, eventName, eventCategory, eventType } = record as { [name: string]: unknown };
  if (eventCategory === 'Insight' || eventType === 'AwsCloudTrailInsight') return drop(DropReason.EventNotUsed);
  const ofTrail = eventSource === 'cloudtrail.amazonaws.com' && TRAIL_CONTROLS.has(String(eventName));
  if (typeof eventSource === 'string' && eventSource !== 's3.amazonaws.com' && !ofTrail) {
    return drop(DropReason.EventNotUsed);
  }
  const parsed = recordSchema.safeParse(record);
  if (!parsed.success) {
    return reject(
      RejectCode.InvalidAccessRecord,
      `CloudTrail record does not have the documented form: ${tellIssues(parsed.error)}`,
    );
  }
  return interpret(parsed.data);
}

function interpret(record: Record): Outcome<AccessEvent> {
  if (!/^1\.\d+$/.test(record.eventVersion)) {
    return reject(
      RejectCode.UnknownSchema,
      `CloudTrail record: eventVersion ${record.eventVersion}; versions 1.x are understood`,
    );
  }
  const eventTime = isoTime(record.eventTime);
  if (eventTime === null) {
    return reject(RejectCode.InvalidAccessRecord, `CloudTrail record: ${record.eventTime} is not an ISO 8601 time`);
  }
  const requestId = record.requestID || record.eventID;
  if (requestId === '') {
    return reject(RejectCode.InvalidAccessRecord, 'CloudTrail record: neither requestID nor eventID names it');
  }
  const { bucket, key } = target(record);
  const who = principalOf(record.userIdentity);
  const place = sourcePlace(record.sourceIPAddress);
  const factsOf = (action: string, at: { key: string }): Pick<AccessEvent, 'facts'> => {
    const facts = requestFacts({
      action,
      errorCode: record.errorCode,
      key: at.key,
      owner: ownerOf(record, who.account),
      byService: who.principalType === PrincipalType.Service,
      parameters: record.requestParameters,
      encryptionApplied: record.additionalEventData?.SSEApplied ?? '',
    });
    return facts.length === 0 ? {} : { facts: [...facts] };
  };
  const event = (
    action: string,
    at: { bucket: string; key: string },
    bytesOut: number,
    half: CopyHalf,
  ): AccessEvent => ({
    schemaVersion: 1,
    eventId: accessEventId(requestId, at.bucket, at.key, half),
    source: AccessSource.CloudTrail,
    eventTime,
    ...who,
    sourceAddress: place.address,
    sourceNetwork: place.network,
    userAgentFamily: userAgentFamily(record.userAgent),
    action,
    actionClass: actionClassOf(action),
    isCall: true,
    bucket: at.bucket,
    key: at.key,
    bytesOut,
    errorCode: record.errorCode,
    tlsVersion: record.tlsDetails?.tlsVersion ?? '',
    authentication: record.additionalEventData?.AuthenticationMethod ?? '',
    anonymous: who.principal === ANONYMOUS.principal,
    ...factsOf(action, at),
  });
  const main = event(record.eventName, { bucket, key }, record.additionalEventData?.bytesTransferredOut ?? 0, '');
  const source = copySource(record);
  return source === null ? emit(main) : emit(main, event(`${record.eventName}Source`, source, 0, 'source'));
}

/** The bucket behind an access point stands only among the resources; the key only among the parameters. */
function target({ requestParameters, resources }: Record): { bucket: string; key: string } {
  const arn = resources?.find(({ type, ARN }) => type === 'AWS::S3::Bucket' && ARN.includes(':s3:::'))?.ARN;
  const bucket = arn === undefined ? (requestParameters?.bucketName ?? '') : arn.slice(arn.indexOf(':::') + 3);
  return { bucket, key: requestParameters?.key ?? '' };
}

/** The account of the bucket, where the record says it, else that of the caller. */
function ownerOf({ resources }: Record, caller: string): string {
  return resources?.find(({ type }) => type === 'AWS::S3::Bucket')?.accountId || caller;
}

/** `/bucket/key` or `bucket/key`, URL-encoded, with a version perhaps. Source: Amazon S3 API reference, CopyObject. */
function copySource({ eventName, requestParameters }: Record): { bucket: string; key: string } | null {
  if (eventName !== 'CopyObject' && eventName !== 'UploadPartCopy') return null;
  const written = requestParameters?.['x-amz-copy-source'] ?? '';
  const match = /^\/?([^/:]+)\/(.+?)(?:\?versionId=[^?]*)?$/s.exec(written);
  if (match === null) return null;
  try {
    return { bucket: match[1]!, key: decodeURIComponent(match[2]!) };
  } catch {
    return { bucket: match[1]!, key: match[2]! };
  }
}

function principalOf(identity: Identity): Principal {
  const { type, accountId, principalId, arn, userName, invokedBy } = identity;
  const issuer = identity.sessionContext?.sessionIssuer;
  if (accountId === 'ANONYMOUS_PRINCIPAL' || principalId === 'ANONYMOUS_PRINCIPAL') return ANONYMOUS;
  if (type === 'AWSService') return service(invokedBy || userName || principalId || 'UNKNOWN');
  const issued = type === 'AssumedRole' && issuer?.arn ? principalOfArn(issuer.arn) : null;
  const named = issued ?? principalOfArn(arn);
  if (named !== null) return named;
  if (type === 'AssumedRole' && issuer?.userName) return role(issuer.accountId || accountId, issuer.userName);
  // The session's name follows the colon of an assumed role's unique id.
  const uniqueId = principalId.split(':')[0] ?? '';
  if (invokedBy !== '' && accountId === '' && uniqueId === '') return service(invokedBy);
  return foreignAccount(accountId, uniqueId === accountId ? '' : uniqueId);
}
