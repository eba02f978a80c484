import { DAY_MS, dateOf } from '@dowser/anomaly';
import type { AccessEvent, RequestFact } from '@dowser/contracts';
import { parseAccessLogLine, parseCloudTrailRecord } from '@dowser/ingest';
import type { Actor, Burst, Day } from './activity.ts';
import { keyOf } from './principal-rows.ts';

/** The name of a key of a folder. */
export const keyName = (prefix: string, key: number): string => `${prefix}part-${key}.csv`;

/** The records that CloudTrail would write of these calls, in any order. Source: AWS CloudTrail user guide, "Record contents". */
export function* recordsOf(actor: Actor, day: number, bursts: Day): Generator<Readonly<Record<string, unknown>>> {
  for (const [index, burst] of bursts.entries()) {
    if (burst.action === COPY_SOURCE) continue;
    for (let call = 0; call < burst.calls; call++) yield recordOf(actor, day, burst, call, `${index}-${call}`);
  }
}

/** The events that ingest makes of a record. */
export function eventsOf(record: unknown): readonly AccessEvent[] {
  return understood(parseCloudTrailRecord(record));
}

/** The events that ingest makes of what the access log tells of batch deletes beside CloudTrail, which names no objects. */
export function batchEventsOf(actor: Actor, day: number, bursts: Day): readonly AccessEvent[] {
  return bursts.flatMap((burst, index) =>
    Array.from({ length: burst.calls * (burst.objectsPerCall ?? 0) }, (_, n) => {
      const call = Math.floor(n / burst.objectsPerCall!);
      const line = batchLine(actor, day, burst, { call, id: `${index}-${call}`, key: burst.firstKey + n });
      return understood(parseAccessLogLine(line));
    }).flat(),
  );
}

function understood(outcome: ReturnType<typeof parseAccessLogLine>): readonly AccessEvent[] {
  if (outcome.fate !== 'emit') throw new Error(`A generated record is refused: ${JSON.stringify(outcome)}`);
  return outcome.values;
}

/** The reading half of a copy, which the record of the copy tells of. */
const COPY_SOURCE = 'CopyObjectSource';
const TRAIL_CALLS: ReadonlySet<string> = new Set(['StopLogging', 'DeleteTrail']);

function recordOf(
  actor: Actor,
  day: number,
  burst: Burst,
  call: number,
  id: string,
): Readonly<Record<string, unknown>> {
  const { folder, action, errorCode } = burst;
  const ofTrail = TRAIL_CALLS.has(action);
  const key = burst.keys === 0 ? undefined : keyName(folder.prefix, keyOf(burst, call));
  return {
    eventVersion: '1.11',
    userIdentity: identityOf(actor),
    eventTime: `${dateOf(day)}T${timeOf(burst, call)}Z`,
    eventSource: ofTrail ? 'cloudtrail.amazonaws.com' : 's3.amazonaws.com',
    eventName: action,
    awsRegion: 'eu-west-1',
    sourceIPAddress: `${burst.network}.${burst.host}`,
    userAgent: `[${burst.agent}/1.0]`,
    ...(errorCode !== '' && { errorCode }),
    requestParameters: {
      ...(!ofTrail && { bucketName: folder.bucket }),
      ...(key !== undefined && { key }),
      ...(action === 'CopyObject' && { 'x-amz-copy-source': `${folder.bucket}/${key}` }),
      ...burst.parameters,
    },
    additionalEventData: { AuthenticationMethod: 'AuthHeader', bytesTransferredOut: burst.bytesPerCall },
    requestID: requestId(actor, day, id),
    eventType: 'AwsApiCall',
    recipientAccountId: actor.account,
    eventCategory: key === undefined ? 'Management' : 'Data',
  };
}

const requestId = ({ principal }: Actor, day: number, id: string): string => `${principal}/${day}/${id}`;

/** Time of day of a call. */
function timeOf({ hour, minute, minutes, calls }: Burst, call: number): string {
  const seconds = hour * 3_600 + minute * 60 + Math.floor((call * minutes * 60) / calls);
  return new Date(seconds * 1_000).toISOString().slice(11, 19);
}

/** Source: Amazon S3 user guide, "Amazon S3 server access log format". */
function batchLine(
  actor: Actor,
  day: number,
  burst: Burst,
  { call, id, key }: { readonly call: number; readonly id: string; readonly key: number },
): string {
  // `Fri, 21 Nov 2025 00:00:00 GMT`
  const [, date, month, year] = new Date(day * DAY_MS).toUTCString().split(' ');
  const [, kind, name] = actor.principal.split(':') as [string, string, string];
  const requester =
    kind === 'assumed-role'
      ? `arn:aws:sts::${actor.account}:assumed-role/${name}/s`
      : `arn:aws:${kind === 'user' ? 'iam' : 'sts'}::${actor.account}:${kind}/${name}`;
  const time = `[${date}/${month}/${year}:${timeOf(burst, call)} +0000]`;
  const { bucket, prefix } = burst.folder;
  return `owner ${bucket} ${time} ${burst.network}.${burst.host} ${requester} ${requestId(actor, day, id)} BATCH.DELETE.OBJECT ${keyName(prefix, key)} - 204 - - 1 - - "-" "-"`;
}

function identityOf({ principal, account }: Actor): Readonly<Record<string, unknown>> {
  const [, kind, name] = principal.split(':') as [string, string, string];
  const issuer = { type: 'Role', arn: `arn:aws:iam::${account}:role/${name}`, accountId: account, userName: name };
  switch (kind) {
    case 'assumed-role':
      return {
        type: 'AssumedRole',
        accountId: account,
        principalId: 'AROAEXAMPLE:s',
        sessionContext: { sessionIssuer: issuer },
      };
    case 'federated-user':
      return {
        type: 'FederatedUser',
        accountId: account,
        principalId: `${account}:${name}`,
        arn: `arn:aws:sts::${account}:federated-user/${name}`,
      };
    default:
      return {
        type: 'IAMUser',
        accountId: account,
        principalId: 'AIDAEXAMPLE',
        arn: `arn:aws:iam::${account}:user/${name}`,
        userName: name,
      };
  }
}

const known = new Map<string, readonly RequestFact[]>();

/** What ingest finds in a call that changes a setting, writes under a key of its own, or touches a trail's files. */
export function factsOf(actor: Actor, day: number, burst: Burst): readonly RequestFact[] {
  if (burst.parameters === undefined && !burst.folder.prefix.startsWith('AWSLogs/')) return [];
  const what = JSON.stringify([actor.account, burst.action, burst.parameters, burst.folder.prefix, burst.errorCode]);
  const before = known.get(what);
  if (before !== undefined) return before;
  const facts = eventsOf(recordOf(actor, day, burst, 0, 'fact'))[0]?.facts ?? [];
  known.set(what, facts);
  return facts;
}
