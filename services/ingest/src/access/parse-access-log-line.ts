import { type AccessEvent, AccessSource, accessEventId, PrincipalType, RejectCode } from '@dowser/contracts';
import { emit, type Outcome, reject } from '@dowser/pipeline';
import { actionOfOperation } from './access-log-operation.ts';
import { actionClassOf } from './action-class.ts';
import { sourcePlace } from './network.ts';
import { ANONYMOUS, foreignAccount, type Principal, principalOfArn, service } from './principal.ts';
import { requestFacts } from './request-facts.ts';
import { userAgentFamily } from './user-agent-family.ts';

/**
 * The fields up to the user agent, which every line has had since 2006, and the rest, to which AWS appends new ones. S3 does
 * not escape quotes inside a quoted field (senders write their own user agents), so each ends where what must follow it does;
 * after the user agent nothing is quoted.
 */
const LINE =
  /^\S+ (\S+) \[([^\]]*)\] (\S+) (\S+) (\S+) (\S+) (\S+) (?:"(.*?)"|-) (\d{3}|-) (\S+) (\d+|-) \S+ \S+ \S+ (?:".*?"|-) (?:"(.*)"|-)(?: ([^"]*))?$/s;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * One line of an S3 server access log. Source: Amazon S3 user guide, "Amazon S3 server access log format".
 * A line that is no record is rejected by itself.
 */
export function parseAccessLogLine(line: string): Outcome<AccessEvent> {
  const match = LINE.exec(line);
  if (match === null) return invalid('the fields are not those of the documented format');
  const [, bucket = '', time = '', address, requester, requestId = '', operation = '', loggedKey, request, ...more] =
    match.map((field) => (field === '-' ? '' : field));
  const [status = '', errorCode = '', sent = '', agent = '', rest = ''] = more;
  const eventTime = logTime(time);
  if (eventTime === null) return invalid('the time is not of the form [06/Feb/2019:00:00:38 +0000]');
  if (bucket === '' || requestId === '') return invalid('bucket or request id is missing');
  const key = decodeLoggedKey(loggedKey ?? '', request ?? '');
  const action = actionOfOperation(operation, key !== '');
  if (action === null) return invalid('the operation is of none of the documented forms');
  const who = requesterOf(requester ?? '');
  const place = sourcePlace(address ?? '');
  // Version id, host id, signature, cipher suite, authentication, host, TLS version, access point, …
  const [, , , , authentication = '', , tlsVersion = ''] = rest.split(' ').map((field) => (field === '-' ? '' : field));
  const half = action.endsWith('Source') ? 'source' : '';
  const failure = errorCode || httpError(status);
  const byService = who.principalType === PrincipalType.Service;
  const facts = requestFacts({
    action,
    errorCode: failure,
    key,
    owner: '',
    byService,
    parameters: undefined,
    encryptionApplied: '',
  });
  return emit({
    schemaVersion: 1,
    eventId: accessEventId(requestId, bucket, key, half),
    source: AccessSource.ServerAccessLog,
    eventTime,
    ...who,
    sourceAddress: place.address,
    sourceNetwork: place.network,
    userAgentFamily: userAgentFamily(agent),
    action,
    actionClass: actionClassOf(action),
    isCall: operation !== 'BATCH.DELETE.OBJECT',
    bucket,
    key,
    bytesOut: half === 'source' ? 0 : Number(sent),
    errorCode: failure,
    tlsVersion: tlsVersion.replace(/^TLSV/, 'TLSv'),
    authentication,
    anonymous: who.principal === ANONYMOUS.principal,
    ...(facts.length === 0 ? {} : { facts: [...facts] }),
  });
}

/** A failure to which S3 gave no code of its own. */
function httpError(status: string): string {
  return /^[45]\d\d$/.test(status) ? `Http${status}` : '';
}

function invalid(what: string): Outcome<never> {
  return reject(RejectCode.InvalidAccessRecord, `server access log line: ${what}`);
}

function logTime(written: string): string | null {
  const match = /^(\d{2})\/([A-Z][a-z]{2})\/(\d{4}):(\d{2}):(\d{2}):(\d{2}) ([+-])(\d{2})(\d{2})$/.exec(written);
  if (match === null) return null;
  const [, day, month, year, hour, minute, second, sign, zoneHours, zoneMinutes] = match;
  const monthIndex = MONTHS.indexOf(month!);
  if (monthIndex === -1 || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return null;
  const utc = Date.UTC(Number(year), monthIndex, Number(day), Number(hour), Number(minute), Number(second));
  if (new Date(utc).getUTCDate() !== Number(day) && Number(second) < 60) return null;
  const zoneMs = (Number(zoneHours) * 60 + Number(zoneMinutes)) * 60_000 * (sign === '-' ? -1 : 1);
  return new Date(utc - zoneMs).toISOString();
}

/**
 * The key. S3 encodes what came in the request, which was encoded already: such a key is decoded twice. Some operations are
 * logged with a key that is encoded once: the request line shows which it was.
 */
export function decodeLoggedKey(logged: string, requestLine: string): string {
  if (logged === '') return '';
  const once = decode(logged);
  const path = requestLine
    .replace(/^\S+ /, '')
    .replace(/ HTTP\/[\d.]+$/, '')
    .replace(/\?.*$/s, '');
  if (once !== logged && path.endsWith(`/${logged}`)) return once;
  return decode(once);
}

/** Text that is not well-formed percent-encoding stands for itself. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Who asked: an ARN, a service (`svc:…`, `AmazonS3`), a canonical user id, nobody. */
function requesterOf(requester: string): Principal {
  if (requester === '' || requester === 'Anonymous') return ANONYMOUS;
  if (requester.startsWith('svc:')) return service(requester.slice('svc:'.length));
  if (requester === 'AmazonS3') return service('s3.amazonaws.com');
  return principalOfArn(requester) ?? foreignAccount('', requester);
}
